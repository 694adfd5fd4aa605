"""Crop tile: which part of a collage is its largest picture."""

from collections.abc import Iterable
from typing import Final

import pyvips

from planner.steps import Crop, CropTile
from workers.executor.arrays import values
from workers.executor.attention.tiles import largest_tile

STEP: Final = CropTile


def decide(frames: Iterable[pyvips.Image], step: CropTile) -> tuple[Crop]:
    """Say which rectangle is cut out. The first frame says it; it must be in memory."""
    image = next(iter(frames))
    # What is transparent is of one colour, whatever it hides.
    seen = image.premultiply().rint().cast("uchar") if image.hasalpha() else image
    left, top, width, height = largest_tile(values(seen))
    across = step.width or max(1, round(width / step.zoom))
    down = step.height or max(1, round(height / step.zoom))
    begin = _placed(left + width / 2 + step.x, across, image.width, inside=bool(step.width))
    end = _placed(top + height / 2 + step.y, down, image.height, inside=bool(step.height))
    return (Crop(begin[0], end[0], begin[1], end[1]),)


def _placed(middle: float, length: int, room: int, *, inside: bool) -> tuple[int, int]:
    """Give where a box begins and how long it is: moved inside, or cut off where it overhangs."""
    start = round(middle - length / 2)
    if inside:
        return min(max(start, 0), room - length), length
    begin, end = max(start, 0), min(start + length, room)
    return begin, end - begin
