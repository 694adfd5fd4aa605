"""Likeness: how far a picture is from what it was, as one sees it.

The measure is the structural similarity of Wang, Bovik, Sheikh and Simoncelli, "Image quality
assessment: from error visibility to structural similarity" (2004), of luma, in windows of 8 x 8
pixels that lie 4 apart, at three scales as of Wang, Simoncelli and Bovik, "Multi-scale structural
similarity" (2003), with their weights. What is lost (1 - SSIM) is pooled as its root mean square:
an artefact at one edge counts more than a little everywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]

#: Shares of the three finest of five scales, the finest first.
SCALES: Final = (0.0448, 0.2856, 0.3001)

#: Half a side of a window, and its pixels. `_windows` counts on it.
_HALF: Final = 4
_WINDOW: Final = (2 * _HALF) ** 2

#: What keeps quotients steady: (0.01 x 255)^2 and (0.03 x 255)^2.
STEADY: Final = (6.5025, 58.5225)

#: What is added to luma, as in video: no screen in a lit room shows black as dark as none. Without
#: it, a black that is one step less so would count as a loss of much that is seen.
BLACK: Final = 16

#: ITU-R BT.601, as JPEG has it.
_LUMA: Final = (0.299, 0.587, 0.114)

#: From the median of absolute values to the deviation of normal noise.
_MEDIAN: Final = 0.6745


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """A luma at one scale, with the sums of its windows and of their squares."""

    plane: Plane
    sums: NDArray[np.float64]
    squares: NDArray[np.float64]


def luma(pixels: NDArray[np.uint8]) -> Plane:
    """Give the luma, from `BLACK` on, of the pixels of a picture: rows x width x bands."""
    if pixels.shape[2] < len(_LUMA):
        return _lit(pixels[..., 0].astype(np.float32))
    weighed: Plane = pixels[..., : len(_LUMA)].astype(np.float32) @ np.array(_LUMA, np.float32)
    return _lit(weighed)


def _lit(plane: Plane) -> Plane:
    lit: Plane = plane + np.float32(BLACK)
    return lit


def noise(plane: Plane) -> float:
    """Estimate the deviation of noise, in steps of luma.

    Donoho and Johnstone, "Ideal spatial adaptation by wavelet shrinkage" (1994): the median of the
    finest diagonal detail, here of Haar's wavelet.
    """
    height, width = (side // 2 * 2 for side in plane.shape)
    if not height or not width:
        return 0.0
    one, two = plane[:height:2, :width:2], plane[:height:2, 1:width:2]
    three, four = plane[1:height:2, :width:2], plane[1:height:2, 1:width:2]
    return float(np.median(np.abs(one - two - three + four)) / 2 / _MEDIAN)


class Likeness:
    """Tells how much of a picture others have lost.

    parts: how many pictures lie one below the other, each of which is looked at by itself.
    """

    def __init__(self, plane: Plane, parts: int = 1) -> None:
        self._parts = parts
        self._scales = [_looked(one, parts) for one in _planes(plane)]

    def loss(self, plane: Plane) -> float:
        """Give what is lost in another luma of the same size, 0 for nothing, 1 for all."""
        lost = shares = 0.0
        for share, before, after in zip(SCALES, self._scales, _planes(plane), strict=True):
            errors = np.maximum(1 - _similarity(before, after, self._parts), 0)
            lost += share * float(np.sqrt(np.mean(errors**2)))
            shares += share
        return lost / shares


def _planes(plane: Plane) -> Iterator[Plane]:
    for _ in SCALES:
        yield plane
        plane = _halved(plane)


def _halved(plane: Plane) -> Plane:
    """Scale by half; a side that is odd is continued by its last row or column."""
    odd = [(0, side % 2) for side in plane.shape]
    if odd != [(0, 0), (0, 0)]:
        plane = np.pad(plane, odd, "edge")
    rows = plane[::2] + plane[1::2]
    means: Plane = (rows[:, ::2] + rows[:, 1::2]) * np.float32(0.25)
    return means


def _looked(plane: Plane, parts: int) -> Looked:
    return Looked(plane, _windows(plane, parts), _windows(plane * plane, parts))


def _similarity(one: Looked, plane: Plane, parts: int) -> NDArray[np.float64]:
    """Give structural similarity in each window."""
    other = _looked(plane, parts)
    light, structure = (steady * _WINDOW**2 for steady in STEADY)
    product = _WINDOW * _windows(one.plane * plane, parts)
    square = _WINDOW * (one.squares + other.squares)
    sums, means = one.sums * other.sums, one.sums**2 + other.sums**2
    similarity: NDArray[np.float64] = ((2 * sums + light) * (2 * (product - sums) + structure)) / (
        (means + light) * (square - means + structure)
    )
    return similarity


def _windows(plane: Plane, parts: int) -> NDArray[np.float64]:
    """Sum the pixels of each window: parts, rows of windows, windows in a row.

    What is smaller than a window is continued by its last row or column. It is added by slices:
    numpy's sums over short axes take several times as long.
    """
    height, width = plane.shape[0] // parts, plane.shape[1]
    missing = [(0, max(2 * _HALF - side, 0)) for side in (height, width)]
    pixels = plane.reshape(parts, height, width)
    if missing != [(0, 0), (0, 0)]:
        pixels = np.pad(pixels, [(0, 0), *missing], "edge")
    rows, columns = (side // _HALF * _HALF for side in pixels.shape[1:])
    pixels = pixels[:, :rows, :columns]
    down = pixels[:, 0::4] + pixels[:, 1::4] + pixels[:, 2::4] + pixels[:, 3::4]
    across = down[..., 0::4] + down[..., 1::4] + down[..., 2::4] + down[..., 3::4]
    quarters = across.astype(np.float64)
    pairs = quarters[:, :-1] + quarters[:, 1:]
    sums: NDArray[np.float64] = pairs[:, :, :-1] + pairs[:, :, 1:]
    return sums
