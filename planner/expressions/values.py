"""Values of expressions: exact numbers, strings, and sets of strings."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from planner.language.decimals import DIGITS, number_text

#: Numbers beyond this, either way of the fraction bar, are not computed with: fifteen digits.
LARGEST: Final = 10**15 - 1

_GRID: Final = 10**DIGITS


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, exact.

    ``decimal``: it counts as written with a point, so as a length it is a share of the image;
    others are pixels, whole or not. ``unscaled``: what it is where the sides of the image are
    counted in the pixels that one writes, before a device pixel ratio has multiplied them; None
    where that is the same.
    """

    number: int | Fraction
    decimal: bool = False
    unscaled: int | Fraction | None = None

    @property
    def as_written(self) -> int | Fraction:
        """The number before a device pixel ratio."""
        return self.number if self.unscaled is None else self.unscaled

    @property
    def rounded(self) -> int:
        """The nearest whole number, halves up."""
        number = self.number
        return number if isinstance(number, int) else (number + Fraction(1, 2)).__floor__()

    @property
    def text(self) -> str:
        """The number as it is written: ``2``, ``0.5``, ``2.0``, and ``640:3``."""
        number = self.number
        if isinstance(number, int):
            return f"{number}.0" if self.decimal else str(number)
        if self.decimal:
            return number_text(float(number))
        return f"{number.numerator}:{number.denominator}"

    @property
    def shown(self) -> str:
        """The number as text shows it: ``12``, not ``12.0``."""
        number = self.number
        return str(number) if isinstance(number, int) else number_text(float(number))

    @property
    def printable(self) -> bool:
        """Whether its text reads as the same number."""
        number = self.number
        if abs(number.numerator) > LARGEST or number.denominator > LARGEST:
            return False
        return isinstance(number, int) or not self.decimal or (number * _GRID).denominator == 1


#: What an expression comes to.
Value = Amount | str | frozenset[str]


def shown(value: Value) -> str:
    """Print a value as text shows it; the members of a set are joined by colons."""
    if isinstance(value, Amount):
        return value.shown
    return value if isinstance(value, str) else ":".join(sorted(value))
