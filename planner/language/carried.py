"""Carried areas: what is stored of an asset, in its pixels, until it is known where that lies.

Behind a step of which only the picture tells what it leaves, nobody knows where an area is before
that is drawn. A gravity then takes along all that it may read of the asset, so that whoever draws
it needs to be told nothing else.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from planner.errors import ValueRefused
from planner.facts import Rectangle

PREFIX: Final = "stored_"

#: What joins the kinds of areas, and the gravity that reads them.
JOIN: Final = "~"

_CUSTOM, _FACES, _REGION = "custom", "faces", "region"
_KINDS: Final = (_CUSTOM, _FACES, _REGION)
_SIDES: Final = 4
_NUMBER: Final = re.compile(r"-?[0-9]{1,9}", re.ASCII)

#: Areas of one kind, before they are too many.
_MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class Carried:
    """A gravity, and the areas that it reads: left, top, width and height of each, in pixels.

    ``faces`` is None where nobody has looked for any, or they are not read. ``region`` is the box
    of the one that the gravity names, or nothing.
    """

    gravity: Any
    custom: tuple[Rectangle, ...] = ()
    faces: tuple[Rectangle, ...] | None = None
    region: tuple[Rectangle, ...] = ()

    @property
    def name(self) -> str:
        """The canonical spelling."""
        areas = {_CUSTOM: self.custom or None, _FACES: self.faces, _REGION: self.region or None}
        kinds = [f"{kind}_{_written(each)}" for kind, each in areas.items() if each is not None]
        return PREFIX + JOIN.join([*kinds, self.gravity.name])


def carries(text: str) -> bool:
    """Whether a gravity is written with what it reads."""
    return text.startswith(PREFIX) and JOIN in text


def read_carried(text: str, parse: Callable[[str], Any]) -> Carried:
    """Read a gravity with its areas. parse: reads the gravity alone. Raises ValueRefused."""
    *parts, gravity = text.removeprefix(PREFIX).split(JOIN)
    found: dict[str, tuple[Rectangle, ...]] = {}
    for part in parts:
        kind, _, areas = part.partition("_")
        if kind not in _KINDS or kind in found:
            raise ValueRefused(f"areas of {', '.join(_KINDS)}, each at most once")
        found[kind] = _read(areas)
    return Carried(
        parse(gravity), found.get(_CUSTOM, ()), found.get(_FACES), found.get(_REGION, ())
    )


def _written(areas: Iterable[Rectangle]) -> str:
    return ":".join("_".join(map(str, area)) for area in areas)


def _read(text: str) -> tuple[Rectangle, ...]:
    words = text.split(":", _MOST) if text else []
    if len(words) > _MOST:
        raise ValueRefused(f"at most {_MOST} areas of a kind")
    return tuple(_rectangle(word.split("_")) for word in words)


def _rectangle(words: list[str]) -> Rectangle:
    if len(words) != _SIDES or not all(map(_NUMBER.fullmatch, words)):
        raise ValueRefused("left, top, width and height of an area, in whole pixels")
    left, top, width, height = map(int, words)
    return left, top, width, height
