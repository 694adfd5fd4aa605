"""Shearing: an image slanted along both axes."""

from dataclasses import dataclass
from fractions import Fraction
from math import radians, tan
from typing import Final

from planner.errors import TransformationError
from planner.geometry.rounding import side
from planner.geometry.values import Size
from planner.steps import ApplyEffect

#: Degrees at which nothing of an image is left but a line without an end.
_ENDLESS: Final = (90, 270)


@dataclass(frozen=True, slots=True)
class Slant:
    """Slopes of an image's axes, as tangents.

    A pixel goes ``right`` so much for each that it lies lower, and then is so much ``lower`` for
    each that it lies farther right.
    """

    right: float
    lower: float

    @property
    def matrix(self) -> tuple[float, float, float, float]:
        """The rows of the matrix that takes x and y to their new places."""
        return (1.0, self.right, self.lower, 1 + self.lower * self.right)


def slant_of(step: ApplyEffect) -> Slant:
    """Give the slopes of an effect's degrees: the top goes right, then the right side down.

    Raises TransformationError for right angles.
    """
    for degrees in step.arguments:
        if abs(degrees) in _ENDLESS:
            raise TransformationError(
                f"A shear by {degrees:g} degrees has no end",
                parameter="e",
                expected="degrees other than 90 and 270",
            )
    x, y = step.arguments
    return Slant(-tan(radians(x)), tan(radians(y)))


def sheared(step: ApplyEffect, size: Size) -> Size:
    """Give the bounding box of a slanted image. Raises TransformationError as `slant_of`."""
    a, b, c, d = slant_of(step).matrix
    width, height = size.width, size.height
    return Size(
        side(Fraction(abs(a) * width + abs(b) * height)),
        side(Fraction(_extent(c * width, d * height))),
    )


def _extent(across: float, down: float) -> float:
    """Give how far the corners reach along an axis, by what each side adds."""
    places = (0, across, down, across + down)
    return max(places) - min(places)
