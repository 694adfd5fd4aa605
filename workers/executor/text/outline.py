"""Outline: how far each pixel is from the letters, and so which ones a stroke covers."""

from math import ceil
from typing import Final

import numpy as np
import pyvips
from numpy.typing import NDArray

_FULL: Final = 255
#: Half a pixel: from its centre to its edge.
_HALF: Final = np.float32(0.5)
#: Rows that are worked on at a time: distances take many times the memory of a picture.
_ROWS: Final = 256

_Reals = NDArray[np.float32]


def margin(width: float) -> int:
    """Tell by how many pixels a stroke enlarges a picture on each side."""
    return ceil(width)


def outlined(coverage: pyvips.Image, width: float, *, smooth: bool) -> pyvips.Image:
    """Give what letters cover once they are ``width`` pixels fatter, 0 to 255.

    The picture grows by `margin` on each side. Distances are Euclidean, from a letter's edge, which
    runs through a pixel as far from its near side as the pixel is covered.
    """
    around = margin(width)
    letters = np.pad(coverage.numpy().reshape(coverage.height, coverage.width), around)
    fat = np.empty_like(letters)
    for first in range(0, len(letters), _ROWS):
        band = range(first, min(first + _ROWS, len(letters)))
        here = slice(band.start, band.stop)
        covered = np.clip(width + _HALF - _distances(letters, band, around), 0, 1)
        if not smooth:
            covered = covered >= _HALF
        scaled = np.rint(covered * np.float32(_FULL)).astype(np.uint8)
        fat[here] = np.maximum(scaled, letters[here])
    return pyvips.Image.new_from_array(fat)


def _distances(letters: NDArray[np.uint8], band: range, furthest: int) -> _Reals:
    """Measure from each pixel of a band of rows to the nearest edge.

    Edges more than ``furthest`` rows away are not looked for. The nearest covered pixel of each
    row is found first; then rows are compared.
    """
    start = max(band.start - furthest, 0)
    window = letters[start : band.stop + furthest]
    across, covered = _nearest_in_row(window.astype(np.float32) / np.float32(_FULL))
    nearest = np.full((len(band), letters.shape[1]), np.inf, np.float32)
    for down in range(-furthest, furthest + 1):
        first = max(band.start + down, start)
        last = min(band.stop + down, start + len(window))
        if first >= last:
            continue
        there = slice(first - start, last - start)
        here = slice(first - down - band.start, last - down - band.start)
        distance = np.sqrt(across[there] + np.float32(down * down)) + _HALF - covered[there]
        np.minimum(nearest[here], distance, out=nearest[here])
    return nearest


def _nearest_in_row(inside: _Reals) -> tuple[_Reals, _Reals]:
    """Give the squared distance to the nearest covered pixel of a row, and how far it is covered.

    In a row without any, the distance is infinite.
    """
    width = inside.shape[1]
    columns = np.broadcast_to(np.arange(width, dtype=np.int32), inside.shape)
    far = np.int32(4 * width)
    before = np.maximum.accumulate(np.where(inside > 0, columns, -far), axis=1)
    after = np.minimum.accumulate(np.where(inside > 0, columns, far)[:, ::-1], axis=1)[:, ::-1]
    nearest = np.where(columns - before <= after - columns, before, after)
    found = (nearest >= 0) & (nearest < width)
    covered = np.take_along_axis(inside, np.clip(nearest, 0, width - 1), axis=1)
    across = np.where(found, (columns - nearest).astype(np.float32) ** 2, np.inf)
    return across.astype(np.float32), covered.astype(np.float32)
