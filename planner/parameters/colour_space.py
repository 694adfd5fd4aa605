"""``cs``: the colour space of the result."""

import re
from dataclasses import dataclass
from random import Random
from typing import Final

from planner.errors import ValueRefused
from planner.language.declaration import Declaration, Role
from planner.language.grammar import Plain
from planner.language.traits import BOTH, IMAGE, VIDEO, Traits

_SPACES: Final = {
    "srgb": BOTH,
    "tinysrgb": IMAGE,
    "cmyk": IMAGE,
    "no_cmyk": IMAGE,
    "keep_cmyk": IMAGE,
    "srgb:truecolor": IMAGE,
    "copy": VIDEO,
}
#: How the names of profiles end, which are raw authenticated assets.
PROFILE_FILES: Final = (".icc", ".icm")

_PROFILE: Final = re.compile(r"icc:([A-Za-z0-9_:. -]{1,250}\.ic[cm])", re.ASCII)


@dataclass(frozen=True, slots=True)
class ColourSpace:
    """A colour space by name, or by the public ID of a profile, folders joined by colons."""

    name: str
    profile: str = ""

    @property
    def public_id(self) -> str:
        """The public ID of its profile, empty where that is none of one's own."""
        return self.profile.replace(":", "/")


@dataclass(frozen=True, slots=True)
class ColourSpaceGrammar(Plain):
    """A name, or ``icc:`` with the public ID of a profile."""

    expected: str = f"one of {', '.join(_SPACES)}, or icc: with the public ID of a profile"

    def parse(self, text: str) -> ColourSpace:
        """Read a value."""
        if text in _SPACES:
            return ColourSpace(text)
        written = _PROFILE.fullmatch(text)
        if written is None:
            raise ValueRefused
        return ColourSpace("icc", written[1])

    def text(self, value: ColourSpace) -> str:
        """Give the canonical spelling."""
        return f"{value.name}:{value.profile}" if value.profile else value.name

    def uses(self, value: ColourSpace) -> tuple[tuple[str, int], ...]:
        """Give the revision of how colours are written in a profile of one's own."""
        return (("cs_icc", 1),) if value.profile else ()

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice([*_SPACES, "icc:profiles:adobe.icc"])


def _traits(value: ColourSpace) -> Traits:
    return Traits(_SPACES.get(value.name, IMAGE))


COLOUR_SPACE: Final = Declaration(
    key="cs",
    name="colour space",
    role=Role.GLOBAL,
    grammar=ColourSpaceGrammar(),
    particular=_traits,
    sentence="The colour space of the result; without it sRGB, of which no profile is written.",
    example="cs_srgb",
)
