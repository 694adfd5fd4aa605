"""Styles: a text's style in the words of Pango's markup.

Of antialiasing, ``none`` draws pixels that are wholly inside or outside. All other words draw
what FreeType gives, the share of each pixel that a letter covers: it has no coarser or finer way,
and ``subpixel``, which needs to know a screen, is grey in a picture that may be seen on any.
Hinting moves outlines onto pixels: ``none`` not at all, ``slight`` up and down only, ``medium`` and
``full`` as the font's own program says; without a word, it is what FreeType does by itself, full.
"""

from collections.abc import Mapping
from html import escape
from types import MappingProxyType
from typing import Final

from planner.colour import Colour
from planner.layers.setting import TextSetting
from planner.layers.styles import TextStyle

ITALIC: Final = "italic"

#: Weights as fonts count them.
WEIGHTS: Final[Mapping[str, int]] = MappingProxyType(
    {"thin": 100, "light": 300, "normal": 400, "medium": 500, "bold": 700, "black": 900}
)

#: Pango's units in a pixel, and in a point, which is a pixel at 72 dots per inch.
UNITS: Final = 1024
DOTS_PER_INCH: Final = 72

_UNDERLINE: Final = "underline"
_STRIKETHROUGH: Final = "strikethrough"


def tag(setting: TextSetting, *, underlined: bool = False) -> dict[str, str]:
    """Give the attributes of a whole text. ``underlined`` even where the style does not say so."""
    style = setting.style
    attributes = {
        "size": str(round(style.size * setting.pixel_ratio * UNITS)),
        "weight": str(WEIGHTS[style.weight]),
        "style": "italic" if style.slant == ITALIC else "normal",
        "foreground": opaque(setting.colour),
        "fallback": "false",
        # A word that is longer than a line is broken anywhere, which is no place for a hyphen.
        "insert_hyphens": "false",
        "lang": "en",
    }
    if style.letter_spacing:
        attributes["letter_spacing"] = str(
            round(style.letter_spacing * setting.pixel_ratio * UNITS)
        )
    if underlined or style.decoration == _UNDERLINE:
        attributes["underline"] = "single"
    if style.decoration == _STRIKETHROUGH:
        attributes["strikethrough"] = "true"
    return attributes


def alone(family: str) -> str:
    """Name a family that no fallbacks come after."""
    return f"{family},darkroom alone"


def families(family: str, style: TextStyle) -> str:
    """Name a family, with the wishes that ``fonts.conf`` reads from names of families."""
    wishes = [alone(family)]
    if style.antialias == "none":
        wishes.append("darkroom antialias none")
    if style.hinting:
        wishes.append(f"darkroom hinting {style.hinting}")
    return ",".join(wishes)


def span(text: str, attributes: Mapping[str, str]) -> str:
    """Put markup between tags."""
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<span{written}>{text}</span>"


def opaque(colour: Colour) -> str:
    """Write a colour for Pango, without its alpha."""
    return f"#{colour.red:02x}{colour.green:02x}{colour.blue:02x}"
