"""``q``: how much an encoder may lose."""

from dataclasses import dataclass
from random import Random
from typing import Final

from planner.errors import ValueNotSupported, ValueRefused
from planner.language.declaration import Declaration, Role
from planner.language.grammar import Plain
from planner.language.numbers import Number, read_number

#: Levels of ``q_auto``, in the order of a format's ``qualities``.
LEVELS: Final = ("best", "good", "eco", "low")

_NUMBER: Final = Number(1, 100, whole=True)
_AUTO: Final = "auto"
_CHROMA: Final = ("420", "444")


@dataclass(frozen=True, slots=True)
class Quality:
    """A number in the encoder's own scale, or a level of ``q_auto``.

    ``level`` is empty with a number; "auto" leaves its choice to the client's Save-Data.
    ``chroma`` is "420", "444", or empty for the encoder's own choice.
    """

    number: int = 0
    level: str = ""
    chroma: str = ""


@dataclass(frozen=True, slots=True)
class QualityGrammar(Plain):
    """``80``, ``80:444``, ``auto``, ``auto:eco``; the older ``0.8`` is ``80``."""

    expected: str = f"{_NUMBER.expected}, with :420 or :444, or auto with :best, :good, :eco, :low"

    def parse(self, text: str) -> Quality:
        """Read a value."""
        first, colon, rest = text.partition(":")
        if first == "jpegmini" or rest.startswith("qmax") or rest.endswith("sensitive"):
            raise ValueNotSupported
        if first == _AUTO:
            if colon and rest not in LEVELS:
                raise ValueRefused
            return Quality(level=rest or _AUTO)
        if colon and rest not in _CHROMA:
            raise ValueRefused
        return Quality(number=_number(first), chroma=rest)

    def text(self, value: Quality) -> str:
        """Give the canonical spelling."""
        if value.level:
            return _AUTO if value.level == _AUTO else f"{_AUTO}:{value.level}"
        return f"{value.number}:{value.chroma}" if value.chroma else str(value.number)

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
            ]
        )


def _number(text: str) -> int:
    """Read 1 to 100; a decimal up to 1 is a share of 100."""
    if "." in text and 0 < (share := read_number(text)) <= 1:
        return max(1, int(share * 100 + 0.5))
    return int(_NUMBER.parse(text))


QUALITY: Final = Declaration(
    key="q",
    name="quality",
    role=Role.GLOBAL,
    grammar=QualityGrammar(),
    facts=frozenset({"format"}),
    sentence="The encoder's quality; formats that lose nothing have none to set.",
    example="q_auto:good",
)
