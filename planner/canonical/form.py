"""The canonical form: simplified components, then one that says how the result is delivered."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from planner.canonical.backdrop import without_idle_backdrop
from planner.canonical.defaults import defaults, without_defaults
from planner.canonical.delivery import (
    computes_delivery,
    delivery,
    global_values,
    without_globals,
)
from planner.canonical.idle import without_idle_qualifiers
from planner.canonical.placement import with_plain_placement
from planner.canonical.sizes import with_plain_sizes
from planner.expressions.scope import Scope
from planner.folding.binding import computed
from planner.folding.liveness import living
from planner.folding.walking import Anywhere, walked
from planner.language.component import Component
from planner.language.declaration import Role
from planner.language.registry import keys_of
from planner.language.tree import Conditional, LayerBlock, Node, flat
from planner.layers.blocks import divided
from planner.parameters.variable import VARIABLE
from planner.transformation import Transformation, of_nodes

#: From a component to an equivalent one.
Rule = Callable[[Component], Component]


@cache
def rules() -> tuple[tuple[frozenset[str], Rule], ...]:
    """Give the rules in their order: a later one sees what an earlier one has left.

    Each with the keys of which a component must have one for the rule to have something to do.
    """
    return (
        (frozenset({"c", "w", "h", "ar", "a"}), with_plain_sizes),
        (keys_of(Role.QUALIFIER), without_idle_qualifiers),
        (frozenset({"c"}), with_plain_placement),
        (frozenset(defaults()), without_defaults),
        (frozenset({"b"}), without_idle_backdrop),
    )


def canonical_form(transformation: Transformation) -> Transformation:
    """Give the canonical form; it draws the same, and its own canonical form is itself.

    What can be computed without an image is. Raises TransformationError for what cannot be
    computed with any.
    """
    nodes = transformation.nodes
    if all(map(_settled, nodes)):
        return of_nodes(_canonical(nodes, _ruled, whole=True, settled=True))
    nodes = living(_simplified(walked(nodes, Scope(), Anywhere()).nodes))
    return of_nodes(_canonical(nodes, simplified, whole=True))


def simplified(component: Component) -> Component:
    """Give the component without what changes nothing.

    One that draws what is still to be computed stays as it is: that may come to nothing.
    """
    if computed(component) and computed(without_globals(component)):
        return component
    return _ruled(component)


def _ruled(component: Component) -> Component:
    """Give a component without what changes nothing; none of it is still to be computed."""
    if keys_of(Role.GLOBAL).issuperset(component.given):
        return component
    for concerned, rule in rules():
        if not concerned.isdisjoint(component.given):
            component = rule(component)
    return component


def _simplified(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Give a tree with its components simplified, so that empty and equal branches show."""
    made: list[Node] = []
    for node in nodes:
        match node:
            case Component():
                made.append(simplified(node).spelled())
            case Conditional(raw, condition, first, second):
                made.append(Conditional(raw, condition, _simplified(first), _simplified(second)))
            case LayerBlock(opener, inner, closer):
                made.append(LayerBlock(opener, _simplified(inner), closer))
    return tuple(made)


def _settled(node: Node) -> bool:
    """Whether a node has nothing to fold."""
    match node:
        case Component():
            return VARIABLE.key not in node.given and not computed(node)
        case LayerBlock(opener, inner, closer):
            ends = (opener,) if closer is None else (opener, closer)
            return all(map(_settled, (*ends, *inner)))
        case _:
            return False


def _canonical(
    nodes: tuple[Node, ...], rule: Rule, *, whole: bool = False, settled: bool = False
) -> tuple[Node, ...]:
    """Give nodes in their canonical form; between two conditions the delivery comes last.

    So it does before what of it is still to be computed, which depends on where it stands.
    rule: what simplifies a component. settled: whether there is nothing in them to compute.
    """
    if not settled:
        nodes = tuple(kept for node in nodes for kept in _branched(node, rule))
        whole = whole and not any(map(_divides, nodes))
    made: list[Node] = []
    run: list[Component | LayerBlock] = []
    for node in nodes:
        match node:
            case LayerBlock():
                layer, delivered = _layer(node, rule, settled=settled)
                run += [layer, *delivered]
            case Component() if settled or not _divides(node):
                run.append(rule(node))
            case _:
                made += _chain(run, whole=False)
                run = []
                made.append(node)
    return (*made, *_chain(run, whole=whole))


def _divides(node: Node) -> bool:
    """Whether what says how a result is delivered cannot go past a node."""
    return isinstance(node, Conditional) or computes_delivery(node)


def _layer(
    block: LayerBlock, rule: Rule, *, settled: bool
) -> tuple[LayerBlock, tuple[Component, ...]]:
    """Give a layer in its canonical form, and what in it concerns the whole result.

    That holds wherever it stands, but not for what conditions guard.
    """
    parts = divided(block)
    inner = _canonical(parts.inner, rule, settled=settled)
    last = inner[-1] if inner else None
    delivered: tuple[Component, ...] = ()
    if isinstance(last, Component) and global_values(last) and not computes_delivery(last):
        inner, delivered = inner[:-1], (last,)
    closer = None if parts.closer is None else parts.closer.spelled()
    return LayerBlock(parts.opener.spelled(), inner, closer), delivered


def _branched(node: Node, rule: Rule) -> tuple[Node, ...]:
    """Give a node, a condition with its branches in their canonical form: one if they are equal."""
    if not isinstance(node, Conditional):
        return (node,)
    first, second = _canonical(node.nodes, rule), _canonical(node.otherwise, rule)
    return first if first == second else (Conditional(node.raw, node.condition, first, second),)


def _chain(run: Sequence[Component | LayerBlock], *, whole: bool) -> Iterator[Node]:
    """Give what is drawn, then how it is delivered.

    Only of a whole transformation it can be told whether a device pixel ratio has an effect.
    """
    for node in run:
        if isinstance(node, LayerBlock):
            yield node
        elif (drawn := without_globals(node)).values:
            yield drawn.spelled()
    own = (node for node in run if isinstance(node, Component))
    layers = flat(node for node in run if isinstance(node, LayerBlock))
    last = delivery(own, whole=whole, layers=layers)
    if last.values:
        yield last
