"""``w`` and ``h``: the size to reach."""

from dataclasses import dataclass
from random import Random
from typing import Final

from planner.errors import ValueRefused
from planner.expressions.computable import Computable
from planner.expressions.values import Amount
from planner.geometry.values import Length
from planner.language.declaration import Declaration, Role
from planner.language.grammar import Plain
from planner.language.lengths import LengthGrammar
from planner.language.numbers import Number, number_text
from planner.limits import MAXIMUM_SIDE

#: A side as it is.
WHOLE: Final = Length(1.0, "fraction")

_PIXELS: Final = Number(1, MAXIMUM_SIDE, whole=True)
_BREAKPOINTS: Final = "breakpoints"


@dataclass(frozen=True, slots=True)
class Breakpoints:
    """Widths among which the client's is rounded up, so far apart that bytes differ.

    ``least`` and ``most`` are pixels, ``step`` is kilobytes, ``count`` is how many at most.
    """

    least: int = 50
    most: int = 1000
    step: int = 20
    count: int = 20


@dataclass(frozen=True, slots=True)
class AutoSide:
    """A side that the client says, rounded up to a ``step`` or to ``breakpoints``.

    ``fallback`` is for a client that says nothing; None then leaves the image's own. ``listed``:
    deliver the breakpoints themselves, as JSON.
    """

    step: int = 100
    fallback: int | None = None
    breakpoints: Breakpoints | None = None
    listed: bool = False


_LENGTH: Final = LengthGrammar()


@dataclass(frozen=True, slots=True)
class SideGrammar(Plain):
    """A length, or ``auto``: ``auto:50:400``, ``auto:breakpoints_100_1900_30_15:400:json``."""

    @property
    def expected(self) -> str:
        """What a value is."""
        return f"{_LENGTH.expected}, or auto"

    def parse(self, text: str) -> Length | AutoSide:
        """Read a value."""
        if text.startswith("auto"):
            word, *rest = text.split(":", 4)
            if word == "auto":
                return _auto(rest)
        return _LENGTH.parse(text)

    def text(self, value: Length | AutoSide) -> str:
        """Give the canonical spelling."""
        return _LENGTH.text(value) if isinstance(value, Length) else _auto_text(value)

    def computed(self, amount: Amount) -> str:
        """Write the result of an expression."""
        return _LENGTH.computed(amount)

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        plain = _LENGTH.spell(random)
        automatic = ["auto", "auto:50", "auto:50:400", "auto:breakpoints_100_1900_30_15:400:json"]
        return random.choice([plain, plain, plain, plain, random.choice(automatic)])

    def undrawn(self, value: Length | AutoSide) -> str | None:
        """Name a side that the client says: something must have been settled with it before."""
        return _auto_text(value) if isinstance(value, AutoSide) else None


def _auto(rest: list[str]) -> AutoSide:
    if rest and rest[0].startswith(_BREAKPOINTS):
        numbers = [int(_PIXELS.parse(word)) for word in rest[0].split("_")[1:]]
        if rest[0].split("_")[0] != _BREAKPOINTS or len(numbers) not in (0, 4):
            raise ValueRefused("breakpoints, or breakpoints_ with least, most, kilobytes and count")
        listed = rest[-1] == "json"
        behind = rest[1:-1] if listed else rest[1:]
        fallback = int(_PIXELS.parse(behind[0])) if behind else None
        if len(behind) > 1:
            raise ValueRefused
        asked = Breakpoints(*numbers)
        if asked.least > asked.most:
            raise ValueRefused("breakpoints_ with the least width before the most")
        return AutoSide(fallback=fallback, breakpoints=asked, listed=listed)
    if len(rest) > 2:  # noqa: PLR2004 - a step and a fallback
        raise ValueRefused("auto:step:fallback, both pixels")
    step = int(_PIXELS.parse(rest[0])) if rest else AutoSide().step
    fallback = int(_PIXELS.parse(rest[1])) if len(rest) > 1 else None
    return AutoSide(step, fallback)


def _auto_text(value: AutoSide) -> str:
    words = ["auto"]
    if value.breakpoints is not None:
        one = value.breakpoints
        numbers = f"_{one.least}_{one.most}_{one.step}_{one.count}"
        words.append(_BREAKPOINTS + ("" if one == Breakpoints() else numbers))
    elif value.step != AutoSide().step or value.fallback is not None:
        words.append(number_text(value.step))
    words += [] if value.fallback is None else [str(value.fallback)]
    return ":".join([*words, "json"] if value.listed else words)


WIDTH: Final = Declaration(
    key="w",
    name="width",
    role=Role.QUALIFIER,
    qualifies=("c", "e"),
    grammar=Computable(SideGrammar(), own="w", length=True, along="w"),
    facts=frozenset({"size"}),
    sentence="The width to reach; without a height, the height follows the image's ratio.",
    example="c_scale,w_400",
)

HEIGHT: Final = Declaration(
    key="h",
    name="height",
    role=Role.QUALIFIER,
    qualifies=("c", "e"),
    grammar=Computable(SideGrammar(), own="h", length=True, along="h"),
    facts=frozenset({"size"}),
    sentence="The height to reach; without a width, the width follows the image's ratio.",
    example="c_scale,h_0.5",
)
