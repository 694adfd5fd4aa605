"""The canonical form: simplified components, then one that says how the result is delivered."""

from collections.abc import Callable
from typing import Final

from planner.canonical.backdrop import without_idle_backdrop
from planner.canonical.defaults import without_defaults
from planner.canonical.delivery import delivery, without_globals
from planner.canonical.idle import without_idle_qualifiers
from planner.canonical.placement import with_plain_placement
from planner.canonical.sizes import with_plain_sizes
from planner.language.component import Component, compose
from planner.transformation import Transformation, of_components

#: In this order: a later rule sees what an earlier one has left.
RULES: Final[tuple[Callable[[Component], Component], ...]] = (
    with_plain_sizes,
    without_idle_qualifiers,
    with_plain_placement,
    without_defaults,
    without_idle_backdrop,
)


def canonical_form(transformation: Transformation) -> Transformation:
    """Give the canonical form; it draws the same, and its own canonical form is itself."""
    simple = [simplified(component) for component in transformation.components]
    drawn = [without_globals(component) for component in simple]
    kept = [compose(dict(component.values)) for component in drawn if component.values]
    last = delivery(simple)
    return of_components((*kept, last) if last.values else tuple(kept))


def simplified(component: Component) -> Component:
    """Give the component without what changes nothing."""
    for rule in RULES:
        component = rule(component)
    return component
