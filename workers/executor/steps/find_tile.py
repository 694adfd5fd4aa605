"""Find tile: which part of a collage is its largest picture."""

from collections.abc import Iterable
from typing import Final

import pyvips

from planner.steps import FindTile, FoundTile
from workers.executor.arrays import values
from workers.executor.attention.tiles import largest_tile

STEP: Final = FindTile


def decide(frames: Iterable[pyvips.Image], step: FindTile) -> tuple[FoundTile]:
    """Say which rectangle it is. The first frame says it; it must be in memory."""
    del step
    image = next(iter(frames))
    # What is transparent is of one colour, whatever it hides.
    seen = image.premultiply().rint().cast("uchar") if image.hasalpha() else image
    return (FoundTile(*largest_tile(values(seen))),)
