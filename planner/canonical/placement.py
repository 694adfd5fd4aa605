"""Placement: gravity and offsets without what they mean anyway."""

from planner.language.component import Component
from planner.parameters.crop import CROP, CROP_MODE
from planner.parameters.gravity import CENTER, GRAVITY, NORTH_WEST
from planner.parameters.offsets import X, Y


def with_plain_placement(component: Component) -> Component:
    """Name the corner from which a crop's offsets count; drop offsets of 0, and the default."""
    if not component.has(GRAVITY, X, Y):
        return component
    values = dict(component.values)
    cropping = component.get(CROP_MODE) == CROP
    if cropping and not component.has(GRAVITY):
        values[GRAVITY.key] = NORTH_WEST
    for offset in (X, Y):
        length = component.get(offset)
        if length is not None and length.value == 0:
            del values[offset.key]
    from_corner = cropping and (X.key in values or Y.key in values)
    if values.get(GRAVITY.key) == CENTER and not from_corner:
        del values[GRAVITY.key]
    return component.with_values(values)
