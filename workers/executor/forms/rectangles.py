"""Rectangles: a part of a picture that an effect keeps to."""

from collections.abc import Callable
from math import floor

import pyvips

from planner.steps import ApplyEffect


def within(
    image: pyvips.Image,
    step: ApplyEffect,
    operation: Callable[[pyvips.Image], pyvips.Image],
    *,
    around: int = 0,
) -> pyvips.Image:
    """Carry out an operation on the rectangle that stands beside an effect.

    It begins at the step's x and y, or in the corner, and goes on for w and h, or to the edges;
    what lies outside of the image is left out. The operation also sees ``around`` pixels on each
    side, as far as there are any, of which nothing is kept.
    """
    left, width = _span(step.x, step.across, image.width)
    top, height = _span(step.y, step.down, image.height)
    if width <= 0 or height <= 0:
        return image
    if (width, height) == (image.width, image.height):
        return operation(image)
    # In memory: the part is read, with rows below, before the whole is.
    image = image.copy_memory()
    west, north = min(around, left), min(around, top)
    east = min(around, image.width - left - width)
    south = min(around, image.height - top - height)
    seen = image.crop(left - west, top - north, west + width + east, north + height + south)
    return image.insert(operation(seen).crop(west, north, width, height), left, top)


def _span(start: float | None, length: float | None, end: int) -> tuple[int, int]:
    """Give the first pixel and the number of pixels along an axis, halves rounded up."""
    first = 0 if start is None else floor(start + 0.5)
    last = end if length is None else first + floor(length + 0.5)
    first, last = max(first, 0), min(last, end)
    return first, last - first
