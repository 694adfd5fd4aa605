"""``sp``: the streaming profile, which says of which sizes a stream is made."""

import re
from dataclasses import dataclass
from random import Random
from typing import Final

from planner.errors import ValueRefused
from planner.language.arguments import split
from planner.language.declaration import VIDEO, Declaration, Role
from planner.language.grammar import Plain
from planner.plan import CostClass

#: Those that every account has.
PREDEFINED: Final = ("4k", "full_hd", "hd", "sd", "full_hd_wifi", "full_hd_lean", "hd_lean")

_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", re.ASCII)
_LARGEST: Final = re.compile(r"maxres_[0-9]{3,4}p", re.ASCII)
_AUTO: Final = "auto"


@dataclass(frozen=True, slots=True)
class StreamingProfile:
    """A profile by name; the options of ``auto`` as written, in the order of their names."""

    name: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StreamingGrammar(Plain):
    """``auto``, perhaps with ``:maxres_1080p;subtitles_(..)``, or the name of a profile."""

    expected: str = (
        f"auto, auto:maxres_1080p, auto:subtitles_(..), one of {', '.join(PREDEFINED)}, or the "
        "name of an own profile"
    )

    def parse(self, text: str) -> StreamingProfile:
        """Read a value."""
        name, colon, rest = text.partition(":")
        if not _NAME.fullmatch(name) or (colon and name != _AUTO):
            raise ValueRefused
        options = _options(rest) if colon else ()
        return StreamingProfile(name, options)

    def text(self, value: StreamingProfile) -> str:
        """Give the canonical spelling."""
        return f"{value.name}:{';'.join(value.options)}" if value.options else value.name

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice(
            [
                _AUTO,
                "auto:maxres_1080p",
                "auto:subtitles_((code_en;file_a.vtt))",
                *PREDEFINED,
                "mine",
            ]
        )


def _options(text: str) -> tuple[str, ...]:
    kinds: dict[str, str] = {}
    for option in split(text, ";:"):
        kind = option.partition("_")[0]
        if kind in kinds or kind not in ("maxres", "subtitles") or not _valid(option):
            raise ValueRefused("auto with maxres_1080p, subtitles_(..), or both")
        kinds[kind] = option
    return tuple(kinds[kind] for kind in sorted(kinds))


def _valid(option: str) -> bool:
    if option.startswith("subtitles_"):
        inner = option.removeprefix("subtitles_")
        return inner.startswith("(") and inner.endswith(")") and inner.isprintable()
    return _LARGEST.fullmatch(option) is not None


STREAMING_PROFILE: Final = Declaration(
    key="sp",
    name="streaming profile",
    role=Role.GLOBAL,
    media=VIDEO,
    grammar=StreamingGrammar(),
    cost=CostClass.SLOW,
    drawn=False,
    sentence="Of which sizes and rates a stream is made.",
    example="sp_full_hd",
)
