"""Mapping: where effects that change the outline of an image take an area of it.

Each gives the upright box around what becomes of the area.
"""

from collections.abc import Callable, Mapping, Sequence
from math import ceil, cos, floor, pi, radians, sin
from types import MappingProxyType
from typing import Final

from planner.geometry.distortion import CORNERS, bow_of, distorted, origin_of
from planner.geometry.edges import Edges, around_points
from planner.geometry.shadows import shadow_of
from planner.geometry.shearing import slant_of
from planner.geometry.values import Size
from planner.steps import ApplyEffect

Mapped = Callable[[Edges], Edges]


def _distorted(step: ApplyEffect, size: Size) -> Mapped:
    return _projected(step, size) if len(step.arguments) == CORNERS else _bent(step, size)


def _projected(step: ApplyEffect, size: Size) -> Mapped:
    """Give the projective map of the image's corners to the new ones.

    It is that of the unit square of Heckbert 1989, "Fundamentals of Texture Mapping and Image
    Warping", 2.2.3. A convex quadrilateral lies wholly before the eye, so that lines stay lines.
    """
    left, top = origin_of(step.arguments)
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = _pairs(step.arguments)
    dx1, dy1, dx2, dy2 = x1 - x2, y1 - y2, x3 - x2, y3 - y2
    sx, sy = x0 - x1 + x2 - x3, y0 - y1 + y2 - y3
    area = dx1 * dy2 - dx2 * dy1
    g, h = (sx * dy2 - dx2 * sy) / area, (dx1 * sy - sx * dy1) / area

    def mapped(area: Edges) -> Edges:
        points = []
        for x, y in area.corners:
            u, v = x / size.width, y / size.height
            depth = g * u + h * v + 1
            points.append(
                (
                    ((x1 - x0 + g * x1) * u + (x3 - x0 + h * x3) * v + x0) / depth - left,
                    ((y1 - y0 + g * y1) * u + (y3 - y0 + h * y3) * v + y0) / depth - top,
                )
            )
        return around_points(points)

    return mapped


def _bent(step: ApplyEffect, size: Size) -> Mapped:
    """Give the map around the centre of a bow, of which an area becomes a sector of a ring."""
    bow, canvas = bow_of(step.arguments[0], size), distorted(step, size)

    def mapped(area: Edges) -> Edges:
        first, last = (
            (x - size.width / 2) * radians(bow.degrees) / size.width
            for x in (area.left, area.right)
        )
        near = [area.top, area.bottom]
        sides = near if bow.top else [size.height - y for y in near]
        radii = [max(bow.outer - below, 0.0) for below in sides]
        # It reaches farthest at its ends, or where it lies straight beside, above or below.
        quarters = range(ceil(first / (pi / 2)), floor(last / (pi / 2)) + 1)
        angles = [first, last, *(quarter * pi / 2 for quarter in quarters)]
        points = [
            (canvas.width / 2 + radius * sin(angle), bow.outer - radius * cos(angle))
            for radius in radii
            for angle in angles
        ]
        if not bow.top:
            points = [(x, canvas.height - y) for x, y in points]
        return around_points(points)

    return mapped


def _slanted(step: ApplyEffect, size: Size) -> Mapped:
    a, b, c, d = slant_of(step).matrix

    def mapped(area: Edges) -> Edges:
        points = ((x - size.width / 2, y - size.height / 2) for x, y in area.corners)
        return around_points(
            (a * x + b * y + step.width / 2, c * x + d * y + step.height / 2) for x, y in points
        )

    return mapped


def _shadowed(step: ApplyEffect, size: Size) -> Mapped:
    shadow = shadow_of(step, size)
    return lambda area: Edges(
        area.left + shadow.left,
        area.top + shadow.top,
        area.right + shadow.left,
        area.bottom + shadow.top,
    )


def _pairs(numbers: Sequence[float]) -> list[tuple[float, float]]:
    return list(zip(numbers[::2], numbers[1::2], strict=True))


#: By the names of effects: from the step and the size before it.
MAPPINGS: Final[Mapping[str, Callable[[ApplyEffect, Size], Mapped]]] = MappingProxyType(
    {"distort": _distorted, "shear": _slanted, "shadow": _shadowed}
)
