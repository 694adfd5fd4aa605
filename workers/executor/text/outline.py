"""Outline: how far each pixel is from the letters, and so which ones a stroke covers."""

from math import ceil
from typing import Final

import numpy as np
import pyvips
from numpy.typing import NDArray

_FULL: Final = 255
#: Half a pixel: from its centre to its edge.
_HALF: Final = 0.5

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
    inside = letters.astype(np.float32) / np.float32(_FULL)
    fat = np.clip(width + _HALF - _distances(inside, around), 0, 1)
    fat = np.maximum(fat, inside)
    if not smooth:
        fat = fat >= _HALF
    return pyvips.Image.new_from_array(np.rint(fat * np.float32(_FULL)).astype(np.uint8))


def _distances(inside: _Reals, furthest: int) -> _Reals:
    """Measure from each pixel to the nearest edge, where that is at most ``furthest`` rows away.

    The nearest covered pixel of each row is found first; then rows are compared.
    """
    across, covered = _nearest_in_row(inside)
    rows = len(inside)
    nearest = np.full(inside.shape, np.inf, np.float32)
    for down in range(-furthest, furthest + 1):
        here = slice(max(down, 0), rows + min(down, 0))
        there = slice(max(-down, 0), rows + min(-down, 0))
        distance = np.sqrt(across[there] + np.float32(down * down)) + _HALF - covered[there]
        np.minimum(nearest[here], distance, out=nearest[here])
    return nearest


def _nearest_in_row(inside: _Reals) -> tuple[_Reals, _Reals]:
    """Give the squared distance to the nearest covered pixel of a row, and how far it is covered.

    In a row without any, the distance is infinite.
    """
    height, width = inside.shape
    columns = np.broadcast_to(np.arange(width), inside.shape)
    far = 4 * (width + height)
    before = np.maximum.accumulate(np.where(inside > 0, columns, -far), axis=1)
    after = np.minimum.accumulate(np.where(inside > 0, columns, far)[:, ::-1], axis=1)[:, ::-1]
    nearest = np.where(columns - before <= after - columns, before, after)
    found = (nearest >= 0) & (nearest < width)
    covered = np.take_along_axis(inside, np.clip(nearest, 0, width - 1), axis=1)
    across = np.where(found, (columns - nearest).astype(np.float32) ** 2, np.inf)
    return across.astype(np.float32), covered.astype(np.float32)
