"""Text styles: ``Arial_40_bold_underline``, a font and its size, then words in any order."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, Final

from planner.errors import ValueRefused
from planner.language.choices import words
from planner.language.numbers import number_text, read_number
from planner.layers.words import Reference, read_reference
from planner.percent import unprintable

MAXIMUM_FONT_SIZE: Final = 5_000

#: How far letters or lines may be moved apart, either way, in pixels.
MAXIMUM_SPACING: Final = 5_000

#: How the names of fonts end that are files, stored as raw authenticated assets.
FONT_FILES: Final = (".ttf", ".otf", ".woff2")

#: Ends of the names of fonts that may hold underscores and numbers.
_ENDINGS: Final = (*FONT_FILES, "@google")

_SIZE: Final = re.compile(r"[0-9]{1,5}", re.ASCII)


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How words look.

    ``family`` may name a font's file (.ttf, .otf, .woff2), a raw authenticated asset, or end with
    @google. ``size`` and spacings are pixels before the device pixel ratio. An empty ``hinting``
    leaves it to the font.
    """

    family: str
    size: int
    weight: str = "normal"
    slant: str = "normal"
    decoration: str = "none"
    align: str = "left"
    stroke: bool = False
    letter_spacing: float = 0.0
    line_spacing: float = 0.0
    antialias: str = "good"
    hinting: str = ""


@dataclass(frozen=True, slots=True)
class StoredStyle:
    """The style of a stored text asset, by its public ID."""

    public_id: str


@dataclass(frozen=True, slots=True)
class StyleTemplate:
    """A style that variables complete: ``$style``, ``Arial_$size``."""

    text: str

    @property
    def references(self) -> tuple[Reference, ...]:
        """The variables in it."""
        return tuple(
            read_reference(token[1:]) for token in self.text.split("_") if token.startswith("$")
        )


Style = TextStyle | StoredStyle | StyleTemplate

_WORDS: Final[Mapping[str, tuple[str, Any]]] = MappingProxyType(
    {
        **{word: ("weight", word) for word in ("bold", "thin", "light", "medium", "black")},
        "italic": ("slant", "italic"),
        **{word: ("decoration", word) for word in ("underline", "strikethrough")},
        **{word: ("align", word) for word in ("left", "center", "right", "start", "end")},
        "justify": ("align", "justify"),
        "stroke": ("stroke", True),
    }
)

#: Words for what is so anyway: of weight, slant and decoration, and of decoration and stroke.
_IDLE: Final = frozenset({"normal", "none"})
_SPACINGS: Final = frozenset({"letter", "line"})
_RENDERING: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "antialias": words("none gray subpixel fast good best"),
        "hinting": words("none slight medium full"),
    }
)

EXPECTED: Final = (
    f"<font>_<size up to {MAXIMUM_FONT_SIZE}>, then any of normal, {', '.join(_WORDS)}, none, "
    "letter_spacing_<n>, line_spacing_<n>, antialias_<how>, hinting_<how>, joined by underscores"
)


def read_style(text: str) -> Style:
    """Read a style, percent-decoded.

    The size is the first number, or the one behind a font's file name, which may hold numbers and
    underscores itself. What has no number is a stored text asset. Raises ValueRefused.
    """
    if not text or unprintable(text):
        raise ValueRefused(EXPECTED)
    tokens = text.split("_")
    if any(token.startswith("$") for token in tokens):
        return _template(text)
    files = [place for place, token in enumerate(tokens) if token.endswith(_ENDINGS)]
    sizes = [place for place, token in enumerate(tokens) if _SIZE.fullmatch(token)]
    if not files and not sizes:
        return StoredStyle(text)
    place = files[-1] + 1 if files else sizes[0]
    if place not in sizes:
        raise ValueRefused(EXPECTED)
    family, size = "_".join(tokens[:place]), int(tokens[place])
    if not family or not 0 < size <= MAXIMUM_FONT_SIZE:
        raise ValueRefused(EXPECTED)
    return TextStyle(family, size, **_words(tokens[place + 1 :]))


def style_text(style: Style) -> str:
    """Give the canonical spelling."""
    if isinstance(style, StyleTemplate):
        return style.text
    if isinstance(style, StoredStyle):
        return style.public_id
    return "_".join([style.family, str(style.size), *_spelled(style)])


def with_style_values(template: StyleTemplate, values: Mapping[str, str]) -> Style:
    """Put variables' values into a style; those without a value stay. Raises ValueRefused."""
    tokens = template.text.split("_")
    written = "_".join(
        values.get(token[1:], token) if token.startswith("$") else token for token in tokens
    )
    if ":" in written:
        raise ValueRefused(EXPECTED)
    return read_style(written)


def _template(text: str) -> StyleTemplate:
    template = StyleTemplate(text)
    if not template.references or not all(text.split("_")):
        raise ValueRefused(EXPECTED)
    return template


def _words(tokens: list[str]) -> dict[str, Any]:
    """Read words of style, of which the last of a kind counts. Raises ValueRefused."""
    read: dict[str, Any] = {}
    rest = iter(tokens)
    for token in rest:
        if token in _WORDS:
            name, value = _WORDS[token]
            read[name] = value
        elif token in _SPACINGS:
            read[f"{token}_spacing"] = _spacing(rest)
        elif token in _RENDERING:
            read[token] = _rendering(token, next(rest, ""))
        elif token not in _IDLE:
            raise ValueRefused(EXPECTED)
    return read


def _spacing(rest: Iterator[str]) -> float:
    word, number = next(rest, ""), next(rest, "")
    if word != "spacing":
        raise ValueRefused(EXPECTED)
    try:
        pixels = read_number(number)
    except ValueRefused:
        raise ValueRefused(EXPECTED) from None
    if abs(pixels) > MAXIMUM_SPACING:
        raise ValueRefused(EXPECTED)
    return pixels + 0.0


def _rendering(what: str, how: str) -> str:
    if how not in _RENDERING[what]:
        raise ValueRefused(f"{what}_ with one of {', '.join(sorted(_RENDERING[what]))}")
    return how


def _spelled(style: TextStyle) -> Iterator[str]:
    """Spell what differs from the default, in the order of the fields."""
    plain = TextStyle(style.family, style.size)
    for field in fields(style)[2:]:
        value = getattr(style, field.name)
        if value == getattr(plain, field.name):
            continue
        if isinstance(value, float):
            yield f"{field.name}_{number_text(value)}"
        elif field.name in _RENDERING:
            yield f"{field.name}_{value}"
        else:
            yield field.name if value is True else value
