"""Tiles: the pictures of a collage, told by the straight bands of one colour between them.

Bands that go from side to side divide the collage into parts; each part is divided again by bands
that go through it, until none does: the recursive X-Y cut of Nagy and Seth (1984). All bands are
of one colour, that of most lines of the whole that have only one.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Left, top, width, height.
Box = tuple[int, int, int, int]

#: How far values of a line of one colour may lie apart, of 255: compression blurs what is beside.
_TOLERANCE: Final = 24
#: Pixels that a band is wide, at least.
_BAND: Final = 2
#: The smallest side of a tile: pixels, and a share of the collage's longer side.
_LEAST: Final = 16
_SHARE: Final = 1 / 50
#: Of how many pixels of a line one is looked at before all of them are.
_SAMPLE: Final = 16
#: Lines that are looked at to learn the colour of the bands.
_LINES: Final = 400

_Lines = NDArray[np.bool_]


def largest_tile(pixels: NDArray[np.uint8]) -> Box:
    """Give the largest tile of a collage; all of it where it has no two.

    pixels: rows, columns, bands.
    """
    height, width = pixels.shape[:2]
    whole = (0, 0, width, height)
    ground = _ground(pixels)
    if ground is None:
        return whole
    least = max(_LEAST, round(max(width, height) * _SHARE))
    found: list[Box] = []
    waiting = [whole]
    while waiting:
        box = waiting.pop()
        parts = _parts(pixels, box, ground, least)
        if parts == [box]:
            found.append(box)
        else:
            waiting += parts
    if len(found) < 2:  # noqa: PLR2004 - a collage has two pictures
        return whole
    return max(found, key=lambda box: (box[2] * box[3], -box[1], -box[0]))


def _parts(
    pixels: NDArray[np.uint8], box: Box, ground: NDArray[np.float64], least: int
) -> list[Box]:
    """Divide a box by all bands that go through it."""
    left, top, width, height = box
    part = pixels[top : top + height, left : left + width]
    columns = _runs(~_bands(part, 0, ground), least)
    rows = _runs(~_bands(part, 1, ground), least)
    return [
        (left + across, top + down, right - across, bottom - down)
        for down, bottom in rows
        for across, right in columns
    ]


def _bands(part: NDArray[np.uint8], axis: int, ground: NDArray[np.float64]) -> _Lines:
    """Tell which lines along an axis are of the ground's colour alone."""
    found, lowest, highest = _plain(part, axis)
    near = (np.abs(lowest - ground) <= _TOLERANCE) & (np.abs(highest - ground) <= _TOLERANCE)
    found[found] = near.all(axis=1)
    return found


def _plain(
    part: NDArray[np.uint8], axis: int
) -> tuple[_Lines, NDArray[np.uint8], NDArray[np.uint8]]:
    """Tell which lines along an axis are of one colour, and the lowest and highest of each.

    Some of their pixels rule most of them out.
    """
    lines = part.swapaxes(0, 1) if axis == 0 else part
    found = np.ones(len(lines), bool)
    lowest = highest = lines[:, 0]
    for step in (_SAMPLE, 1):
        seen = lines[:, ::step] if found.all() else lines[found, ::step]
        lowest, highest = seen.min(axis=1), seen.max(axis=1)
        plain = (highest - lowest <= _TOLERANCE).all(axis=1)
        lowest, highest = lowest[plain], highest[plain]
        found[found] = plain
    return found, lowest, highest


def _runs(shown: _Lines, least: int) -> list[tuple[int, int]]:
    """Give where lines that show something begin and end, but for gaps too narrow for a band."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], shown, [False])).astype(np.int8)))
    runs: list[tuple[int, int]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if runs and start - runs[-1][1] < _BAND:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return [run for run in runs if run[1] - run[0] >= least]


def _ground(pixels: NDArray[np.uint8]) -> NDArray[np.float64] | None:
    """Give the colour that most lines of one colour have; None where there are none."""
    colours = []
    for axis in (0, 1):
        _, lowest, highest = _plain(pixels, axis)
        colours.append(lowest / 2.0 + highest / 2.0)
    lines = np.concatenate(colours)
    if not len(lines):
        return None
    lines = lines[:: -(-len(lines) // _LINES)]
    apart = np.abs(lines[:, np.newaxis] - lines[np.newaxis]).max(axis=2)
    return np.asarray(lines[(apart <= _TOLERANCE).sum(axis=1).argmax()])
