"""``p``: the prefix of style sheets that came with sprites; read, and of no effect."""

import re
from dataclasses import dataclass
from random import Random
from typing import Final

from planner.errors import ValueRefused
from planner.language.declaration import IMAGE, Declaration, Role
from planner.language.grammar import Plain

_PREFIX: Final = re.compile(r"[A-Za-z0-9_-]{1,100}", re.ASCII)
_IGNORED: Final = "ignored"


@dataclass(frozen=True, slots=True)
class PrefixGrammar(Plain):
    """Letters, digits, underscores and hyphens; all of them mean the same: nothing."""

    expected: str = "letters, digits, underscores and hyphens"

    def parse(self, text: str) -> str:
        """Read a value."""
        if not _PREFIX.fullmatch(text):
            raise ValueRefused
        return _IGNORED

    def text(self, value: str) -> str:
        """Give the canonical spelling."""
        return value

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice(["a", "icons_", "my-prefix"])


PREFIX: Final = Declaration(
    key="p",
    name="prefix",
    role=Role.ACTION,
    media=IMAGE,
    grammar=PrefixGrammar(),
    default=_IGNORED,
    sentence="Of no effect; older clients send it.",
    example="p_icons",
)
