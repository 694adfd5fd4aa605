"""Blocks: everything of a layer where it belongs, wherever it was written.

The opener says what is shown, the closer where, when and how it is applied; what stands between
works on the layer. The older form without a closer says all of it in one component.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from planner.geometry.values import Length
from planner.language.component import Component, compose
from planner.language.tree import Conditional, LayerBlock, Node
from planner.layers.parts import (
    FLAGS_KEY,
    Values,
    displaces,
    placing,
    resizing,
    rest,
    setting,
    source_of,
    splicing,
)
from planner.layers.sources import Subtitles
from planner.parameters.flags import FLAGS

#: Where a layer lies unless it is told otherwise.
_MIDDLE: Final = "center"
_BOTTOM: Final = "south"

_PLACE: Final = frozenset({"g", "x", "y"})

_APPLY: Final = FLAGS.grammar.parse("layer_apply")


def arranged(block: LayerBlock) -> LayerBlock:
    """Give the block with opener, inner components and closer in their canonical division.

    What the opener says of the place counts unless the closer says something of it; then it
    belongs to a crop in the opener. A resize in the closer is the last of the inner components.
    """
    opener = block.opener
    closer = block.closer or compose({FLAGS_KEY: _APPLY})
    set_up = dict(setting(opener))
    joining = splicing(closer)
    set_up[FLAGS_KEY] = set_up.get(FLAGS_KEY, frozenset()) | joining.get(FLAGS_KEY, frozenset())
    before = placing(opener, sized=block.closer is not None and resizing(opener))
    after = placing(closer, sized=resizing(closer))
    inner = (
        *_component(rest(opener, set_up, before if not _places(after) else _unplaced(before))),
        *block.inner,
        *_component(rest(closer, after, joining)),
    )
    applied = dict(_unplaced(before) if _places(after) else before) | dict(after)
    applied[FLAGS_KEY] = _APPLY.union(
        *(part.get(FLAGS_KEY, frozenset()) for part in (before, after))
    )
    return LayerBlock(_composed(set_up), inner, _composed(_plain(applied, opener)))


def blocks(nodes: Iterable[Node]) -> Iterator[LayerBlock]:
    """Give every layer of a tree, outer before inner, of every branch of every condition."""
    for node in nodes:
        match node:
            case Conditional():
                yield from blocks((*node.nodes, *node.otherwise))
            case LayerBlock():
                yield node
                yield from blocks(node.inner)


def _component(values: Values) -> Iterator[Component]:
    if values:
        yield compose(values)


def _composed(values: Values) -> Component:
    """Give a component of values; no flags are no parameter."""
    return compose({key: value for key, value in values.items() if key != FLAGS_KEY or value})


def _places(values: Values) -> bool:
    return not _PLACE.isdisjoint(values)


def _unplaced(values: Values) -> Values:
    return {key: value for key, value in values.items() if key not in _PLACE}


def _plain(applied: dict[str, Any], opener: Component) -> dict[str, Any]:
    """Drop what a layer's place is anyway."""
    _, source = source_of(opener)
    usual = _BOTTOM if isinstance(source, Subtitles) else _MIDDLE
    gravity = applied.get("g")
    if gravity is not None and gravity.name == usual:
        del applied["g"]
    for key in ("x", "y"):
        offset = applied.get(key)
        if isinstance(offset, Length) and offset.value == 0 and not displaces(applied):
            del applied[key]
    return applied
