"""Stored areas: those that people or detectors have told of an asset, and what asks for them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from planner.facts import DOCUMENTS, AssetFacts, Point, Rectangle
from planner.geometry.edges import Edges
from planner.language.carried import Carried
from planner.language.focus import NO_OVERRIDE, NONE, Auto, Focal
from planner.parameters.gravity import REGION, NamedArea, Subject

#: Pixels of an asset above which paths in its file are left aside, as the vendor does.
_MOST_TRACED: Final = 64_000_000


@dataclass(frozen=True, slots=True)
class Stored:
    """The areas of an asset, in its pixels; None where nobody has looked for faces, or paths.

    ``known``: whether it can be known where in the image they lie by now. ``names`` are those of
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

    @classmethod
    def carried(cls, by: Carried) -> "Stored":
        """Give those that a gravity has taken along."""
        if not isinstance(by.gravity, NamedArea):
            return cls(by.custom, (), by.faces)
        named = by.gravity.area
        if by.gravity.kind != REGION:
            return cls(paths=tuple((named, box) for box in by.region))
        regions = (
            (named, ((left, top), (left + width, top + height)))
            for left, top, width, height in by.region
        )
        return cls(by.custom, tuple(regions), by.faces)

    def taken(self, gravity: Subject | NamedArea | Auto) -> Carried | None:
        """Give a gravity with what it may read of these; None where that is no area."""
        region: tuple[Rectangle, ...] = ()
        if isinstance(gravity, NamedArea):
            wanted: frozenset[str] = frozenset()
            region = self._boxes(gravity.kind, gravity.area) or ()
        elif isinstance(gravity, Subject):
            stored = gravity.targets[0] in FACES | {CUSTOM}
            wanted = frozenset(gravity.targets if stored else ())
        else:
            wanted = _weighed(gravity)
        custom = self.custom if CUSTOM in wanted else ()
        faces = self.faces if wanted & FACES else None
        return Carried(gravity, custom, faces, region) if custom or faces or region else None

    def lost(self) -> "Stored":
        """Give the same behind something of which only the picture tells what it left."""
        return replace(self, known=False)

    def target(self, target: str) -> tuple[Edges, ...] | None:
        """Give what a word of a gravity stands for; None where that is not known."""
        if target in FACES:
            return None if self.faces is None else _edges(self.faces)
        return _edges(self.custom) if target == CUSTOM else None

    def area(self, kind: str, name: str) -> tuple[Edges, ...] | None:
        """Give the box around a named region, or a path in the file; None where not known."""
        boxes = self._boxes(kind, name)
        return None if boxes is None else _edges(boxes)

    def _boxes(self, kind: str, name: str) -> tuple[Rectangle, ...] | None:
        if kind != REGION:
            paths = self.paths
            return None if paths is None else tuple(box for known, box in paths if known == name)
        points = dict(self.regions).get(name, ())
        if not points:
            return ()
        across, down = [x for x, _ in points], [y for _, y in points]
        left, top = min(across), min(down)
        return ((left, top, max(across) - left, max(down) - top),)


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


def _weighed(gravity: Auto) -> frozenset[str]:
    """Give the kinds of areas that an automatic gravity may give way to, or weigh."""
    names = {focal.target for focal in gravity.focals if isinstance(focal, Focal)}
    if not all(isinstance(focal, Focal) for focal in gravity.focals):
        # What is written as an area, or weighed already, has no other beside it.
        return frozenset()
    usual = set() if NONE.target in names else {CUSTOM, "faces"}
    return frozenset(names | usual | ({CUSTOM} if NO_OVERRIDE.target in names else set()))


def _extent(area: Edges) -> float:
    return (area.right - area.left) * (area.bottom - area.top)


def _edges(rectangles: Iterable[Rectangle]) -> tuple[Edges, ...]:
    return tuple(
        Edges(left, top, left + width, top + height) for left, top, width, height in rectangles
    )
