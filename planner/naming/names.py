"""Names of transformations: ``thumbnail``, or several joined by dots, ``square.framed``."""

import re
from dataclasses import dataclass
from random import Random
from typing import Final

from planner.errors import ValueRefused
from planner.language.grammar import Plain

MAXIMUM_NAME: Final = 255

_NAME: Final = re.compile(r"[\w .-]*[\w-][\w .-]*")


@dataclass(frozen=True, slots=True)
class NameGrammar(Plain):
    """A name; only the account that defines it can tell whether a dot belongs to it."""

    expected: str = (
        f"a name of letters, digits, spaces, _, - and dots, at most {MAXIMUM_NAME} characters"
    )

    def parse(self, text: str) -> str:
        """Read a value."""
        if len(text) > MAXIMUM_NAME or _NAME.fullmatch(text) is None or not text.isprintable():
            raise ValueRefused
        return text

    def text(self, value: str) -> str:
        """Give the canonical spelling."""
        return value

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice(["thumbnail", "2x3_gen_fill", "square.framed", "on white", "v-1"])
