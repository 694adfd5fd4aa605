"""Placement: gravity and offsets without what they mean anyway."""

from planner.geometry.values import Length
from planner.language.component import Component
from planner.language.focus import AUTO
from planner.parameters.crop import CROP, CROP_MODE
from planner.parameters.gravity import GRAVITY, NORTH_WEST
from planner.parameters.offsets import X, Y


def with_plain_placement(component: Component) -> Component:
    """Name the corner from which a crop's offsets count; drop offsets of 0, and the default."""
    mode = component.get(CROP_MODE)
    if mode is None or not (component.has(GRAVITY, X, Y) or mode.gravity == AUTO):
        return component
    values = dict(component.values)
    cropping = mode == CROP
    if cropping and not component.has(GRAVITY):
        values[GRAVITY.key] = NORTH_WEST
    for offset in (X, Y):
        length = component.get(offset)
        if isinstance(length, Length) and length.value == 0:
            del values[offset.key]
    from_corner = cropping and (X.key in values or Y.key in values)
    if mode.gravity == AUTO:
        # Written out, so that its revision is known.
        values.setdefault(GRAVITY.key, AUTO)
        return component.with_values(values)
    usual = GRAVITY.key in values and values[GRAVITY.key] == mode.gravity
    if usual and not from_corner:
        del values[GRAVITY.key]
    return component.with_values(values)
