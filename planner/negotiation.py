"""Negotiation: which format ``f_auto`` means for an asset and a client.

What hints of a size decide is `planner.responsive`'s.

A client that names a modern format in Accept gets it; ``*/*`` promises nothing, as every client
sends it. Formats are chosen by what compresses best, not by the client's order of preference:
browsers list what they can show, not what they would rather have.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from planner.facts import Client
from planner.parameters.format import format_named

#: Formats that a client must name to get, best compression first.
MODERN: Final = ("avif", "webp", "jxl")

#: Media types of those formats.
_MEDIA_TYPES: Final = MappingProxyType({f"image/{name}": name for name in MODERN})

#: Those of them that Darkroom animates.
_ANIMATED: Final = frozenset({"webp"})

#: Those that are given opaque images only.
_OPAQUE: Final = frozenset({"jxl"})

#: Characters of an Accept header that are read; browsers send about 100.
_LONGEST_HEADER: Final = 2_000


@dataclass(frozen=True, slots=True)
class Choice:
    """A chosen format, and the request headers that had a say in it, for Vary."""

    format: str
    vary: tuple[str, ...] = ("Accept",)


def acceptable(accept_header: str, save_data: str | None = None) -> Client:
    """Read the headers Accept and Save-Data.

    A format counts when it is named with a quality above zero; naming it with none takes it back,
    wherever it stands. What cannot be read is taken as not said.
    """
    qualities: dict[str, float] = {}
    for media_type, quality in _ranges(accept_header[:_LONGEST_HEADER]):
        name = _MEDIA_TYPES.get(media_type)
        if name is not None:
            qualities[name] = min(quality, qualities.get(name, quality))
    accept = frozenset(name for name, quality in qualities.items() if quality > 0)
    return Client(accept, (save_data or "").strip().lower() == "on")


def choose(
    has_alpha: bool,
    client: Client,
    *,
    longest_side: int = 0,
    pixels: int = 0,
    animated: bool = False,
    still: bool = False,
) -> Choice:
    """Choose the format of a derived image.

    ``has_alpha``, ``longest_side`` (pixels) and ``pixels`` (of all of it) are the result's: a
    transformation can give transparency or take it away, and modern formats end at a size. What is
    ``animated`` stays so, unless it is to be ``still``: then it gets a format that takes one frame
    only.
    Without a modern format it is GIF, PNG or JPEG; PNG only for transparency.
    """
    names = (name for name in MODERN if name in client.accept)
    fitting = [
        name
        for name in names
        if _fits(name, longest_side, pixels) and not (has_alpha and name in _OPAQUE)
    ]
    if animated and still:
        fitting = [name for name in fitting if name not in _ANIMATED]
    elif animated:
        return Choice("webp" if "webp" in fitting else "gif")
    return Choice(next(iter(fitting), "png" if has_alpha else "jpg"))


def output_classes() -> tuple[Client, ...]:
    """Give the clients that an eager ``f_auto`` prepares for.

    Each takes one modern format fewer than the one before, the best one first to go: whatever
    another client takes, what it gets is what one of these gets.
    """
    return tuple(Client(frozenset(MODERN[first:])) for first in range(len(MODERN) + 1))


def _fits(name: str, longest_side: int, pixels: int) -> bool:
    encoding = format_named(name)
    if encoding is None or longest_side > encoding.longest_side:
        return False
    return not encoding.most_pixels or pixels <= encoding.most_pixels


def _ranges(header: str) -> Iterator[tuple[str, float]]:
    """Read the media ranges of an Accept header, each with its quality (RFC 9110, 12.5.1)."""
    for item in header.lower().split(","):
        media_type, *parameters = (part.strip() for part in item.split(";"))
        yield media_type, _quality(parameters)


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = float(value)
            except ValueError:
                return 0.0
            return quality if 0 <= quality <= 1 else 0.0
    return 1.0
