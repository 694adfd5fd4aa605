"""``q``: how much an encoder may lose."""

from dataclasses import dataclass
from random import Random
from typing import Final

from planner.errors import ValueRefused
from planner.expressions.computable import Computable
from planner.expressions.values import Amount
from planner.language.declaration import Declaration, Role
from planner.language.grammar import Plain
from planner.language.numbers import Number, read_number

#: Levels of ``q_auto``, in the order of a format's ``qualities``.
LEVELS: Final = ("best", "good", "eco", "low")

#: Grows when the same picture gets another number for a level.
SEARCH_REVISION: Final = 2

#: The number of formats that lose nothing.
LOSSLESS: Final = 100

_NUMBER: Final = Number(1, 100, whole=True)
_AUTO: Final = "auto"
_CHROMA: Final = ("420", "444")
_SENSITIVE: Final = "sensitive"
_MAXIMUM: Final = "qmax_"

#: An older encoder, with its levels from best to medium; without one it is the last.
JPEGMINI: Final = "jpegmini"
_JPEGMINI_LEVELS: Final = ("0", "1", "2")


@dataclass(frozen=True, slots=True)
class Quality:
    """A number in the encoder's own scale, or a level of ``q_auto``.

    ``level`` is empty with a number; "auto" leaves its choice to the client's Save-Data.
    ``chroma`` is "420", "444", or empty for the encoder's own choice. ``sensitive``: one level
    up for what one looks at closely. ``maximum`` bounds how much of a video's frame may be lost.
    """

    number: int = 0
    level: str = ""
    chroma: str = ""
    sensitive: bool = False
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class QualityGrammar(Plain):
    """``80``, ``80:444``, ``auto``, ``auto:eco``; the older ``0.8`` is ``80``."""

    expected: str = (
        f"{_NUMBER.expected}, with :420, :444 or :qmax_n, or auto with :best, :good, :eco, :low, "
        "then :sensitive"
    )

    def parse(self, text: str) -> Quality:
        """Read a value."""
        first, colon, rest = text.partition(":")
        if first == _AUTO:
            return _auto(rest.split(":", 2) if colon else [])
        if first == JPEGMINI:
            return _jpegmini(rest if colon else _JPEGMINI_LEVELS[-1])
        if rest.startswith(_MAXIMUM):
            maximum = int(_NUMBER.parse(rest.removeprefix(_MAXIMUM)))
            return Quality(_number(first), maximum=maximum)
        if colon and rest not in _CHROMA:
            raise ValueRefused
        return Quality(number=_number(first), chroma=rest)

    def text(self, value: Quality) -> str:
        """Give the canonical spelling."""
        if value.level.startswith(JPEGMINI):
            return value.level
        if value.level:
            words = [_AUTO] if value.level == _AUTO else [_AUTO, value.level]
            return ":".join([*words, _SENSITIVE] if value.sensitive else words)
        if value.maximum is not None:
            return f"{value.number}:{_MAXIMUM}{value.maximum}"
        return f"{value.number}:{value.chroma}" if value.chroma else str(value.number)

    def computed(self, amount: Amount) -> str:
        """Write the result of an expression."""
        return amount.text if amount.decimal else str(amount.rounded)

    def uses(self, value: Quality) -> tuple[tuple[str, int], ...]:
        """Give how a level's number is found; a number says all by itself."""
        return (("q_auto", SEARCH_REVISION),) if value.level else ()

    def undrawn(self, value: Quality) -> str | None:
        """Name a quality that this release has no encoder for."""
        return "q_..:qmax" if value.maximum is not None else None

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        number = random.randint(1, 100)
        return random.choice(
            [
                str(number),
                f"{number / 100:.2f}",
                f"{number}:{random.choice(_CHROMA)}",
                _AUTO,
                f"{_AUTO}:{random.choice(LEVELS)}",
                f"{_AUTO}:{random.choice(LEVELS)}:{_SENSITIVE}",
                f"{_AUTO}:{_SENSITIVE}",
                f"{number}:{_MAXIMUM}80",
                f"{JPEGMINI}:1",
            ]
        )


def usual_number(quality: Quality, numbers: tuple[int, ...]) -> int:
    """Give the encoder's number, that of a level out of those from best to low."""
    return numbers[LEVELS.index(quality.level)] if quality.level and numbers else quality.number


def _auto(words: list[str]) -> Quality:
    sensitive = words[-1:] == [_SENSITIVE]
    level = words[:-1] if sensitive else words
    if len(level) > 1 or not set(level) <= set(LEVELS):
        raise ValueRefused
    return Quality(level=level[0] if level else _AUTO, sensitive=sensitive)


def _jpegmini(level: str) -> Quality:
    if level not in _JPEGMINI_LEVELS:
        raise ValueRefused(f"jpegmini, or jpegmini: with one of {', '.join(_JPEGMINI_LEVELS)}")
    return Quality(level=f"{JPEGMINI}:{level}")


def _number(text: str) -> int:
    """Read 1 to 100; a decimal up to 1 is a share of 100."""
    if "." in text and 0 < (share := read_number(text)) <= 1:
        return max(1, int(share * 100 + 0.5))
    return int(_NUMBER.parse(text))


QUALITY: Final = Declaration(
    key="q",
    name="quality",
    role=Role.GLOBAL,
    grammar=Computable(QualityGrammar()),
    facts=frozenset({"format"}),
    sentence="The encoder's quality; formats that lose nothing have none to set.",
    example="q_auto:good",
)
