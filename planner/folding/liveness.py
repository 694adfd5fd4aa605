"""Liveness: assignments that nobody reads any more, and conditions of nothing, are dropped."""

from collections.abc import Iterable

from planner.expressions.assignments import Assignments
from planner.language.component import ASSIGNMENTS, Component
from planner.language.registry import declarations
from planner.language.tree import Conditional, LayerBlock, Node


def living(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Give nodes without what nothing after them depends on."""
    return _living(tuple(nodes), frozenset())[0]


def _living(
    nodes: tuple[Node, ...], read: frozenset[str]
) -> tuple[tuple[Node, ...], frozenset[str]]:
    """Give what lives of nodes, and what is read at their beginning; names have their dollar."""
    kept: list[Node] = []
    for node in reversed(nodes):
        match node:
            case Component():
                component, read = _component(node, read)
                if component.values:
                    kept.append(component)
            case LayerBlock():
                layer, read = _layer(node, read)
                kept.append(layer)
            case Conditional():
                first, before_first = _living(node.nodes, read)
                second, before_second = _living(node.otherwise, read)
                if first == second:
                    kept += reversed(first)
                    read = before_first
                else:
                    kept.append(Conditional(node.raw, node.condition, first, second))
                    read = before_first | before_second | _variables(node.condition.needs)
    return tuple(reversed(kept)), read


def _layer(layer: LayerBlock, read: frozenset[str]) -> tuple[LayerBlock, frozenset[str]]:
    closer = layer.closer
    if closer is not None:
        closer, read = _component(closer, read)
    inner, read = _living(layer.inner, read)
    opener, read = _component(layer.opener, read)
    return LayerBlock(opener, inner, closer), read


def _component(component: Component, read: frozenset[str]) -> tuple[Component, frozenset[str]]:
    known = declarations()
    values = dict(component.values)
    assignments = values.pop(ASSIGNMENTS, None)
    read = read.union(
        *(_variables(known[key].grammar.needs(value)) for key, value in values.items())
    )
    if assignments is None:
        return component, read
    kept = []
    for assignment in reversed(assignments.each):
        if f"${assignment.name}" in read:
            kept.append(assignment)
            read = read - {f"${assignment.name}"} | _variables(assignment.value.needs)
    if kept:
        values[ASSIGNMENTS] = Assignments(tuple(reversed(kept)))
    return component.with_values(values), read


def _variables(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in names if name.startswith("$"))
