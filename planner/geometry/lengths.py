"""Lengths in pixels: what a number and its unit come to on a given image."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from planner.errors import TransformationError
from planner.geometry.rounding import exact
from planner.geometry.values import Length, Size


@dataclass(frozen=True, slots=True)
class Ruler:
    """Measures lengths on the image that a component receives.

    ``current`` is that image, ``original`` the asset. ``dpr`` multiplies pixels, and only those:
    relative lengths follow the image, which earlier components have multiplied already.
    """

    current: Size
    original: Size
    dpr: Fraction

    def measure(self, length: Length, axis: Literal["width", "height"]) -> Fraction:
        """Give a length in pixels.

        Raises ValueError for a length that is no finite number.
        """
        value = exact(length.value)
        match length.unit:
            case "px":
                return value * self.dpr
            case "device":
                return value
            case "fraction":
                return value * (self.current.width if axis == "width" else self.current.height)
            case "iw":
                return value * self.original.width
            case "ih":
                return value * self.original.height


def positive(value: float, parameter: str) -> Fraction:
    """Read a number that has to be finite and above zero. Raises TransformationError."""
    try:
        number = exact(value)
    except ValueError:
        number = Fraction(0)
    if number <= 0:
        raise TransformationError(
            f"Invalid {parameter} in transformation: {value:g}",
            parameter=parameter,
            expected="a number above 0",
        )
    return number
