"""Terms: the kinds of value that arguments have."""

from dataclasses import dataclass
from random import Random
from typing import Any, Final
from urllib.parse import quote, unquote

from planner import colour
from planner.colour import Colour
from planner.errors import ValueRefused
from planner.expressions.names import VARIABLE
from planner.expressions.values import Amount
from planner.language.grammar import Grammar, Plain
from planner.language.numbers import number_text, read_number
from planner.percent import unprintable

#: Characters of a prompt.
MAXIMUM_PROMPT: Final = 1_000

#: Characters of a prompt that need no escape in a URL, nor mean anything there.
_SAFE: Final = " !'*-._~"


@dataclass(frozen=True, slots=True)
class Level(Plain):
    """A number on a scale; one beyond an end of the scale counts as that end."""

    minimum: float
    maximum: float
    whole: bool = False

    @property
    def expected(self) -> str:
        """What a value is."""
        kind = "a whole number" if self.whole else "a number"
        return f"{kind} from {number_text(self.minimum)} to {number_text(self.maximum)}"

    def parse(self, text: str) -> float:
        """Read a value."""
        value = read_number(text)
        if self.whole and not value.is_integer():
            raise ValueRefused
        return min(max(value, float(self.minimum)), float(self.maximum))

    def text(self, value: float) -> str:
        """Give the canonical spelling."""
        return number_text(value)

    def computed(self, amount: Amount) -> str:
        """Write the result of an expression; a whole number is rounded, halves up."""
        return str(amount.rounded) if self.whole else number_text(float(amount.number))

    def spell(self, random: Random) -> str:
        """Write some valid value, perhaps beyond the scale."""
        least, most = int(self.minimum), int(self.maximum)
        number = random.randint(least, max(least, most))
        return random.choice([str(number), f"{number}.0", str(number + most), str(least - 1)])


@dataclass(frozen=True, slots=True)
class Share(Plain):
    """A whole number up to ``maximum``, or a decimal up to 1 as its share of that."""

    maximum: int

    @property
    def expected(self) -> str:
        """What a value is."""
        return f"a decimal from 0.0 to 1.0, or a whole number from 0 to {self.maximum}"

    def parse(self, text: str) -> float:
        """Read a value."""
        value = read_number(text)
        if "." in text and value <= 1:
            value = round(value * self.maximum)
        return float(min(max(round(value), 0), self.maximum))

    def text(self, value: float) -> str:
        """Give the canonical spelling."""
        return number_text(value)

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice([f"{random.random():.2f}", str(random.randint(0, self.maximum))])


@dataclass(frozen=True, slots=True)
class Word(Plain):
    """One of a few words."""

    words: tuple[str, ...]

    @property
    def expected(self) -> str:
        """What a value is."""
        return "one of " + ", ".join(self.words)

    def parse(self, text: str) -> str:
        """Read a value."""
        if text not in self.words:
            raise ValueRefused
        return text

    def text(self, value: str) -> str:
        """Give the canonical spelling."""
        return value

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice(self.words)


@dataclass(frozen=True, slots=True)
class Either(Plain):
    """A word of ``one`` kind, or else a value of the ``other``."""

    one: Grammar[Any]
    other: Grammar[Any]

    @property
    def expected(self) -> str:
        """What a value is."""
        return f"{self.one.expected}, or {self.other.expected}"

    def parse(self, text: str) -> Any:
        """Read a value."""
        try:
            return self.one.parse(text)
        except ValueRefused:
            return self.other.parse(text)

    def text(self, value: Any) -> str:
        """Give the canonical spelling."""
        return value if isinstance(value, str) else self.other.text(value)

    def computed(self, amount: Amount) -> str:
        """Write the result of an expression."""
        return self.other.computed(amount)

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice([self.one, self.other]).spell(random)


@dataclass(frozen=True, slots=True)
class Truth(Plain):
    """True or false."""

    expected: str = "true or false"

    def parse(self, text: str) -> bool:
        """Read a value."""
        if text not in ("true", "false"):
            raise ValueRefused
        return text == "true"

    def text(self, value: bool) -> str:
        """Give the canonical spelling."""
        return "true" if value else "false"

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice(["true", "false"])


@dataclass(frozen=True, slots=True)
class Hue(Plain):
    """A colour, as arguments have it: without ``rgb:``, though that is read as well."""

    expected: str = "a CSS colour name, or 3, 4, 6 or 8 hex digits"

    def parse(self, text: str) -> Colour:
        """Read a value."""
        try:
            return colour.parse(text)
        except ValueRefused:
            try:
                return colour.parse(f"rgb:{text}")
            except ValueRefused as refusal:
                raise ValueRefused(self.expected) from refusal

    def text(self, value: Colour) -> str:
        """Give the canonical spelling."""
        return colour.text(value).removeprefix("rgb:")

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        digits = "".join(random.choice("0123456789abcdef") for _ in range(6))
        return random.choice([f"{digits}", f"rgb:{digits}", *sorted(colour.names())])


@dataclass(frozen=True, slots=True)
class Prompt(Plain):
    """Words in a person's language; what means something in a URL is encoded once more there."""

    expected: str = f"a text of at most {MAXIMUM_PROMPT} characters"

    def parse(self, text: str) -> str:
        """Read a value; a variable is none."""
        if VARIABLE.fullmatch(text):
            raise ValueRefused
        try:
            words = unquote(text, errors="strict")
        except UnicodeDecodeError as error:
            raise ValueRefused("UTF-8, percent-encoded") from error
        if not words.strip() or len(words) > MAXIMUM_PROMPT or unprintable(words, "\n"):
            raise ValueRefused
        return words

    def text(self, value: str) -> str:
        """Give the canonical spelling."""
        return quote(value, safe=_SAFE)

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice(["a red bag", "le chat noir", "sky", "30 birds"])


_PROMPT: Final = Prompt()


@dataclass(frozen=True, slots=True)
class Prompts(Plain):
    """One prompt, or several in parentheses: ``(hat;left shoe)``."""

    expected: str = "a text, or several as (one;another)"

    def parse(self, text: str) -> tuple[str, ...]:
        """Read a value."""
        inner = text[1:-1] if text.startswith("(") and text.endswith(")") else None
        return tuple(_PROMPT.parse(word) for word in (inner.split(";") if inner else [text]))

    def text(self, value: tuple[str, ...]) -> str:
        """Give the canonical spelling."""
        words = [_PROMPT.text(word) for word in value]
        return words[0] if len(words) == 1 else f"({';'.join(words)})"

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        words = [_PROMPT.spell(random) for _ in range(random.randint(1, 3))]
        return random.choice([words[0], f"({';'.join(words)})"])
