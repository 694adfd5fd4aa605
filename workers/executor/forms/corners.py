"""Rounded corners, antialiased: which part of each pixel lies inside.

The ellipse's edge is exact along each row; down the rows it is sampled `SUBROWS` times a pixel.
"""

from collections.abc import Iterator, Sequence
from math import ceil, floor, sqrt
from typing import Final

import pyvips

SUBROWS: Final = 16

#: Horizontal and vertical radius of a corner, in pixels.
Radii = tuple[float, float]


def mask(width: int, height: int, corners: Sequence[Radii]) -> pyvips.Image:
    """Draw a rounded rectangle that fills ``width`` x ``height``: 255 inside, 0 outside.

    corners: clockwise from top left, so that neighbours do not overlap.
    """
    drawn = {radii: _corner(*radii) for radii in set(corners) if min(radii) > 0}
    image = pyvips.Image.black(width, height).invert()
    for place, radii in enumerate(corners):
        if radii not in drawn:
            continue
        corner = drawn[radii]
        right, bottom = place in (1, 2), place in (2, 3)
        if right:
            corner = corner.flip("horizontal")
        if bottom:
            corner = corner.flip("vertical")
        image = image.insert(
            corner,
            width - corner.width if right else 0,
            height - corner.height if bottom else 0,
        )
    return image


def _corner(across: float, down: float) -> pyvips.Image:
    width, height = ceil(across), ceil(down)
    rows = b"".join(_rows(across, down, width, height))
    return pyvips.Image.new_from_memory(rows, width, height, 1, "uchar")


def _rows(across: float, down: float, width: int, height: int) -> Iterator[bytes]:
    """Give the rows of a top left corner: outside, then its edge, then inside."""
    for row in range(height):
        edges = [_edge(across, down, row + (part + 0.5) / SUBROWS) for part in range(SUBROWS)]
        first, last = floor(min(edges)), ceil(max(edges))
        covered = (
            round(255 * sum(min(max(column + 1 - edge, 0), 1) for edge in edges) / SUBROWS)
            for column in range(first, last)
        )
        yield bytes(first) + bytes(covered) + b"\xff" * (width - last)


def _edge(across: float, down: float, at: float) -> float:
    """Tell how far from the left the ellipse begins, ``at`` pixels below its top."""
    if at >= down:
        return 0
    return across * (1 - sqrt(1 - ((down - at) / down) ** 2))
