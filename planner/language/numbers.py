"""Numbers: as they are written in URLs, without exponents, infinities or endless digits."""

import re
from dataclasses import dataclass
from random import Random
from typing import Final

from planner.errors import ValueNotSupported, ValueRefused
from planner.language.grammar import Plain

#: Digits after the point.
DIGITS: Final = 6

#: Nine digits before the point are beyond any size in pixels; all are exact in a float.
_WRITTEN: Final = re.compile(rf"-?[0-9]{{1,9}}(?:\.[0-9]{{1,{DIGITS}}})?", re.ASCII)

_OPERATORS: Final = frozenset({"add", "sub", "mul", "div", "mod", "pow"})


def read_number(text: str) -> float:
    """Read a decimal number. Raises ValueRefused, or ValueNotSupported for an expression."""
    if _WRITTEN.fullmatch(text) is None:
        if text.startswith("$") or not _OPERATORS.isdisjoint(text.split("_")):
            raise ValueNotSupported
        raise ValueRefused
    return float(text)


def number_text(value: float) -> str:
    """Print a number with as few digits as it needs: no exponent, no ``.0``, no ``-0``."""
    plain = f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain


@dataclass(frozen=True, slots=True)
class Number(Plain):
    """A number within limits; a ``whole`` one may still be written ``80.0``.

    ``unsupported`` are words of the language that this release does not carry out.
    """

    minimum: float
    maximum: float
    whole: bool = False
    unsupported: frozenset[str] = frozenset()

    @property
    def expected(self) -> str:
        """What a value is."""
        kind = "a whole number" if self.whole else "a number"
        return f"{kind} from {number_text(self.minimum)} to {number_text(self.maximum)}"

    def parse(self, text: str) -> float:
        """Read a value."""
        if text in self.unsupported:
            raise ValueNotSupported
        value = read_number(text)
        if not self.minimum <= value <= self.maximum or (self.whole and not value.is_integer()):
            raise ValueRefused
        return value

    def text(self, value: float) -> str:
        """Give the canonical spelling."""
        return number_text(value)

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        if self.whole:
            number = random.randint(int(self.minimum), int(self.maximum))
            return random.choice([str(number), f"{number}.0"])
        return number_text(self.parse(f"{random.uniform(self.minimum, self.maximum):.2f}"))
