"""Edges: an upright rectangle that need not lie on whole pixels."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edges:
    """An area by its edges, in pixels from the top left corner; they need not be whole."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """Give x and y of each corner, clockwise from the top left."""
        return (
            (self.left, self.top),
            (self.right, self.top),
            (self.right, self.bottom),
            (self.left, self.bottom),
        )


def around_points(points: Iterable[tuple[float, float]]) -> Edges:
    """Give the smallest area that holds all of some points."""
    across, down = zip(*points, strict=True)
    return Edges(min(across), min(down), max(across), max(down))
