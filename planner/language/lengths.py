"""Lengths: whole pixels, decimals as fractions of the image at hand, ``iw`` and ``ih``."""

from dataclasses import dataclass
from random import Random
from typing import Final, Literal

from planner.errors import ValueNotSupported, ValueRefused
from planner.expressions.values import Amount
from planner.geometry.values import Length
from planner.language.grammar import Plain
from planner.language.numbers import number_text, read_number
from planner.limits import MAXIMUM_FRACTION, MAXIMUM_SIDE

#: The asset's own sides, with their legacy names.
_SIDES: Final[dict[str, Literal["iw", "ih"]]] = {
    "iw": "iw",
    "ow": "iw",
    "initial_width": "iw",
    "ih": "ih",
    "oh": "ih",
    "initial_height": "ih",
}

_UNSUPPORTED: Final = frozenset({"auto", "responsive"})


@dataclass(frozen=True, slots=True)
class LengthGrammar(Plain):
    """A width or height, at least 1 pixel; with ``signed`` an offset, which may be any way."""

    signed: bool = False

    @property
    def expected(self) -> str:
        """What a value is."""
        least = -MAXIMUM_SIDE if self.signed else 1
        return (
            f"whole pixels from {least} to {MAXIMUM_SIDE}, "
            f"a decimal fraction up to {number_text(MAXIMUM_FRACTION)}.0, iw or ih"
        )

    def parse(self, text: str) -> Length:
        """Read a value."""
        if side := _SIDES.get(text):
            return Length(1.0, side)
        try:
            value = read_number(text)
        except ValueRefused:
            if text.split(":", 1)[0] in _UNSUPPORTED:
                raise ValueNotSupported from None
            raise
        relative = "." in text
        size = abs(value) if self.signed else value
        if not self.signed and size <= 0:
            raise ValueRefused
        if size > (MAXIMUM_FRACTION if relative else MAXIMUM_SIDE):
            raise ValueRefused
        return Length(value, "fraction" if relative else "px")

    def text(self, value: Length) -> str:
        """Give the canonical spelling."""
        if value.unit in _SIDES:
            return value.unit
        plain = number_text(value.value)
        return f"{plain}.0" if value.unit == "fraction" and "." not in plain else plain

    def computed(self, amount: Amount) -> str:
        """Write the result of an expression: a share of the image, or whole pixels, halves up."""
        return amount.text if amount.decimal else str(amount.rounded)

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        sign = random.choice(["", "-"]) if self.signed else ""
        pixels = random.randint(1, 2000)
        return random.choice(
            [f"{sign}{pixels}", f"{sign}0{pixels}", f"{sign}{pixels / 1000:.2f}1", *_SIDES]
        )
