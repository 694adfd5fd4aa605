"""Styling: the style of a stored text, written into the layer that names it.

What is written is all that a derived asset takes of the stored text: another text of the same
style gives the same identity, and whoever draws the result needs to be told of none.
"""

from typing import Any, Final

from planner.errors import TransformationError
from planner.language.component import Component, compose, read_component
from planner.language.quoting import quoted, shortened
from planner.language.tree import LayerBlock
from planner.layers.assets import Lookup, layer_facts
from planner.layers.parts import OVERLAY_KEY, source_of
from planner.layers.sources import Text
from planner.layers.styles import StoredStyle, TextStyle

#: What a stored text lends beside its font: colours, and opacity, to which a layer's own is added.
_BESIDE: Final = ("b", "co", "o")


def text_component(style: TextStyle, words: str, beside: dict[str, Any]) -> Component:
    """Give the component that draws a text, as it is stored with one.

    beside: values of its colours and opacity, by key.
    """
    return compose({OVERLAY_KEY: Text(style, (words,)), **beside})


def styled(opener: Component, lookup: Lookup) -> Component:
    """Give what opens a layer with the style that it names, if it names a stored text.

    Colours that the layer says itself count. Raises ReferenceNotFound where there is no such text.
    """
    key, source = source_of(opener)
    if not isinstance(source, Text) or not isinstance(source.style, StoredStyle):
        return opener
    (found,) = layer_facts((LayerBlock(opener, (), None),), lookup).values()
    if not found.text:
        raise TransformationError(
            f"{quoted(source.style.public_id)} is no stored text",
            component=shortened(opener.raw),
            parameter=key,
            expected="<font>_<size> before the words, or the public ID of a text",
        )
    stored = read_component(found.text)
    _, drawn = source_of(stored)
    if not isinstance(drawn, Text):
        raise TypeError(f"a stored text is {drawn!r}")
    beside = {key: value for key, value in stored.values if key in _BESIDE}
    return compose(beside | dict(opener.values) | {key: Text(drawn.style, source.words)})
