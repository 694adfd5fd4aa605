"""Distortion: an image drawn between four corners, or bent along an arc."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import cos, floor, inf, pi, radians, sin
from typing import Final

from planner.geometry.rounding import exact, side
from planner.geometry.values import Size
from planner.steps import ApplyEffect

#: Numbers of four corners, x and y of each.
CORNERS: Final = 8


@dataclass(frozen=True, slots=True)
class Bow:
    """An image bent around a centre, its middle line as long as it was.

    ``degrees`` is its angle, more than 0; ``outer`` and ``inner`` are the radii of its sides, in
    pixels, that inside at least 0; what would lie beyond the centre is cut off. ``top``: whether
    the outer side is the image's top, else its bottom.
    """

    degrees: float
    outer: float
    inner: float
    top: bool

    @property
    def half(self) -> float:
        """Half of its angle, in radians."""
        return radians(self.degrees) / 2

    @property
    def reach(self) -> tuple[float, float]:
        """How far it reaches from the centre to each side, and to that opposite of its middle.

        The latter is less than 0 where it ends before the centre.
        """
        wide = self.outer if self.half >= pi / 2 else self.outer * sin(self.half)
        ends = max(-radius * cos(self.half) for radius in (self.outer, self.inner))
        return wide, ends


def bow_of(degrees: float, size: Size) -> Bow:
    """Give the bow of so many degrees, up where they are positive."""
    middle = size.width / radians(abs(degrees))
    half = size.height / 2
    return Bow(abs(degrees), middle + half, max(middle - half, 0.0), degrees > 0)


def distorted(step: ApplyEffect, size: Size) -> Size:
    """Give the size of the canvas that holds a distorted image and nothing else."""
    if len(step.arguments) == CORNERS:
        across, down = step.arguments[::2], step.arguments[1::2]
        return Size(_side(across), _side(down))
    bow = bow_of(step.arguments[0], size)
    wide, ends = bow.reach
    return Size(side(Fraction(2 * wide)), side(Fraction(bow.outer + ends)))


def origin_of(corners: Sequence[float]) -> tuple[int, int]:
    """Give the place of the canvas's own corner: the whole pixels left of and above them all."""
    return floor(min(corners[::2])), floor(min(corners[1::2]))


def convex(corners: Sequence[float]) -> bool:
    """Whether corners, in their order, make a convex quadrilateral, in either direction."""
    points = [(exact(x), exact(y)) for x, y in zip(corners[::2], corners[1::2], strict=True)]
    turns = []
    for place, (x, y) in enumerate(points):
        (left, top), (right, bottom) = points[place - 1], points[(place + 1) % len(points)]
        turns.append((x - left) * (bottom - y) - (y - top) * (right - x))
    return all(turn > 0 for turn in turns) or all(turn < 0 for turn in turns)


def _side(places: Sequence[float]) -> int:
    least = floor(min(places, default=inf))
    return side(exact(max(places)) - least)
