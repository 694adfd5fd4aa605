"""Idle qualifiers: those whose action is missing, or does not take them."""

from typing import Any, Final

from planner.language.component import Component
from planner.language.declaration import Role
from planner.language.registry import keys_of
from planner.parameters.aspect_ratio import ASPECT_RATIO
from planner.parameters.colour import COLOUR
from planner.parameters.crop import CROP_MODE, layered, taken
from planner.parameters.effect import qualified
from planner.parameters.flags import FLAGS, IGNORE_ASPECT_RATIO, NO_OVERFLOW
from planner.parameters.sides import HEIGHT, WIDTH

#: What draws sound, in a colour.
_WAVEFORM: Final = "waveform"


def without_idle_qualifiers(component: Component) -> Component:
    """Drop qualifiers that change nothing, whatever the image."""
    idle = _idle(component)
    kept = component.picked(component.given.keys() - idle) if idle else component
    if not kept.has(FLAGS):
        return kept
    flags = _working_flags(component)
    values = dict(kept.values) | {FLAGS.key: flags}
    return kept.with_values(values) if flags else kept.without(FLAGS)


def _idle(component: Component) -> frozenset[str]:
    """Give the keys of the qualifiers that neither the crop mode nor the effect takes."""
    idle = keys_of(Role.QUALIFIER).intersection(component.given) - {FLAGS.key}
    if not idle or layered(component):
        return frozenset()
    if component.has(CROP_MODE):
        idle -= taken(component)
    if any(flag.name == _WAVEFORM for flag in component.get(FLAGS) or ()):
        idle -= {COLOUR.key}
    return idle - qualified(component)


def _working_flags(component: Component) -> frozenset[Any]:
    """Give the flags that say something: of one side only, and where growing is possible."""
    flags = component.get(FLAGS) or frozenset()
    mode = component.get(CROP_MODE)
    if mode is None and not layered(component):
        return flags - {IGNORE_ASPECT_RATIO, NO_OVERFLOW}
    one_side = component.has(WIDTH) != component.has(HEIGHT)
    if not one_side or component.has(ASPECT_RATIO):
        flags -= {IGNORE_ASPECT_RATIO}
    if layered(component):
        return flags
    if mode is not None and not mode.enlarges:
        flags -= {NO_OVERFLOW}
    return flags
