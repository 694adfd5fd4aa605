"""Areas: several parts of a picture that an effect works on, each drawn into the picture."""

from collections.abc import Callable, Iterable

import pyvips

from planner.facts import Rectangle


def in_areas(
    image: pyvips.Image,
    areas: Iterable[Rectangle],
    operation: Callable[[pyvips.Image], pyvips.Image],
    *,
    around: int = 0,
    ellipses: bool = False,
) -> pyvips.Image:
    """Carry out an operation on rectangles of a picture, or on the ellipses inside them.

    areas: left, top, width and height, in pixels; what lies outside of the picture is left out.
    The operation also sees ``around`` pixels on each side, as far as there are any.
    """
    # In memory: the parts are read, with rows below, before the whole is.
    image = image.copy_memory()
    drawn = image
    for x, y, width, height in areas:
        left, top = max(x, 0), max(y, 0)
        right, bottom = min(x + width, image.width), min(y + height, image.height)
        if left >= right or top >= bottom:
            continue
        west, north = max(left - around, 0), max(top - around, 0)
        east, south = min(right + around, image.width), min(bottom + around, image.height)
        seen = image.crop(west, north, east - west, south - north)
        part = operation(seen).crop(left - west, top - north, right - left, bottom - top)
        if ellipses:
            part = _ellipse(part.width, part.height).ifthenelse(
                part, drawn.crop(left, top, part.width, part.height), blend=True
            )
        drawn = drawn.insert(part, left, top)
    return drawn


def _ellipse(width: int, height: int) -> pyvips.Image:
    """Give a mask, 255 inside the ellipse that touches all sides, soft over about a pixel."""
    places = pyvips.Image.xyz(width, height) + 0.5
    across = (places[0] - width / 2) / (width / 2)
    down = (places[1] - height / 2) / (height / 2)
    distance = ((across**2 + down**2) ** 0.5 - 1) * (min(width, height) / 2)
    return ((0.5 - distance) * 255).cast("uchar")
