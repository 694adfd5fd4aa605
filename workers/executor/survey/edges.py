"""Edges: what is left of a picture without edges of one colour, seen in one pass.

The picture is looked at in bands of rows, from top to bottom, and only where its box may still
grow: of a photograph that fills its frame that is the first band and the last row of each.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyvips
from numpy.typing import NDArray

from planner.colour import Colour
from planner.facts import Rectangle
from workers.executor.tones.backdrops import common_colour

Pixels = NDArray[np.uint8]

#: How far a colour may be off that of the edges: e_trim's own, in percent.
TOLERANCE: Final = 10.0
_LARGEST: Final = 255
_COLOURS: Final = 3
#: Pixels of a band, in whole rows: what is computed of them stays small.
_PIXELS: Final = 1 << 15
#: Where the channels of colour are found in pictures of one or two bands.
_GREY: Final = {1: [0, 0, 0], 2: [0, 0, 0, 1]}


def bands_of(image: pyvips.Image) -> Iterator[tuple[int, Pixels]]:
    """Give a picture of 8 bits in bands of rows: the first row's number, rows x width x channels.

    The channels are three, or four with alpha; of grey, its one three times. It reads the picture
    once, from top to bottom, and copies no more than a band at a time.
    """
    region = pyvips.Region.new(image)
    most = max(1, _PIXELS // image.width)
    for top in range(0, image.height, most):
        rows = min(most, image.height - top)
        data: Any = region.fetch(0, top, image.width, rows)
        band = np.frombuffer(data, np.uint8).reshape(rows, image.width, image.bands)
        yield top, band if image.bands >= _COLOURS else band[..., _GREY[image.bands]]


@dataclass(frozen=True, slots=True)
class Ground:
    """What edges look like: a colour, or nothing, where all corners are transparent."""

    colour: Colour | None

    @classmethod
    def of(cls, corners: Pixels) -> "Ground":
        """Tell it from corners, one a row, as `workers.executor.forms.trimming` does."""
        if corners.shape[1] > _COLOURS and not corners[:, _COLOURS].any():
            return cls(None)
        return cls(common_colour(corners))

    def left_by(self, pixels: Pixels) -> NDArray[np.bool_]:
        """Tell which pixels are none of it, by the distance of `forms.trimming`.

        pixels: of three channels, or of four, of which the last is alpha.
        """
        shown: NDArray[np.bool_] = np.ones(pixels.shape[:-1], np.bool_)
        if pixels.shape[-1] > _COLOURS:
            shown = pixels[..., _COLOURS] > 0
        if self.colour is None:
            return shown
        colour = np.array([self.colour.red, self.colour.green, self.colour.blue], np.int32)
        off = pixels[..., :_COLOURS] - colour
        left: NDArray[np.bool_] = (off * off).mean(axis=-1) > (TOLERANCE / 100 * _LARGEST) ** 2
        return shown & left


class Edges:
    """Finds the box of what is left without the edges.

    ``ground`` is taken from the upper corners unless it is known.
    """

    def __init__(self, width: int, height: int, ground: Ground | None = None) -> None:
        """Width, height: of the picture, in pixels."""
        self.ground = ground or Ground(None)
        self._known = ground is not None
        # What is kept of bands has its place from the first on: memory that is asked for between
        # them would lie in the way of the next.
        self._outermost = np.zeros((2, width, _COLOURS + 1), np.uint8)
        self._columns = np.zeros((height, 2, _COLOURS + 1), np.uint8)
        self._channels = 0
        self._rows: tuple[int, int] | None = None
        self._size = width, height
        self._left, self._right = width, 0

    def take(self, top: int, band: Pixels) -> None:
        """Look at the rows from ``top`` on."""
        channels = band.shape[-1]
        if not self._channels:
            self._channels = channels
            self._outermost[0, :, :channels] = band[0]
            self.ground = self.ground if self._known else Ground.of(band[0, [0, -1]])
        self._outermost[1, :, :channels] = band[-1]
        self._columns[top : top + len(band), :, :channels] = band[:, [0, -1]]
        if self._rows is not None and self.ground.left_by(band[-1:]).any():
            self._rows = (self._rows[0], top + len(band) - 1)
        else:
            found = np.flatnonzero(self.ground.left_by(band).any(axis=1))
            if not found.size:
                return
            first = top + int(found[0]) if self._rows is None else self._rows[0]
            self._rows = (first, top + int(found[-1]))
        self._widen(band)

    def box(self) -> Rectangle | None:
        """Give x and y of the box's top left corner, its width and height; None for no box."""
        if self._rows is None:
            return None
        first, last = self._rows
        return self._left, first, self._right - self._left, last + 1 - first

    def revised(self) -> Ground | None:
        """Give what all four corners tell of the edges, if another box may follow from that.

        None also where the outermost rows and columns are none of it: then all is left anyway.
        """
        columns = self._columns[..., : self._channels]
        rows = self._outermost[..., : self._channels]
        ground = Ground.of(columns[[0, 0, -1, -1], [0, 1, 0, 1]])
        sides = (rows[0], rows[1], columns[:, 0], columns[:, 1])
        filled = all(ground.left_by(side).any() for side in sides)
        if ground == self.ground or (filled and self.box() == (0, 0, *self._size)):
            return None
        return ground

    def _widen(self, band: Pixels) -> None:
        before = np.flatnonzero(self.ground.left_by(band[:, : self._left]).any(axis=0))
        if before.size:
            self._left = int(before[0])
            self._right = max(self._right, int(before[-1]) + 1)
        after = np.flatnonzero(self.ground.left_by(band[:, self._right :]).any(axis=0))
        if after.size:
            self._right += int(after[-1]) + 1
