"""Numbers within limits, as values of parameters."""

from dataclasses import dataclass
from random import Random

from planner.errors import ValueNotSupported, ValueRefused
from planner.expressions.values import Amount
from planner.language.decimals import DIGITS, number_text, read_number
from planner.language.grammar import Plain

__all__ = ["DIGITS", "Number", "number_text", "read_number"]


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

    def computed(self, amount: Amount) -> str:
        """Write the result of an expression; a whole number is rounded, halves up."""
        return str(amount.rounded) if self.whole else number_text(float(amount.number))

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        if self.whole:
            number = random.randint(int(self.minimum), int(self.maximum))
            return random.choice([str(number), f"{number}.0"])
        return number_text(self.parse(f"{random.uniform(self.minimum, self.maximum):.2f}"))
