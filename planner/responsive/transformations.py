"""Transformations settled for a client."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from planner.canonical.delivery import delivery, pixel_ratio
from planner.canonical.form import canonical_form
from planner.facts import AssetFacts, Client
from planner.language.component import Component
from planner.language.tree import Conditional, LayerBlock, Node
from planner.parameters.pixel_ratio import AUTO_RATIO, PIXEL_RATIO
from planner.responsive.settling import settled, settled_ratio, waits
from planner.transformation import Transformation, of_nodes


def waits_for_client(transformation: Transformation) -> bool:
    """Whether anything in a transformation is decided by hints of the client."""
    return any(waits(component) for component in transformation.components)


def settled_for(
    canonical: Transformation, facts: AssetFacts, client: Client
) -> tuple[Transformation, tuple[str, ...]]:
    """Write what a client decides into a canonical transformation.

    Gives the canonical form of the result, and the request headers that had a say in it.
    """
    components = canonical.components
    if not waits_for_client(canonical):
        return canonical, ()
    asked = delivery(components).get(PIXEL_RATIO)
    outcome = settled_ratio(client).value if asked is AUTO_RATIO else asked
    ratio = pixel_ratio(components, {PIXEL_RATIO.key: outcome or 1.0})
    named: list[str] = []

    def settle(component: Component) -> Component:
        made, vary = settled(component, facts, client, ratio)
        named.extend(vary)
        return made

    nodes = tuple(changed(canonical.nodes, settle))
    return canonical_form(of_nodes(nodes)), tuple(dict.fromkeys(named))


def changed(nodes: Iterable[Node], change: Callable[[Component], Component]) -> Iterable[Node]:
    """Give a tree with each of its components changed."""
    for node in nodes:
        match node:
            case Component():
                yield change(node)
            case Conditional():
                inner = tuple(changed(node.nodes, change))
                yield replace(node, nodes=inner, otherwise=tuple(changed(node.otherwise, change)))
            case LayerBlock():
                closer = None if node.closer is None else change(node.closer)
                inner = tuple(changed(node.inner, change))
                yield replace(node, opener=change(node.opener), inner=inner, closer=closer)
