"""Sampling: parts of a picture that stand for all of it, small enough to be encoded several times.

They are cut out rather than scaled down, as scaling takes away the detail that encoders lose.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyvips

from planner.colour import WHITE
from workers.executor.backgrounds import over

#: A side of a part, in pixels: whole blocks of every encoder that has blocks of 16 or 32.
SIDE: Final = 96

#: Parts at most, and at least where the picture is larger than that; and how many times smaller
#: than the picture they are together in between.
_MOST: Final = 9
_LEAST: Final = 4
_SMALLER: Final = 4

#: Only every so many pixels, across and down, have a say in what is picked.
_APART: Final = 4

#: Bands of colours.
_COLOURS: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Parts of a picture, one below the other, in memory. ``count`` is how many they are."""

    image: pyvips.Image
    count: int


def sampled(image: pyvips.Image) -> Sample:
    """Give a sample of a picture that is in memory, without its alpha.

    All of a small one. Of a larger one, squares from where there is most to be seen to where there
    is least, at even distances in that order.
    """
    if image.hasalpha():
        image = over(image, WHITE)
    columns, rows = image.width // SIDE, image.height // SIDE
    area = image.width * image.height
    count = min(max(area // (_SMALLER * SIDE**2), _LEAST), _MOST)
    if columns * rows <= count:
        return Sample(image.copy_memory(), 1)
    ranking = np.argsort(-_activity(image, columns, rows), kind="stable")
    places = sorted(int(ranking[index * len(ranking) // count]) for index in range(count))
    parts = [image.crop(at % columns * SIDE, at // columns * SIDE, SIDE, SIDE) for at in places]
    return Sample(pyvips.Image.arrayjoin(parts, across=1).copy_memory(), count)


def _activity(image: pyvips.Image, columns: int, rows: int) -> np.ndarray:
    """Give how much there is to be seen in each square, row by row: the spread of its green."""
    green = image.extract_band(1 if image.bands >= _COLOURS else 0)
    seen = green.crop(0, 0, columns * SIDE, rows * SIDE).subsample(_APART, _APART, point=True)
    side = SIDE // _APART
    values = seen.numpy().astype(np.float32).reshape(rows, side, columns, side)
    spread: np.ndarray = np.rint(values.std(axis=(1, 3)).ravel() * 16)
    return spread
