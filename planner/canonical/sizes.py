"""Sizes: the crop mode is always written, a ratio beside both sides never, an idle mode neither."""

from planner.language.component import Component
from planner.parameters.angle import ANGLE, AUTO_DEGREES
from planner.parameters.aspect_ratio import ASPECT_RATIO
from planner.parameters.crop import CROP_MODE, mode_of, resizes
from planner.parameters.effect import qualified
from planner.parameters.sides import HEIGHT, WIDTH


def with_plain_sizes(component: Component) -> Component:
    """Name the mode that sides alone imply; drop a mode that has nothing to do."""
    values = dict(component.values)
    mode = mode_of(component)
    if mode is not None and resizes(component):
        values[CROP_MODE.key] = mode
        if WIDTH.key in values and HEIGHT.key in values:
            values.pop(ASPECT_RATIO.key, None)
        return component.with_values(values)
    for key in {CROP_MODE.key, WIDTH.key, HEIGHT.key} - qualified(component):
        values.pop(key, None)
    if turns := values.get(ANGLE.key):
        values[ANGLE.key] = tuple(turn for turn in turns if turn not in AUTO_DEGREES)
    return component.with_values(values)
