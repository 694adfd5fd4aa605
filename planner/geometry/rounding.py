"""Exact numbers: decimals as they were written, and the one rule for rounding them to pixels."""

from fractions import Fraction


def exact(value: float) -> Fraction:
    """Give the decimal that a float was written as: 0.1 is a tenth, not its binary neighbour.

    Raises ValueError for infinities and for what is not a number.
    """
    # Whole numbers need no decimal expansion: most lengths are whole, and reading one is slow.
    return Fraction(int(value)) if value.is_integer() else Fraction(str(value))


def half_up(value: Fraction) -> int:
    """Round to the nearest integer, halves up."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def side(value: Fraction) -> int:
    """Round a width or a height: no image is less than one pixel wide or high."""
    return max(1, half_up(value))
