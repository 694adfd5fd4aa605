"""Walks: from the first component to where the public ID begins.

A path does not say where that is. A version ends the transformation; else the first segment that
is not a component does; the last segment is part of the public ID whatever it looks like.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from planner.errors import TransformationError, UrlError
from planner.language.component import read_component
from planner.language.quoting import quoted, shortened
from planner.language.texts import check_text
from planner.limits import MAXIMUM_COMPONENTS
from planner.recognition import Recognised, Recognition, judged, may_be_folder

#: Components of one path that are looked for as folders.
MAXIMUM_FOLDERS: Final = 4

_REMOTE: Final = re.compile(r"(https?|data)(:|%3a)", re.IGNORECASE)
_REMOTE_SEGMENT: Final = re.compile(rf"(?:^|/)({_REMOTE.pattern})", re.IGNORECASE)
_VERSION: Final = re.compile(r"v[0-9]+")
_LONGEST_VERSION: Final = 16


@dataclass(frozen=True, slots=True)
class Walk:
    """Components as written, the version, and the segments of the name that follows.

    ``doubt`` is what is wrong with the name's first segment if it was meant as a component.
    """

    components: tuple[str, ...]
    version: int | None
    name: list[str]
    doubt: TransformationError | None = None

    def with_folders(self) -> "Iterator[Walk]":
        """Give the walks that end at a component which may be a folder, the longest first."""
        if self.version is not None:
            return
        folders = [place for place, each in enumerate(self.components) if may_be_folder(each)]
        for place in folders[: -MAXIMUM_FOLDERS - 1 : -1]:
            name = [*self.components[place:], *self.name]
            yield Walk(self.components[:place], None, name, self.doubt)


def walk(segments: list[str]) -> Walk:
    """Walk to a stored asset's public ID. ``segments`` holds no empty ones.

    Raises TransformationError for a component that is wrong beyond doubt, UrlError for a path
    that names nothing.
    """
    if not segments:
        raise UrlError("The URL names no asset")
    components: list[str] = []
    for position, segment in enumerate(segments[:-1]):
        if _VERSION.fullmatch(segment):
            return Walk(tuple(components), _version(segment), segments[position + 1 :])
        other = _other(segment, components)
        if other is not None:
            return Walk(tuple(components), None, segments[position:], other.error)
        components.append(segment)
    return Walk(tuple(components), None, segments[-1:])


def walk_to_remote(segments: list[str]) -> Walk:
    """Walk to the URL of a remote asset. Its own empty segments are kept.

    Raises as `walk`, also where there could be doubt: a remote URL begins unmistakably.
    """
    components: list[str] = []
    version = None
    for position, segment in enumerate(segments):
        if is_remote(segment):
            return Walk(tuple(components), version, segments[position:])
        if version is None and _VERSION.fullmatch(segment):
            version = _version(segment)
            continue
        other = _other(segment, components)
        if other is not None or version is not None:
            error = other.error if other is not None else None
            raise error or UrlError(f"Invalid URL to fetch {quoted(segment)}")
        components.append(segment)
    raise UrlError(
        "The URL names nothing to fetch; expected a URL that begins with http: or https:"
    )


def is_remote(segment: str) -> bool:
    """Whether a segment begins the URL of a remote asset."""
    return _REMOTE.match(segment) is not None


def remote_start(path: str) -> int:
    """Give the place of the first segment that begins the URL of a remote asset, or the end."""
    found = _REMOTE_SEGMENT.search(path)
    return len(path) if found is None else found.start(1)


def _other(segment: str, before: list[str]) -> Recognised | None:
    """Say what a segment is if it is no component.

    Raises TransformationError where it is a component that is wrong.
    """
    try:
        read_component(segment)
    except TransformationError as error:
        recognised = judged(segment, error)
        if recognised.recognition is Recognition.MALFORMED:
            raise
        return recognised
    check_text(segment)
    if len(before) >= MAXIMUM_COMPONENTS:
        raise TransformationError(
            "Too many components",
            component=shortened(segment),
            expected=f"at most {MAXIMUM_COMPONENTS}",
        )
    return None


def _version(segment: str) -> int:
    if len(segment) > _LONGEST_VERSION:
        raise UrlError(f"Invalid version {quoted(segment)}")
    return int(segment[1:])
