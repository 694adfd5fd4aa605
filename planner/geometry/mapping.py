"""Mapping: where effects that change the outline of an image take a point of it."""

from collections.abc import Callable, Mapping, Sequence
from math import cos, radians, sin
from types import MappingProxyType
from typing import Final

from planner.geometry.distortion import CORNERS, bow_of, distorted, origin_of
from planner.geometry.edges import Point
from planner.geometry.shadows import shadow_of
from planner.geometry.shearing import slant_of
from planner.geometry.values import Size
from planner.steps import ApplyEffect

#: Gives the new place of a point.
Mapped = Callable[[Point], Point]


def bends(step: ApplyEffect) -> bool:
    """Whether straight lines do not stay so."""
    return step.effect == "distort" and len(step.arguments) != CORNERS


def _distorted(step: ApplyEffect, size: Size) -> Mapped:
    return _bent(step, size) if bends(step) else _projected(step, size)


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

    def mapped(point: Point) -> Point:
        u, v = point[0] / size.width, point[1] / size.height
        depth = g * u + h * v + 1
        return (
            ((x1 - x0 + g * x1) * u + (x3 - x0 + h * x3) * v + x0) / depth - left,
            ((y1 - y0 + g * y1) * u + (y3 - y0 + h * y3) * v + y0) / depth - top,
        )

    return mapped


def _bent(step: ApplyEffect, size: Size) -> Mapped:
    """Give the map around the centre of a bow."""
    bow, canvas = bow_of(step.arguments[0], size), distorted(step, size)

    def mapped(point: Point) -> Point:
        angle = (point[0] - size.width / 2) * radians(bow.degrees) / size.width
        below = point[1] if bow.top else size.height - point[1]
        radius = max(bow.outer - below, 0.0)
        x, y = canvas.width / 2 + radius * sin(angle), bow.outer - radius * cos(angle)
        return x, y if bow.top else canvas.height - y

    return mapped


def _slanted(step: ApplyEffect, size: Size) -> Mapped:
    a, b, c, d = slant_of(step).matrix

    def mapped(point: Point) -> Point:
        x, y = point[0] - size.width / 2, point[1] - size.height / 2
        return a * x + b * y + step.width / 2, c * x + d * y + step.height / 2

    return mapped


def _shadowed(step: ApplyEffect, size: Size) -> Mapped:
    shadow = shadow_of(step, size)
    return lambda point: (point[0] + shadow.left, point[1] + shadow.top)


def _pairs(numbers: Sequence[float]) -> list[Point]:
    return list(zip(numbers[::2], numbers[1::2], strict=True))


#: By the names of effects: from the step and the size before it.
MAPPINGS: Final[Mapping[str, Callable[[ApplyEffect, Size], Mapped]]] = MappingProxyType(
    {"distort": _distorted, "shear": _slanted, "shadow": _shadowed}
)
