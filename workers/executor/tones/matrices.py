"""Matrices: colours that are mixed of the three bands."""

from collections.abc import Sequence
from typing import Final

import pyvips

from workers.executor.alpha import with_colours

#: Rows for red, green and blue.
Matrix = Sequence[Sequence[float]]

#: How much red, green and blue add to lightness: ITU-R BT.709, on the levels as they are stored.
LUMA: Final = (0.2126, 0.7152, 0.0722)

_BROWN: Final = ((0.393, 0.769, 0.189), (0.349, 0.686, 0.168), (0.272, 0.534, 0.131))


def mixed(image: pyvips.Image, matrix: Matrix) -> pyvips.Image:
    """Multiply colours by a matrix of three rows; what leaves the range of 8 bits is held to it."""
    return with_colours(image, lambda colours: colours.recomb(as_image(matrix)))


def mixed_in_light(image: pyvips.Image, matrix: Matrix) -> pyvips.Image:
    """Multiply colours by a matrix in linear light (IEC 61966-2-1)."""
    return with_colours(
        image,
        lambda colours: colours.colourspace("scrgb").recomb(as_image(matrix)).colourspace("srgb"),
    )


def luma(colours: pyvips.Image) -> pyvips.Image:
    """Give one band of 8 bits from three: how light each pixel is."""
    return colours.recomb(as_image([LUMA])).rint().cast("uchar").copy(interpretation="b-w")


def saturating(factor: float) -> Matrix:
    """Give the matrix that moves colours away from grey, 1 unchanged, 0 grey, luma kept.

    That of ``saturate()``, https://www.w3.org/TR/filter-effects-1/#feColorMatrixElement.
    """
    return [
        [weight + factor * ((row == column) - weight) for column, weight in enumerate(LUMA)]
        for row in range(3)
    ]


def browning(share: float) -> Matrix:
    """Give the matrix that makes a share, 0 to 1, of the way to brown.

    That of ``sepia()``, https://www.w3.org/TR/filter-effects-1/#sepiaEquivalent.
    """
    return [
        [(row == column) * (1 - share) + brown * share for column, brown in enumerate(browns)]
        for row, browns in enumerate(_BROWN)
    ]


def as_image(matrix: Matrix) -> pyvips.Image:
    """Give a matrix as libvips takes it."""
    return pyvips.Image.new_from_array([list(row) for row in matrix])
