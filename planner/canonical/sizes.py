"""Sizes: the crop mode is always written, a ratio beside both sides never, an idle mode neither."""

from planner.language.component import Component
from planner.parameters.angle import ANGLE, AUTO_DEGREES
from planner.parameters.aspect_ratio import ASPECT_RATIO
from planner.parameters.crop import CROP_MODE, mode_of, resizes
from planner.parameters.effect import qualified
from planner.parameters.sides import HEIGHT, WIDTH


def with_plain_sizes(component: Component) -> Component:
    """Name the mode that sides alone imply; drop a mode that has nothing to do."""
    mode = mode_of(component)
    if mode is None:
        return _without_idle_turns(component)
    if not resizes(component):
        idle = {CROP_MODE.key, WIDTH.key, HEIGHT.key} - qualified(component)
        return _without_idle_turns(component.picked(component.given.keys() - idle))
    if component.has(WIDTH) and component.has(HEIGHT):
        component = component.without(ASPECT_RATIO)
    return component.with_values({**component.given, CROP_MODE.key: mode})


def _without_idle_turns(component: Component) -> Component:
    """Drop turns that depend on a size where none is asked for; one to be computed does not."""
    turns = component.get(ANGLE)
    if not isinstance(turns, tuple):
        return component
    kept = tuple(turn for turn in turns if turn not in AUTO_DEGREES)
    return component.with_values({**component.given, ANGLE.key: kept})
