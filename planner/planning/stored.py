"""Stored areas: those that people or detectors have told of an asset, and what asks for them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from planner.facts import DOCUMENTS, AssetFacts, Point, Rectangle
from planner.parameters.gravity import REGION
from planner.planning.tracking import Edges

#: Pixels of an asset above which paths in its file are left aside, as the vendor does.
_MOST_TRACED: Final = 64_000_000


@dataclass(frozen=True, slots=True)
class Stored:
    """The areas of an asset, in its pixels; None where nobody has looked for faces, or paths.

    ``known``: whether it is known where in the image they lie by now. ``names`` are those of
    its first pages, of how many there are, where it is a document.
    """

    custom: tuple[Rectangle, ...] = ()
    regions: tuple[tuple[str, tuple[Point, ...]], ...] = ()
    faces: tuple[Rectangle, ...] | None = None
    known: bool = True
    paths: tuple[tuple[str, Rectangle], ...] | None = None
    names: tuple[str, ...] = ()
    pages: int = 0

    @classmethod
    def of(cls, facts: AssetFacts) -> "Stored":
        """Give those of an asset."""
        paths = facts.paths if facts.width * facts.height <= _MOST_TRACED else ()
        stored = cls(facts.custom_coordinates, facts.regions, facts.faces, paths=paths)
        if facts.format not in DOCUMENTS:
            return stored
        return replace(stored, names=facts.page_names, pages=facts.pages)

    def lost(self) -> "Stored":
        """Give the same behind something of which only the picture tells what it left."""
        return replace(self, known=False)

    def target(self, target: str) -> tuple[Edges, ...] | None:
        """Give what a word of a gravity stands for; None where that is not known."""
        if target in FACES:
            return None if self.faces is None else _edges(self.faces)
        return _edges(self.custom) if target == CUSTOM else None

    def region(self, name: str) -> tuple[Edges, ...]:
        """Give the box around a named region, or nothing."""
        points = dict(self.regions).get(name, ())
        if not points:
            return ()
        across, down = [x for x, _ in points], [y for _, y in points]
        return (Edges(min(across), min(down), max(across), max(down)),)

    def area(self, kind: str, name: str) -> tuple[Edges, ...] | None:
        """Give the box around a named region, or a path in the file; None where not known."""
        if kind == REGION:
            return self.region(name)
        if self.paths is None:
            return None
        return _edges(box for known, box in self.paths if known == name)


CUSTOM: Final = "custom"

#: Words for faces: those that stand for the largest, and those for all.
ONE_FACE: Final = frozenset({"face", "adv_face"})
ALL_FACES: Final = frozenset({"faces", "adv_faces"})
FACES: Final = ONE_FACE | ALL_FACES

#: What a picture without areas has: words, a plain colour.
NOTHING: Final = Stored(faces=(), paths=())


def largest(areas: Iterable[Edges]) -> tuple[Edges, ...]:
    """Give the area that is the largest, the first of equals."""
    ordered = max(areas, key=_extent, default=None)
    return () if ordered is None else (ordered,)


def around(areas: tuple[Edges, ...]) -> tuple[Edges, ...]:
    """Give the box around all areas."""
    if not areas:
        return ()
    return (
        Edges(
            min(area.left for area in areas),
            min(area.top for area in areas),
            max(area.right for area in areas),
            max(area.bottom for area in areas),
        ),
    )


def _extent(area: Edges) -> float:
    return (area.right - area.left) * (area.bottom - area.top)


def _edges(rectangles: Iterable[Rectangle]) -> tuple[Edges, ...]:
    return tuple(
        Edges(left, top, left + width, top + height) for left, top, width, height in rectangles
    )
