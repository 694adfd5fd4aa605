"""Placement: where a layer lies, and what canvas holds both it and what it is laid on.

Boxes are in pixels of the base, origin top left; a layer may begin left of it or above. Offsets
move right and down, but left from an eastern gravity and up from a southern one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from planner.facts import Rectangle
from planner.geometry.gravity import COMPASS
from planner.geometry.rounding import exact, half_up
from planner.geometry.values import Size
from planner.steps import Placement


@dataclass(frozen=True, slots=True)
class Union:
    """A canvas that holds base and layer: its size, and where each has its top left corner."""

    size: Size
    base: tuple[int, int]
    layer: tuple[int, int]


def at_compass(
    base: Size, layer: Size, gravity: str, x: Fraction = Fraction(0), y: Fraction = Fraction(0)
) -> tuple[int, int]:
    """Give left and top of a layer aligned by a compass gravity, then moved by x and y."""
    across, down = COMPASS[gravity]
    return (
        _aligned(across, base.width - layer.width, x),
        _aligned(down, base.height - layer.height, y),
    )


def at_region(
    region: Rectangle, layer: Size, x: Fraction = Fraction(0), y: Fraction = Fraction(0)
) -> tuple[int, int]:
    """Give left and top of a layer whose centre lies on a region's, then moved right and down."""
    left, top, width, height = region
    return (
        left + _aligned(Fraction(1, 2), width - layer.width, x),
        top + _aligned(Fraction(1, 2), height - layer.height, y),
    )


def canvas(base: Size, layer: Size, placement: Placement) -> Union:
    """Give the canvas that holds a base and a layer on it, and where each lies."""
    x, y = exact(placement.x), exact(placement.y)
    if placement.region is not None:
        corner = at_region(placement.region, layer, x, y)
    else:
        corner = at_compass(base, layer, placement.gravity, x, y)
    return held(base, layer, corner, grows=placement.grows)


def largest(regions: Iterable[Rectangle]) -> Rectangle | None:
    """Give the region of the largest area, the first of equals; None without any."""
    return max(regions, key=lambda region: region[2] * region[3], default=None)


def held(base: Size, layer: Size, corner: tuple[int, int], *, grows: bool) -> Union:
    """Give the canvas; where it does not grow, what overhangs of the layer is cut off."""
    left, top = corner
    if not grows:
        return Union(base, (0, 0), corner)
    before, above = min(left, 0), min(top, 0)
    size = Size(
        max(base.width, left + layer.width) - before, max(base.height, top + layer.height) - above
    )
    return Union(size, (-before, -above), (left - before, top - above))


def _aligned(anchor: Fraction, room: int, offset: Fraction) -> int:
    inwards = -offset if anchor == 1 else offset
    return half_up(anchor * room + inwards)
