"""The grammar of ``l_`` and ``u_``: every form in which a layer is named."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from random import Random
from types import MappingProxyType
from typing import Final

from planner.errors import ValueNotSupported, ValueRefused
from planner.expressions.scope import Scope
from planner.expressions.values import shown
from planner.language.choices import words
from planner.language.grammar import Plain
from planner.layers.binding import bound
from planner.layers.fonts import FONTS
from planner.layers.names import (
    SUBTITLES_ENDINGS,
    TABLE_ENDINGS,
    Name,
    name_text,
    read_file_name,
    read_name,
    read_url,
    url_text,
)
from planner.layers.sources import (
    Kind,
    LookupTable,
    Named,
    Remote,
    Source,
    Stored,
    Subtitles,
    Text,
    references,
)
from planner.layers.styles import StoredStyle, Style, TextStyle, read_style, style_text
from planner.layers.words import read_reference, read_words, words_text

#: The style of subtitles where none is named.
SUBTITLES_STYLE: Final = TextStyle("Arial", 15)

_STORED: Final = frozenset({"upload", "private", "authenticated"})

#: Sources that the language had once.
_DEAD: Final = words(
    "animoto dailymotion facebook gravatar hulu sprite twitter twitter_name url2png vimeo "
    "worldstarhiphop youtube"
)

#: A style whose font is a file in folders, and the text: a colon may be either's.
_FOLDERED: Final = re.compile(
    r"((?:[^:$]+:)+?[^:$/]*(?:\.ttf|\.otf|\.woff2)_[0-9]{1,5}(?:_[^:$]*)?):(.*)",
    re.ASCII | re.DOTALL,
)

#: What is written with fonts.
_WRITTEN: Final = (Text, Subtitles)

#: The revision of how each kind of layer is drawn.
_REVISIONS: Final[Mapping[type, tuple[str, int]]] = MappingProxyType(
    {
        Stored: ("l_asset", 1),
        Remote: ("l_fetch", 1),
        Text: ("l_text", 2),
        Subtitles: ("l_subtitles", 1),
        LookupTable: ("l_lut", 1),
    }
)


@dataclass(frozen=True, slots=True)
class LayerGrammar(Plain):
    """What is laid on or under: an asset by its public ID, or what the word before a colon says."""

    expected: str = (
        "a public ID with : for /, private: or authenticated: with one, fetch:<URL in base64>, "
        "text:<style>:<text>, subtitles:<id>, video:<id>, audio:<id>, lut:<id>, or a variable"
    )

    def parse(self, text: str) -> Source:
        """Read a value."""
        if text.startswith("$"):
            return Named(read_reference(text[1:]))
        word, colon, rest = text.partition(":")
        if colon and word in _FORMS:
            return _FORMS[word](rest)
        if colon and word in _DEAD:
            raise ValueNotSupported
        return _asset(text, Kind.IMAGE)

    def text(self, value: Source) -> str:
        """Give the canonical spelling."""
        match value:
            case Named(variable):
                return name_text(variable)
            case Text(style, said):
                return f"text:{_style_spelled(style)}:{words_text(said)}"
            case Remote(url, kind):
                return f"{_kind_text(kind)}fetch:{url_text(url)}"
            case Stored(public_id, kind, delivery_type):
                return f"{_kind_text(kind)}{_typed_text(public_id, delivery_type)}"
            case Subtitles(public_id, style, delivery_type):
                styled = f"{style_text(style)}:" if style is not None else ""
                return f"subtitles:{styled}{_typed_text(public_id, delivery_type)}"
            case LookupTable(public_id, delivery_type):
                return f"lut:{_typed_text(public_id, delivery_type)}"

    def spell(self, random: Random) -> str:
        """Write some valid value."""
        return random.choice(_SPELLINGS)

    def uses(self, value: Source) -> tuple[tuple[str, int], ...]:
        """Give what the value brings in."""
        used = _REVISIONS.get(type(value))
        if used is None:
            return ()
        return (used, FONTS) if isinstance(value, _WRITTEN) else (used,)

    def needs(self, value: Source) -> frozenset[str]:
        """Name the variables in it."""
        return frozenset(f"${name}" for name in references(value))

    def bound(self, value: Source, scope: Scope) -> Source:
        """Give the value with what a scope knows written into it."""
        found = {name: scope.known(f"${name}") for name in sorted(references(value))}
        values = {name: shown(known) for name, known in found.items() if known is not None}
        result = bound(value, values) if values else value
        return self._read(result) if isinstance(result, str) else result

    def _read(self, text: str) -> Source:
        """Read the value of a variable, which cannot name a further one as a whole."""
        source = self.parse(text)
        if isinstance(source, Named):
            raise ValueRefused(self.expected)
        return source


def _asset(text: str, kind: Kind) -> Source:
    word, colon, rest = text.partition(":")
    if colon and word == "fetch":
        return Remote(read_url(rest), kind)
    delivery_type, name = _typed(text)
    return Stored(read_name(name), kind, delivery_type)


def _stored(delivery_type: str, name: str) -> Source:
    return Stored(read_name(name), Kind.IMAGE, delivery_type)


def _words(text: str) -> Source:
    if ":" not in text and isinstance(read_style(text), StoredStyle):
        # A stored text as it is: that is an image.
        return Stored(read_name(text), Kind.IMAGE, "text")
    style, said = _styled(text)
    return Text(style, read_words(said))


def _styled(text: str) -> tuple[Style, str]:
    """Split the style off a text. What begins like a stored style may be a font in a folder."""
    written, colon, said = text.partition(":")
    if not colon:
        raise ValueRefused("text:<style>:<text>, such as text:Arial_40:Hello")
    style = read_style(written)
    foldered = _FOLDERED.fullmatch(text) if isinstance(style, StoredStyle) else None
    if foldered is None:
        return style, said
    return read_style(foldered[1].replace(":", "/")), foldered[2]


def _style_spelled(style: Style) -> str:
    """Spell a style with colons for the slashes of its font's folders, if it is read so again."""
    written = style_text(style)
    if not isinstance(style, TextStyle) or "/" not in style.family:
        return written
    spelled = written.replace("/", ":")
    try:
        return spelled if _styled(f"{spelled}:")[0] == style else written
    except ValueRefused:
        return written


def _subtitles(text: str) -> Source:
    first, colon, rest = text.partition(":")
    style = _style_of_subtitles(first) if colon else None
    delivery_type, name = _typed(rest if style is not None else text)
    public_id = read_file_name(name, SUBTITLES_ENDINGS)
    return Subtitles(public_id, None if style == SUBTITLES_STYLE else style, delivery_type)


def _style_of_subtitles(text: str) -> Style | None:
    """Read the word before the colon as a style; None where it is a folder or a type."""
    try:
        style = read_style(text)
    except ValueRefused:
        return None
    return None if isinstance(style, StoredStyle) else style


def _lookup_table(text: str) -> Source:
    delivery_type, name = _typed(text)
    return LookupTable(read_file_name(name, TABLE_ENDINGS), delivery_type)


def _typed(text: str) -> tuple[str, str]:
    """Split a delivery type off a name."""
    delivery_type, colon, rest = text.partition(":")
    return (delivery_type, rest) if colon and delivery_type in _STORED else ("upload", text)


def _kind_text(kind: Kind) -> str:
    return "" if kind is Kind.IMAGE else f"{kind.value}:"


def _typed_text(name: Name, delivery_type: str) -> str:
    """Spell a name with its type, which is said where the name alone would mean something else."""
    if delivery_type == "text" and isinstance(name, str):
        # A colon would end it, and begin words.
        return f"text:{name}"
    plain = name_text(name)
    folder, colon, _ = plain.partition(":")
    mistakable = colon and (folder in _RESERVED or _style_of_subtitles(folder) is not None)
    if delivery_type == "upload" and not mistakable and isinstance(name, str):
        return plain
    return f"{delivery_type}:{plain}"


_FORMS: Final[Mapping[str, Callable[[str], Source]]] = MappingProxyType(
    {
        "text": _words,
        "subtitles": _subtitles,
        "lut": _lookup_table,
        "image": lambda rest: _asset(rest, Kind.IMAGE),
        "video": lambda rest: _asset(rest, Kind.VIDEO),
        "audio": lambda rest: _asset(rest, Kind.AUDIO),
        "fetch": lambda rest: Remote(read_url(rest)),
        **{word: partial(_stored, word) for word in _STORED},
    }
)
_RESERVED: Final = _FORMS.keys() | _DEAD

_SPELLINGS: Final = (
    "logo",
    "docs:camera.png",
    "upload:docs:camera",
    "upload:video:camera",
    "private:logo",
    "video:docs:kitchen",
    "video:authenticated:kitchen.mp4",
    "audio:jingle",
    "lut:film.3dl",
    "subtitles:docs:scene.srt",
    "subtitles:Arial_15:scene.srt",
    "subtitles:Roboto@google_40_bold:scene.vtt",
    "fetch:aHR0cHM6Ly9hLmV4YW1wbGUvYj9jPWQ=",
    "text:Arial_40:Hello, world / 100%25",
    "text:Open Sans_40_normal_underline_letter_spacing_-2.50_bold:a\nb",
    "text:my_font_2.ttf_12_antialias_none_stroke_hinting_full_center:$(name)%2C $24(x)",
    "text:sample_style:Hi: there",
    "text:sample_style",
    "text:$style:Hi",
    "$image",
)
