"""EXIF orientation: upright pictures from cameras that were held otherwise.

The first scaling and cropping of a plan is done on the picture as it is stored, where it can be
folded into decoding, and the few pixels that remain are turned upright. `as_stored` tells what
those steps are there.

Orientations, by what makes the stored picture upright: 2 mirroring, 3 half a turn, 4 mirroring top
to bottom, 5 transposing, 6 a quarter turn clockwise, 7 transposing along the other diagonal, 8 a
quarter turn anticlockwise.
"""

from collections.abc import Iterable
from itertools import takewhile
from typing import Final

import pyvips

from planner.facts import Rectangle
from planner.steps import Crop, Resize, Step

#: What libvips calls it.
FIELD: Final = "orientation"

_SIDEWAYS: Final = frozenset({5, 6, 7, 8})
_MIRRORED_ACROSS: Final = frozenset({2, 3, 6, 7})
_MIRRORED_DOWN: Final = frozenset({3, 4, 7, 8})
_TURNED: Final = {3: "d180", 5: "d90", 6: "d90", 7: "d270", 8: "d270"}
_THEN_FLIPPED: Final = frozenset({2, 5, 7})


def turns_sideways(orientation: int) -> bool:
    """Tell whether width and height change places."""
    return orientation in _SIDEWAYS


def leading_geometry(steps: Iterable[Step]) -> tuple[Resize | Crop, ...]:
    """Give the steps at the head of a plan that only scale and crop."""
    return tuple(
        step
        for step in takewhile(lambda step: isinstance(step, Resize | Crop), steps)
        if isinstance(step, Resize | Crop)
    )


def as_stored(
    steps: Iterable[Resize | Crop], orientation: int, width: int, height: int
) -> tuple[Resize | Crop, ...]:
    """Give steps on the upright picture as steps on the stored one.

    width, height: pixels of the upright picture that the first step receives.
    """
    stored = []
    for step in steps:
        stored.append(_turned(step, orientation, width, height))
        width, height = step.width, step.height
    return tuple(stored)


def upright(image: pyvips.Image, orientation: int) -> pyvips.Image:
    """Turn a stored picture upright, in memory where rows change their order.

    What the file said of its orientation goes: the AVIF encoder would repeat it.
    """
    if image.get_typeof(FIELD):
        image = image.copy()
        image.remove(FIELD)
    if orientation == 1:
        return image
    if orientation != 2:  # noqa: PLR2004 - mirrored rows stay where they are
        image = image.copy_memory()
    if orientation == 4:  # noqa: PLR2004 - upside down and mirrored
        return image.flip("vertical")
    if orientation in _TURNED:
        image = image.rot(_TURNED[orientation])
    return image.flip("horizontal") if orientation in _THEN_FLIPPED else image


def as_upright(box: Rectangle, orientation: int, width: int, height: int) -> Rectangle:
    """Give a box of the stored picture as one of the upright picture of this size in pixels."""
    left, top, across, down = box
    if orientation in _SIDEWAYS:
        left, top, across, down = top, left, down, across
    if orientation in _MIRRORED_ACROSS:
        left = width - left - across
    if orientation in _MIRRORED_DOWN:
        top = height - top - down
    return left, top, across, down


def _turned(step: Resize | Crop, orientation: int, width: int, height: int) -> Resize | Crop:
    across, down = (step.width, step.height)
    if orientation in _SIDEWAYS:
        across, down = down, across
    if isinstance(step, Resize):
        return Resize(across, down)
    left = width - step.left - step.width if orientation in _MIRRORED_ACROSS else step.left
    top = height - step.top - step.height if orientation in _MIRRORED_DOWN else step.top
    if orientation in _SIDEWAYS:
        left, top = top, left
    return Crop(left, top, across, down)
