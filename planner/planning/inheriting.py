"""Inheriting: where the areas of an asset lie in what is made of it, and kept as if an original."""

from dataclasses import replace
from itertools import chain
from typing import Final

from planner.facts import AssetFacts, Point, Rectangle
from planner.geometry.edges import Edges
from planner.parameters.gravity import REGION
from planner.planning.scene import Scene
from planner.planning.tracking import tracked

#: An area that is known, but has left the picture.
_NOWHERE: Final[Rectangle] = (0, 0, 0, 0)


def with_areas_of(scene: Scene, facts: AssetFacts) -> AssetFacts | None:
    """Give facts of the picture that a scene leads to with the areas of the scene's asset.

    They are as many as they were, as conditions count them: what has left the picture has no
    extent. None where nobody knows where they lie.
    """
    stored = scene.stored
    found: dict[Edges, Rectangle] = {}
    custom, faces = stored.target("custom") or (), stored.target("faces")
    regions = {name: stored.area(REGION, name) or () for name, _ in stored.regions}
    for area in (*custom, *(faces or ()), *chain.from_iterable(regions.values())):
        if scene.late or not stored.known:
            return None
        moved = tracked((area,), scene.steps, scene.beginning)
        if moved is None:
            return None
        found[area] = _rectangle(moved[0]) if moved else _NOWHERE
    return replace(
        facts,
        custom_coordinates=tuple(found[area] for area in custom),
        faces=None if faces is None else tuple(found[area] for area in faces),
        regions=tuple(
            (name, _corners(found[area])) for name, areas in regions.items() for area in areas
        ),
    )


def _rectangle(area: Edges) -> Rectangle:
    left, top = round(area.left), round(area.top)
    return left, top, max(round(area.right) - left, 1), max(round(area.bottom) - top, 1)


def _corners(area: Rectangle) -> tuple[Point, Point]:
    left, top, width, height = area
    return (left, top), (left + width, top + height)
