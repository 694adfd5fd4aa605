"""Backdrops: the colour around what is shown, and how near to it each pixel is."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pyvips
from numpy.typing import NDArray

from planner.colour import Colour
from workers.executor.arrays import values

#: A channel's steps that count as one colour when colours are counted.
_COARSE: Final = 16


def edge_colour(image: pyvips.Image) -> Colour | None:
    """Give the colour that most of the outermost pixels have, or are near to.

    They are counted in cells of 16 steps a channel; it is the mean of the fullest cell.
    image: in memory. Transparent pixels do not count; where all are, there is none.
    """
    ring = _ring(values(image))
    if image.hasalpha() and not ring[:, 3].any():
        return None
    return common_colour(ring)


def common_colour(pixels: NDArray[np.uint8]) -> Colour:
    """Give the mean of the fullest cell of colours. pixels: one a row, of 3 bands or of 4."""
    if pixels.shape[1] > 3 and pixels[:, 3].any():  # noqa: PLR2004 - the bands of colour
        pixels = pixels[pixels[:, 3] > 0]
    colours = pixels[:, :3]
    cells = colours // _COARSE
    numbers = cells @ np.array([_COARSE * _COARSE, _COARSE, 1])
    fullest = np.bincount(numbers).argmax()
    red, green, blue = np.rint(colours[numbers == fullest].mean(axis=0)).astype(int).tolist()
    return Colour(red, green, blue)


def distance(image: pyvips.Image, colour: Colour) -> pyvips.Image:
    """Give how far each pixel's colour is from another, in percent of black's from white.

    That is the distance in the cube of sRGB values, as ImageMagick's ``-fuzz`` has it.
    """
    colours = image.extract_band(0, n=3)
    off = colours - [colour.red, colour.green, colour.blue]
    return ((off * off).bandmean() ** 0.5) * (100 / 255)


def past(distances: pyvips.Image, tolerance: float) -> pyvips.Image:
    """Give 0 for what is near, 255 for what is not, and a short slope between the two.

    The slope goes from the tolerance to a quarter more, so that antialiased edges stay smooth.
    """
    if not tolerance:
        return distances > 0
    return ((distances - tolerance) * (4 * 255 / tolerance)).rint().cast("uchar")


def without(image: pyvips.Image, kept: pyvips.Image) -> pyvips.Image:
    """Give a picture with its alpha lessened to a mask's, 0 to 255."""
    if not image.hasalpha():
        return image.bandjoin(kept).copy(interpretation="srgb")
    alpha = (image[3] * kept / 255).rint().cast("uchar")
    return image.extract_band(0, n=3).bandjoin(alpha).copy(interpretation="srgb")


def _ring(rows: NDArray[np.uint8]) -> NDArray[np.uint8]:
    sides: Sequence[NDArray[np.uint8]] = (rows[0], rows[-1], rows[:, 0], rows[:, -1])
    return np.concatenate(sides)
