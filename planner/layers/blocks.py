"""Blocks: everything of a layer where it belongs, wherever it was written.

The opener says what is shown, the closer where, when and how it is applied; what stands between
works on the layer. The older form without a closer says all of it in one component.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from planner.geometry.values import Length
from planner.language.component import Component
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
_CLOSER: Final = Component("fl_layer_apply", ((FLAGS_KEY, _APPLY),))


def arranged(block: LayerBlock) -> LayerBlock:
    """Give the block with opener, inner components and closer in their canonical division.

    All but the inner components that were so before are in their canonical spelling.
    """
    parts = divided(block)
    before = frozenset(map(id, block.inner))
    inner = (
        node.spelled() if isinstance(node, Component) and id(node) not in before else node
        for node in parts.inner
    )
    closer = None if parts.closer is None else parts.closer.spelled()
    return LayerBlock(parts.opener.spelled(), tuple(inner), closer)


def divided(block: LayerBlock) -> LayerBlock:
    """Give the block in its canonical division; each part still says where it was written.

    What the opener says of the place counts unless the closer says something of it; then it
    belongs to a crop in the opener. A resize in the closer is the last of the inner components.
    """
    opener = block.opener
    closer = block.closer or _CLOSER
    set_up, joining = setting(opener), splicing(closer)
    before = placing(opener, sized=block.closer is not None and resizing(opener))
    after = placing(closer, sized=resizing(closer))
    placed = _unplaced(before) if _places(after) else before
    inner = (
        *_component(opener, rest(opener, set_up, joining, placed)),
        *block.inner,
        *_component(closer, rest(closer, after, joining)),
    )
    shown = opener.with_values(_joined(set_up, joining, frozenset()))
    applied = _joined(placed, after, _APPLY | before.get(FLAGS_KEY, frozenset()))
    return LayerBlock(shown, inner, closer.with_values(_plain(applied, opener)))


def blocks(nodes: Iterable[Node]) -> Iterator[LayerBlock]:
    """Give every layer of a tree, outer before inner, of every branch of every condition."""
    for node in nodes:
        match node:
            case Conditional():
                yield from blocks((*node.nodes, *node.otherwise))
            case LayerBlock():
                yield node
                yield from blocks(node.inner)


def _component(written: Component, values: Values) -> Iterator[Component]:
    if values:
        yield written.with_values(values)


def _joined(values: Values, others: Values, flags: frozenset[Any]) -> dict[str, Any]:
    """Give values and others with the flags of all; no flags are no parameter."""
    flags = flags.union(values.get(FLAGS_KEY, ()), others.get(FLAGS_KEY, ()))
    joined = {**values, **others}
    if flags:
        joined[FLAGS_KEY] = flags
    return joined


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
