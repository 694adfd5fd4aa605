"""Means: a picture made smaller while it is looked at, by the means of squares of its pixels."""

from typing import Final

import numpy as np
import pyvips

from workers.executor.survey.edges import Pixels

#: Pixels of the longer side at most: wider images are seldom asked for by their bytes.
LONGEST: Final = 1024

_COLOURS: Final = 3


class Means:
    """Sums up squares of pixels, row by row; alpha is left out."""

    def __init__(self, width: int, height: int) -> None:
        """Width, height: of the picture, in pixels."""
        self._by = -(-max(width, height) // LONGEST)
        self._rows = min(self._by, height)
        self._sums = np.zeros((width, _COLOURS), np.uint32)
        smaller = max(1, height // self._by), max(1, width // self._by)
        self._means = np.zeros((*smaller, _COLOURS), np.uint8)

    def take(self, top: int, band: Pixels) -> None:
        """Take the rows from ``top`` on; those beyond the last whole square are left out."""
        for row, pixels in enumerate(band[..., :_COLOURS], top):
            self._sums += pixels
            place, rest = divmod(row + 1, self._rows)
            if not rest:
                self._finish(place - 1)

    def picture(self) -> pyvips.Image:
        """Give the smaller picture."""
        rows, columns, _ = self._means.shape
        made = pyvips.Image.new_from_memory(self._means.data, columns, rows, _COLOURS, "uchar")
        return made.copy(interpretation="srgb")

    def _finish(self, row: int) -> None:
        if row < len(self._means):
            columns = self._means.shape[1]
            across = [self._sums[start :: self._by][:columns] for start in range(self._by)]
            whole = [each for each in across if len(each) == columns]
            self._means[row] = np.add.reduce(whole) // (self._rows * len(whole))
        self._sums[:] = 0
