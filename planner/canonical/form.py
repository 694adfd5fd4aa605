"""The canonical form: simplified components, then one that says how the result is delivered."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from planner.canonical.backdrop import without_idle_backdrop
from planner.canonical.defaults import without_defaults
from planner.canonical.delivery import delivery, global_values, without_globals
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
from planner.layers.blocks import arranged
from planner.parameters.variable import VARIABLE
from planner.transformation import Transformation, of_nodes

#: From a component to an equivalent one.
Rule = Callable[[Component], Component]

#: In this order: a later rule sees what an earlier one has left.
RULES: Final[tuple[Rule, ...]] = (
    with_plain_sizes,
    without_idle_qualifiers,
    with_plain_placement,
    without_defaults,
    without_idle_backdrop,
)


def canonical_form(transformation: Transformation) -> Transformation:
    """Give the canonical form; it draws the same, and its own canonical form is itself.

    What can be computed without an image is. Raises TransformationError for what cannot be
    computed with any.
    """
    nodes = transformation.nodes
    if all(map(_settled, nodes)):
        return of_nodes(_canonical(nodes, _ruled, whole=True))
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
    for rule in RULES:
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


def _canonical(nodes: tuple[Node, ...], rule: Rule, *, whole: bool = False) -> tuple[Node, ...]:
    """Give nodes in their canonical form; between two conditions the delivery comes last.

    rule: what simplifies a component.
    """
    if any(isinstance(node, Conditional) for node in nodes):
        nodes = tuple(kept for node in nodes for kept in _branched(node, rule))
        whole = whole and not any(isinstance(node, Conditional) for node in nodes)
    made: list[Node] = []
    run: list[Component | LayerBlock] = []
    for node in nodes:
        match node:
            case Component():
                run.append(rule(node))
            case LayerBlock():
                layer, delivered = _layer(node, rule)
                run += [layer, *delivered]
            case Conditional():
                made += _chain(run, whole=False)
                run = []
                made.append(node)
    return (*made, *_chain(run, whole=whole))


def _layer(block: LayerBlock, rule: Rule) -> tuple[LayerBlock, tuple[Component, ...]]:
    """Give a layer in its canonical form, and what in it concerns the whole result.

    That holds wherever it stands, but not for what conditions guard.
    """
    divided = arranged(block)
    inner = _canonical(divided.inner, rule)
    last = inner[-1] if inner else None
    if not (isinstance(last, Component) and global_values(last)):
        return LayerBlock(divided.opener, inner, divided.closer), ()
    return LayerBlock(divided.opener, inner[:-1], divided.closer), (last,)


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
