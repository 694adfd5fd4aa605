"""Sources: what a layer shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from planner.layers.styles import Style, StyleTemplate
from planner.layers.words import Reference, Words


class Kind(StrEnum):
    """What plays, or stands still, in a layer."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"


@dataclass(frozen=True, slots=True)
class Stored:
    """An asset. Its public ID has slashes, and no extension; or a variable holds it."""

    public_id: str | Reference
    kind: Kind = Kind.IMAGE
    delivery_type: str = "upload"


@dataclass(frozen=True, slots=True)
class Remote:
    """What is behind a URL."""

    url: str
    kind: Kind = Kind.IMAGE


@dataclass(frozen=True, slots=True)
class Text:
    """Words in a style of their own, in a stored text asset's, or in one that variables name."""

    style: Style
    words: Words


@dataclass(frozen=True, slots=True)
class Subtitles:
    """A raw asset of type .srt or .vtt; without a style, Arial of 15 pixels."""

    public_id: str | Reference
    style: Style | None = None
    delivery_type: str = "upload"


@dataclass(frozen=True, slots=True)
class LookupTable:
    """A raw asset, .3dl or .cube, that maps each colour to another."""

    public_id: str | Reference
    delivery_type: str = "upload"


@dataclass(frozen=True, slots=True)
class Named:
    """Whatever a variable says in the words of this grammar."""

    variable: Reference


Source = Stored | Remote | Text | Subtitles | LookupTable | Named


def references(source: Source) -> frozenset[str]:
    """Give the names of the variables that a source reads."""
    return frozenset(reference.name for reference in _references(source))


def _references(source: Source) -> Iterator[Reference]:
    match source:
        case Named(variable):
            yield variable
        case Text(style, words):
            yield from (part for part in words if isinstance(part, Reference))
            yield from _of_style(style)
        case Subtitles(public_id, style):
            yield from _of_style(style)
            yield from _of_name(public_id)
        case Stored(public_id) | LookupTable(public_id):
            yield from _of_name(public_id)


def _of_style(style: Style | None) -> Iterator[Reference]:
    if isinstance(style, StyleTemplate):
        yield from style.references


def _of_name(public_id: str | Reference) -> Iterator[Reference]:
    if isinstance(public_id, Reference):
        yield public_id
