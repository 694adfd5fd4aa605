"""A text order: words and how they look, as the vendor's ``text`` call says it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from gateway.api import parameters, public_ids
from gateway.errors import BadRequest
from planner import colour
from planner.errors import TransformationError, ValueRefused
from planner.language.choices import words
from planner.layers.styles import EXPECTED, MAXIMUM_FONT_SIZE, TextStyle, read_style
from planner.layers.words import read_words, words_text
from planner.parameters.opacity import OPACITY
from planner.planning.styling import text_component

#: What the call may say beside the words.
KNOWN: Final = frozenset(
    {
        *("text", "public_id", "font_family", "font_size", "font_color", "font_weight"),
        *("font_style", "text_align", "text_decoration", "background", "opacity"),
    }
)

_FAMILY: Final = "Arial"
_SIZE: Final = "12"

#: Words of the style, by parameter: what is meant without it, and what there is.
_CHOICES: Final[Mapping[str, tuple[str, str, frozenset[str]]]] = {
    "font_weight": ("weight", "normal", words("normal thin light medium bold black")),
    "font_style": ("slant", "normal", words("normal italic")),
    "text_decoration": ("decoration", "none", words("none underline strikethrough")),
    "text_align": ("align", "left", words("left center right start end justify")),
}

#: How the vendor's calls write colours beside their names.
_HEX: Final = re.compile(r"#(?=[0-9a-fA-F]+$)")


@dataclass(frozen=True, slots=True)
class TextOrder:
    """A text to be stored. ``written`` is the component that draws it.

    ``chosen`` tells that the caller named it; else ``public_id`` is made up.
    """

    public_id: str
    chosen: bool
    written: str


def read_text_order(said: parameters.Parameters) -> TextOrder:
    """Read a call. Raises BadRequest for a parameter that is unknown or has a bad value."""
    parameters.check_known(said, KNOWN)
    given = parameters.text(said, "public_id")
    public_id = public_ids.checked(given) if given else public_ids.random_id()
    component = text_component(_style(said), _words(said), _beside(said))
    return TextOrder(public_id, bool(given), component.raw)


def _words(said: parameters.Parameters) -> str:
    written = parameters.text(said, "text")
    if not written:
        raise BadRequest("Missing required parameter - text")
    try:
        read = read_words(words_text((written,)))
    except ValueRefused as refusal:
        raise BadRequest(f"Invalid text; expected {refusal.expected}") from refusal
    return "".join(map(str, read))


def _style(said: parameters.Parameters) -> TextStyle:
    family = parameters.text(said, "font_family") or _FAMILY
    size = parameters.text(said, "font_size") or _SIZE
    if not re.fullmatch("[0-9]{1,5}", size, re.ASCII) or not 0 < int(size) <= MAXIMUM_FONT_SIZE:
        raise BadRequest(f"Invalid font_size {size!r}; expected 1 to {MAXIMUM_FONT_SIZE} pixels")
    chosen: dict[str, Any] = {
        name: parameters.choice(said, parameter, usual, there)
        for parameter, (name, usual, there) in _CHOICES.items()
    }
    style = TextStyle(family, int(size), **chosen)
    try:
        read = read_style(f"{family}_{size}")
    except ValueRefused as refusal:
        raise BadRequest(f"Invalid font_family {family!r}; expected {EXPECTED}") from refusal
    if read != TextStyle(family, int(size)) or "/" in family or ":" in family:
        raise BadRequest(f"Invalid font_family {family!r}; expected the name of one font")
    return style


def _beside(said: parameters.Parameters) -> dict[str, Any]:
    beside: dict[str, Any] = {}
    for parameter, key in (("font_color", "co"), ("background", "b")):
        written = parameters.text(said, parameter)
        if written:
            try:
                beside[key] = colour.parse(_HEX.sub("rgb:", written))
            except ValueRefused as refusal:
                raise BadRequest(
                    f"Invalid {parameter} {written!r}; expected {refusal.expected}, or # with them"
                ) from refusal
    opacity = parameters.text(said, "opacity")
    if opacity:
        try:
            beside[OPACITY.key] = OPACITY.parse(opacity)
        except TransformationError as error:
            raise BadRequest(f"Invalid opacity {opacity!r}; expected {error.expected}") from error
    return beside
