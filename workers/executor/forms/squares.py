"""Squares: a picture as a few large pixels."""

from math import ceil
from typing import Final

import pyvips

from workers.executor.alpha import premultiplied

#: Squares along the longer side of a picture, where their size is not given.
_SQUARES: Final = 40


def usual_square(width: int, height: int) -> int:
    """Give the size of squares, in pixels, that suits a picture."""
    return max(1, ceil(max(width, height) / _SQUARES))


def squared(image: pyvips.Image, size: int) -> pyvips.Image:
    """Give each square of ``size`` pixels its mean; the first lies in the top left corner."""
    width, height = image.width, image.height

    def mean(weighed: pyvips.Image) -> pyvips.Image:
        # In memory, because each of its rows is asked for again and again; it is small.
        return weighed.shrink(size, size, ceil=True).copy_memory()

    return premultiplied(image, mean).zoom(size, size).crop(0, 0, width, height)
