"""Edges: an upright rectangle that need not lie on whole pixels, and outlines of other shapes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

#: x and y, in pixels from the top left corner.
Point = tuple[float, float]

#: The corners of a shape, one after the other.
Outline = tuple[Point, ...]

#: Pieces of a side that is bent: so many that none is off by a pixel in an image of any use.
_PIECES: Final = 32


@dataclass(frozen=True, slots=True)
class Edges:
    """An area by its edges, in pixels from the top left corner; they need not be whole."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def outline(self) -> Outline:
        """Give its corners, clockwise from the top left."""
        return (
            (self.left, self.top),
            (self.right, self.top),
            (self.right, self.bottom),
            (self.left, self.bottom),
        )


def around(points: Iterable[Point]) -> Edges:
    """Give the smallest area that holds all of some points."""
    across, down = zip(*points, strict=True)
    return Edges(min(across), min(down), max(across), max(down))


def in_pieces(outline: Outline) -> Outline:
    """Give an outline with points along its sides, of which each can be bent."""
    made = [
        (x + (right - x) * piece / _PIECES, y + (bottom - y) * piece / _PIECES)
        for (x, y), (right, bottom) in pairwise((*outline, *outline[:1]))
        for piece in range(_PIECES)
    ]
    return tuple(made)


def inside(outline: Outline, width: float, height: float) -> Outline:
    """Give what of a shape lies in a frame: nothing, where that has no extent.

    Each edge of the frame cuts off what is beyond it (Sutherland and Hodgman 1974, "Reentrant
    Polygon Clipping").
    """
    box = around(outline)
    if box.left >= 0 and box.top >= 0 and box.right <= width and box.bottom <= height:
        return outline if box.left < box.right and box.top < box.bottom else ()
    for axis, limit, sign in ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1)):
        outline = tuple(_cut(outline, axis, limit, sign))
    if not outline:
        return ()
    box = around(outline)
    return outline if box.left < box.right and box.top < box.bottom else ()


def _cut(outline: Outline, axis: int, limit: float, sign: int) -> Iterator[Point]:
    """Give what of a shape lies on the side of a limit that a sign tells."""
    for before, here in zip((*outline[-1:], *outline[:-1]), outline, strict=True):
        was, stays = ((point[axis] - limit) * sign for point in (before, here))
        if was * stays < 0:
            share = was / (was - stays)
            other = before[1 - axis] + (here[1 - axis] - before[1 - axis]) * share
            yield (limit, other) if axis == 0 else (other, limit)
        if stays >= 0:
            yield here
