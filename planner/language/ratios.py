"""Ratios of width to height: ``16:9``, ``1.5``, or a whole number."""

from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Final

from planner.errors import ValueRefused
from planner.expressions.values import Amount
from planner.language.grammar import Plain
from planner.language.numbers import DIGITS, number_text, read_number

#: How far a ratio may be from a square, either way.
MAXIMUM_RATIO: Final = 10_000


@dataclass(frozen=True, slots=True)
class RatioGrammar(Plain):
    """An exact ratio: ``1.5``, ``3:2`` and ``6:4`` are the same value."""

    expected: str = f"a ratio such as 16:9 or 1.5, from 1:{MAXIMUM_RATIO} to {MAXIMUM_RATIO}:1"

    def parse(self, text: str) -> Fraction:
        """Read a value."""
        terms = [_exact(term) for term in text.split(":", 2)]
        if len(terms) > 2 or min(terms) <= 0:  # noqa: PLR2004 - a ratio has two terms
            raise ValueRefused
        ratio = Fraction(*terms)
        if not 1 <= ratio * MAXIMUM_RATIO <= MAXIMUM_RATIO**2:
            raise ValueRefused
        return ratio

    def text(self, value: Fraction) -> str:
        """Give the canonical spelling."""
        return f"{value.numerator}:{value.denominator}"

    def computed(self, amount: Amount) -> str:
        """Write the result of an expression, exactly where it has few digits."""
        ratio = Fraction(amount.number)
        exact = f"{ratio.numerator}:{ratio.denominator}"
        return exact if len(exact) <= DIGITS * 2 else number_text(float(ratio))

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        width, height = random.randint(1, 40), random.randint(1, 40)
        return random.choice([f"{width}:{height}", f"{width / 8:.3f}", str(height)])


def _exact(text: str) -> int | Fraction:
    number = read_number(text)
    return int(number) if number.is_integer() else Fraction(number_text(number))
