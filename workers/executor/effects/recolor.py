"""Recolor: colours multiplied by a matrix."""

from typing import Final

import pyvips

from planner.steps import ApplyEffect
from workers.executor.alpha import with_alpha
from workers.executor.tones.matrices import as_image, mixed

#: Numbers of a matrix that leaves alpha alone.
_COLOURS: Final = 9


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Give each channel, by a row of the matrix, as a sum of red, green, blue and perhaps alpha.

    Channels are as stored, 0 to 255, colours not multiplied by alpha; results are held to that.
    """
    numbers = step.arguments
    if len(numbers) == _COLOURS:
        return mixed(image, _rows(numbers, 3))
    return with_alpha(image).recomb(as_image(_rows(numbers, 4))).rint().cast("uchar")


def _rows(numbers: tuple[float, ...], length: int) -> list[list[float]]:
    return [list(numbers[start : start + length]) for start in range(0, len(numbers), length)]
