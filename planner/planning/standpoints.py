"""Standpoints: where the camera of a component begins and ends."""

from collections.abc import Callable
from typing import Any, Final

from planner.effects.motion import ZOOMPAN
from planner.effects.standpoint import Standpoint
from planner.language.component import Component
from planner.language.effect import Applied
from planner.parameters.effect import EFFECT

#: The places of both among the arguments.
_BOTH: Final = slice(2, 4)


def standpoints(component: Component) -> tuple[Any, ...]:
    """Give the gravities that a camera goes by."""
    written = (each.gravity for each in _written(component) if each is not None)
    return tuple(gravity for gravity in written if gravity is not None)


def with_standpoints(component: Component, located: Callable[[Any], Any]) -> Component:
    """Give a component with the gravities of its camera as they are located."""
    applied = component.get(EFFECT)
    assert isinstance(applied, Applied)  # noqa: S101 - the callers have asked for standpoints
    arguments = list(applied.arguments)
    arguments[_BOTH] = [
        each and each.with_gravity(each.gravity and located(each.gravity))
        for each in arguments[_BOTH]
    ]
    made = Applied(applied.effect, tuple(arguments))
    return component.with_values(dict(component.values) | {EFFECT.key: made})


def _written(component: Component) -> tuple[Standpoint | None, ...]:
    applied = component.get(EFFECT)
    if not isinstance(applied, Applied) or applied.effect is not ZOOMPAN:
        return ()
    return tuple(applied.arguments[_BOTH])
