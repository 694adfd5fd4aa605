"""Neighbourhoods: flat kernels, and the lightest value in one around each pixel."""

from collections.abc import Callable, Iterator, Mapping
from math import floor
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Kernel = NDArray[np.bool_]
_Distances = NDArray[np.int64]

#: Whether a pixel belongs to a kernel of a radius, by its distances along both axes.
_SHAPES: Final[Mapping[str, Callable[[_Distances, _Distances, float], Kernel]]] = MappingProxyType(
    {
        "disk": lambda x, y, radius: x * x + y * y <= radius * radius,
        "octagon": lambda x, y, radius: x + y <= radius + radius / 2,
        "diamond": lambda x, y, radius: x + y <= radius,
        "square": lambda x, y, radius: np.maximum(x, y) <= radius,
        "plus": lambda x, y, radius: (np.minimum(x, y) == 0) & (np.maximum(x, y) <= radius),
        "cross": lambda x, y, radius: (x == y) & (x <= radius),
        "ring": lambda x, y, radius: (
            (x * x + y * y <= radius * radius) & (x * x + y * y > max(radius - 1, 0) ** 2)
            if radius >= 1
            else (x + y == 0)
        ),
    }
)


def kernel(shape: str, radius: float) -> Kernel:
    """Give a kernel of so many pixels around its middle.

    Shapes are those of ImageMagick's morphology; a ring is the outermost pixel of a disk.
    """
    reach = floor(radius)
    distances = np.abs(np.arange(-reach, reach + 1))
    return _SHAPES[shape](distances[np.newaxis, :], distances[:, np.newaxis], radius)


def lightest(values: Bytes, around: Kernel) -> Bytes:
    """Give the greatest value in the neighbourhood of each pixel; beyond the edges there is none.

    values: rows, columns, and perhaps bands. The kernel is cut into its runs, each of which is the
    greater of two runs of a power of two (Urbach and Wilkinson, "Efficient 2-D Grayscale
    Morphological Transformations With Arbitrary Flat Structuring Elements", 2008).
    """
    reach = around.shape[0] // 2
    rows, columns = values.shape[:2]
    edges = [(reach, reach), (reach, reach)] + [(0, 0)] * (values.ndim - 2)
    table = np.pad(values, edges)
    length = 1
    result = np.zeros_like(values)
    for row, first, run in sorted(_runs(around), key=lambda found: found[2]):
        while 2 * length <= run:
            np.maximum(table[:, :-length], table[:, length:], out=table[:, :-length])
            length *= 2
        for start in {first, first + run - length}:
            part = table[row : row + rows, start : start + columns]
            np.maximum(result, part, out=result)
    return result


def darkest(values: Bytes, around: Kernel) -> Bytes:
    """Give the least value in the neighbourhood of each pixel, as `lightest` the greatest."""
    return 255 - lightest(255 - values, around)


def _runs(around: Kernel) -> Iterator[tuple[int, int, int]]:
    """Give the unbroken runs of a kernel: their row, first column and length."""
    for row, line in enumerate(around):
        steps = np.diff(np.concatenate(([0], line.astype(np.int8), [0])))
        firsts, ends = np.flatnonzero(steps > 0), np.flatnonzero(steps < 0)
        for first, end in zip(firsts.tolist(), ends.tolist(), strict=True):
            yield row, first, end - first
