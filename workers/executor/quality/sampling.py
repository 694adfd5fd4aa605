"""Sampling: parts of a picture that stand for all of it, small enough to be encoded in passing.

They are cut out rather than scaled down, as scaling takes away the detail that encoders lose.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyvips
from numpy.typing import NDArray

from planner.colour import WHITE
from workers.executor.backgrounds import over

#: A side of a part, in pixels: whole blocks of every encoder that has blocks of 16 or 32.
SIDE: Final = 96

#: Parts at most, and at least where the picture is larger than that; and how many times smaller
#: than the picture they are together in between.
_MOST: Final = 9
_LEAST: Final = 4
_SMALLER: Final = 4

#: Only every so many pixels across, and every so many rows, have a say in what is picked.
_ACROSS: Final = 4
_DOWN: Final = 8

#: Bands of colours.
_COLOURS: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Parts of a picture, one below the other, in memory. ``count`` is how many they are.

    ``pixels`` are rows x width x bands.
    """

    image: pyvips.Image
    pixels: NDArray[np.uint8]
    count: int


def sampled(image: pyvips.Image) -> Sample:
    """Give a sample of a picture of 8 bits that is in memory, without its alpha.

    All of a small one. Of a larger one, squares from where there is most to be seen to where there
    is least, at even distances in that order.
    """
    if image.hasalpha():
        image = over(image, WHITE).copy_memory()
    columns, rows = image.width // SIDE, image.height // SIDE
    area = image.width * image.height
    count = min(max(area // (_SMALLER * SIDE**2), _LEAST), _MOST)
    region = pyvips.Region.new(image)
    if columns * rows <= count:
        return _sample(_fetched(region, 0, 0, image.width, image.height), image, 1)
    ranking = np.argsort(-_activity(region, columns, rows), kind="stable")
    places = sorted(int(ranking[index * len(ranking) // count]) for index in range(count))
    parts = [
        _fetched(region, at % columns * SIDE, at // columns * SIDE, SIDE, SIDE) for at in places
    ]
    return _sample(np.concatenate(parts), image, count)


def _sample(pixels: NDArray[np.uint8], image: pyvips.Image, count: int) -> Sample:
    height, width, bands = pixels.shape
    made = pyvips.Image.new_from_memory(pixels.data, width, height, bands, "uchar")
    return Sample(made.copy(interpretation=image.interpretation), pixels, count)


def _fetched(
    region: pyvips.Region, left: int, top: int, width: int, height: int
) -> NDArray[np.uint8]:
    """Copy pixels out: height x width x bands."""
    data: Any = region.fetch(left, top, width, height)
    return np.frombuffer(data, np.uint8).reshape(height, width, -1)


def _activity(region: pyvips.Region, columns: int, rows: int) -> NDArray[np.float32]:
    """Give how much there is to be seen in each square, row by row: the spread of its green.

    Rows are fetched one by one, as far apart as is looked at: the picture is not copied.
    """
    width = columns * SIDE
    lines = [_fetched(region, 0, top, width, 1)[0] for top in range(0, rows * SIDE, _DOWN)]
    seen = np.stack([line[::_ACROSS, 1 if line.shape[1] >= _COLOURS else 0] for line in lines])
    values = seen.astype(np.float32).reshape(rows, SIDE // _DOWN, columns, SIDE // _ACROSS)
    spread: NDArray[np.float32] = np.rint(values.std(axis=(1, 3)).ravel() * 16)
    return spread
