"""Edges: where a picture begins that stands on one colour, or on nothing.

The picture is looked at in bands of rows, from top to bottom, and only where its box may still
grow: of a photograph that fills its frame that is the first band and the last row of each.
"""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pyvips
from numpy.typing import NDArray

from planner.facts import Rectangle

Pixels = NDArray[np.uint8]

#: How far a colour may be off that of the corner unless said otherwise, in percent: e_trim's own.
TOLERANCE: Final = 10.0
_LARGEST: Final = 255
_ROWS: Final = 64


def bands_of(image: pyvips.Image) -> Iterator[tuple[int, Pixels]]:
    """Give a picture of 8 bits in bands of rows: the first row's number, rows x width x channels.

    It reads the picture once, from top to bottom, and copies no more than a band at a time.
    """
    region = pyvips.Region.new(image)
    for top in range(0, image.height, _ROWS):
        rows = min(_ROWS, image.height - top)
        data: Any = region.fetch(0, top, image.width, rows)
        yield top, np.frombuffer(data, np.uint8).reshape(rows, image.width, image.bands)


class Edges:
    """Finds the box of what is not of the corner's colour.

    Two colours are one where none of their channels is further off than ``tolerance``, percent of
    its range; whatever their colours, two pixels that are both as transparent as that are one.
    """

    def __init__(self, width: int, *, alpha: bool, tolerance: float = TOLERANCE) -> None:
        """Width: of the picture, in pixels. alpha: its last channel is that."""
        self._alpha = alpha
        self._most = tolerance / 100 * _LARGEST
        self._corner: NDArray[np.int16] = np.empty(0, np.int16)
        self._rows: tuple[int, int] | None = None
        self._left, self._right = width, 0

    def take(self, top: int, band: Pixels) -> None:
        """Look at the rows from ``top`` on."""
        if not self._corner.size:
            self._corner = band[0, 0].astype(np.int16)
        last = top + len(band) - 1
        if self._rows is None:
            found = np.flatnonzero(self._differs(band).any(axis=1))
            if not found.size:
                return
            self._rows = (top + int(found[0]), top + int(found[-1]))
        elif self._differs(band[-1:]).any():
            self._rows = (self._rows[0], last)
        else:
            found = np.flatnonzero(self._differs(band).any(axis=1))
            if found.size:
                self._rows = (self._rows[0], top + int(found[-1]))
        self._widen(band)

    def box(self) -> Rectangle | None:
        """Give x and y of the box's top left corner, its width and height; None for one colour."""
        if self._rows is None:
            return None
        first, last = self._rows
        return self._left, first, self._right - self._left, last + 1 - first

    def _widen(self, band: Pixels) -> None:
        before = np.flatnonzero(self._differs(band[:, : self._left]).any(axis=0))
        if before.size:
            self._left = int(before[0])
            self._right = max(self._right, int(before[-1]) + 1)
        after = np.flatnonzero(self._differs(band[:, self._right :]).any(axis=0))
        if after.size:
            self._right += int(after[-1]) + 1

    def _differs(self, pixels: Pixels) -> NDArray[np.bool_]:
        off = np.abs(pixels - self._corner) > self._most
        differs: NDArray[np.bool_] = off.any(axis=-1)
        if self._alpha and self._corner[-1] <= self._most:
            differs &= pixels[..., -1] > self._most
        return differs
