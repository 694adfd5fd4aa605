"""Delivery: the parameters that concern the result as a whole, gathered from all components."""

from collections.abc import Iterable, Mapping
from typing import Any

from planner.expressions.expression import Expression
from planner.folding.binding import computed
from planner.geometry.values import Length
from planner.language.choices import Option
from planner.language.component import Component, compose
from planner.language.declaration import Role
from planner.language.effect import Applied
from planner.language.registry import keys_of
from planner.language.tree import LayerBlock, Node, flat
from planner.layers.sources import Text
from planner.parameters.border import BORDER
from planner.parameters.crop import resizes
from planner.parameters.effect import EFFECT, Chosen
from planner.parameters.flags import FLAGS, with_role
from planner.parameters.offsets import X, Y
from planner.parameters.pixel_ratio import PIXEL_RATIO
from planner.parameters.radius import RADIUS
from planner.parameters.sides import HEIGHT, WIDTH


def delivery(
    components: Iterable[Component], *, whole: bool = True, layers: Iterable[Component] = ()
) -> Component:
    """Give the global parameters of a transformation as one component; the last of each counts.

    whole: whether these are all of its components, so that a device pixel ratio without anything
    to multiply goes. layers: components of layers, which may have such a thing.
    """
    components = tuple(components)
    values: dict[str, Any] = {}
    flags: dict[str, Option] = {}
    for component in components:
        if found := global_values(component):
            values |= found
        if FLAGS.key in values:
            flags |= {flag.name: flag for flag in values.pop(FLAGS.key)}
    if flags:
        values[FLAGS.key] = frozenset(flags.values())
    everything = (*components, *layers)
    idle = whole and PIXEL_RATIO.key in values and pixel_ratio(everything, values) == 1
    if idle and not _reads_ratio(everything):
        del values[PIXEL_RATIO.key]
    return compose(values)


def delivery_of(nodes: Iterable[Node]) -> Component:
    """Give the global parameters of a tree; what conditions guard is not among them."""
    nodes = tuple(nodes)
    return delivery(
        (node for node in nodes if isinstance(node, Component)),
        layers=flat(node for node in nodes if isinstance(node, LayerBlock)),
    )


def global_values(component: Component) -> Mapping[str, Any]:
    """Give the global parameters of one component, and its flags that are so."""
    keys = keys_of(Role.GLOBAL)
    if keys.isdisjoint(component.given) and not component.has(FLAGS):
        return {}
    found = {key: value for key, value in component.values if key in keys}
    if flags := component.get(FLAGS) and with_role(component.given[FLAGS.key], Role.GLOBAL):
        found[FLAGS.key] = flags
    return found


def computes_delivery(node: Node) -> bool:
    """Whether a node is a component of which a global parameter is still to be computed."""
    if not isinstance(node, Component) or keys_of(Role.GLOBAL).isdisjoint(node.given):
        return False
    return computed(node.picked(keys_of(Role.GLOBAL)))


def without_globals(component: Component) -> Component:
    """Give what a component does to the image."""
    delivered = global_values(component)
    if not delivered:
        return component
    kept = component.picked(component.given.keys() - delivered.keys())
    flags = (component.get(FLAGS) or frozenset()) - delivered.get(FLAGS.key, frozenset())
    return kept.with_values(dict(kept.values) | {FLAGS.key: flags}) if flags else kept


def pixel_ratio(components: Iterable[Component], values: Mapping[str, Any]) -> float:
    """Give the device pixel ratio that takes effect: there must be a size, and pixels to multiply.

    S4-117: on its own it does nothing.
    """
    components = tuple(components)
    return asked_ratio(components, values) if any(map(_pixels, components)) else 1.0


def asked_ratio(components: Iterable[Component], values: Mapping[str, Any]) -> float:
    """Give the device pixel ratio that is asked for, if there is a size for it to multiply.

    One that is still to be computed is taken for 1 until it is known.
    """
    sized = any(component.has(WIDTH, HEIGHT) and resizes(component) for component in components)
    ratio: float | Expression = values.get(PIXEL_RATIO.key, 1.0)
    return 1.0 if isinstance(ratio, Expression) or not sized else ratio


def _reads_ratio(components: Iterable[Component]) -> bool:
    """Whether something is computed from the device pixel ratio."""
    return any(
        PIXEL_RATIO.key in declaration.grammar.needs(value)
        for component in components
        for declaration, value in component.declared()
    )


def _pixels(component: Component) -> bool:
    lengths = (component.get(side) for side in (WIDTH, HEIGHT, X, Y))
    written = any(isinstance(value, Text) for _, value in component.values)
    effect = component.get(EFFECT)
    # What a variable still names may be any effect.
    drawn = isinstance(effect, Chosen) or (isinstance(effect, Applied) and effect.effect.lengths)
    return (
        written
        or drawn
        or component.has(RADIUS, BORDER)
        or any(
            isinstance(length, Expression) or (isinstance(length, Length) and length.unit == "px")
            for length in lengths
        )
    )
