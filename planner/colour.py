"""Colours as URLs write them: CSS names and ``rgb:`` with 3, 4, 6 or 8 hex digits.

The names are those of CSS Color Module Level 3, from ``webcolors``, and Level 4's one more; those
of `planner.shades` are read as well.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

import webcolors

from planner.errors import ValueRefused
from planner.shades import shades


@dataclass(frozen=True, slots=True)
class Colour:
    """An sRGB colour, each channel 0 to 255, alpha 255 opaque."""

    red: int
    green: int
    blue: int
    alpha: int = 255

    @property
    def opaque(self) -> bool:
        """Whether nothing shows through it."""
        return self.alpha == _OPAQUE


TRANSPARENT = Colour(0, 0, 0, 0)
WHITE = Colour(255, 255, 255)

#: What a colour may be, for messages.
EXPECTED: Final = "a CSS colour name or rgb: with 3, 4, 6 or 8 hex digits"

_OPAQUE: Final = 255
_SHORT: Final = 4
_HEX = re.compile(r"rgb:((?:[0-9a-f]{3}){1,2}|(?:[0-9a-f]{4}){1,2})", re.ASCII)


def parse(text: str) -> Colour:
    """Read a colour, in any case of letters. Raises ValueRefused.

    Every fully transparent colour is the same: nothing of it can be seen.
    """
    lowered = text.lower()
    if named := names().get(lowered) or _shades().get(lowered):
        return named
    written = _HEX.fullmatch(lowered)
    if written is None:
        raise ValueRefused(EXPECTED)
    digits = written[1]
    if len(digits) <= _SHORT:
        digits = "".join(digit * 2 for digit in digits)
    colour = Colour(*bytes.fromhex(digits))
    return colour if colour.alpha else TRANSPARENT


def text(colour: Colour) -> str:
    """Give the canonical spelling: the alphabetically first CSS name, else hex digits."""
    name = _spellings().get(colour)
    if name:
        return name
    channels = [colour.red, colour.green, colour.blue]
    if not colour.opaque:
        channels.append(colour.alpha)
    return f"rgb:{bytes(channels).hex()}"


@cache
def names() -> Mapping[str, Colour]:
    """Every name of a colour, lower case, with ``transparent`` and its synonym ``none``."""
    known = {name: Colour(*webcolors.name_to_rgb(name)) for name in webcolors.names()}
    known["rebeccapurple"] = Colour(0x66, 0x33, 0x99)
    known["transparent"] = known["none"] = TRANSPARENT
    return MappingProxyType(known)


@cache
def _shades() -> Mapping[str, Colour]:
    return MappingProxyType({name: Colour(*channels) for name, *channels in shades()})


@cache
def _spellings() -> Mapping[Colour, str]:
    spelled = {colour: name for name, colour in sorted(names().items(), reverse=True)}
    spelled[TRANSPARENT] = "transparent"
    return MappingProxyType(spelled)
