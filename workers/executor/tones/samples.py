"""Samples: some of the pixels of an image, for what is to be known of it as a whole."""

from dataclasses import dataclass
from math import ceil
from typing import Final

import numpy as np
import pyvips
from numpy.typing import NDArray

#: Rows and columns that are looked at, at most: enough for shares of a thousandth.
_MOST: Final = 512

#: Less alpha than this does not count as seen.
_SEEN: Final = 128

#: Channels beside which a further one is alpha.
_COLOURS: Final = 3


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Pixels: ``colours`` in rows of red, green and blue, and their ``places``.

    A place is across and down, 0 to 1 from the first column or row to the last.
    """

    colours: NDArray[np.uint8]
    places: NDArray[np.float64]

    def only(self, chosen: NDArray[np.bool_]) -> "Sample":
        """Give some of them."""
        return Sample(self.colours[chosen], self.places[chosen])

    def __len__(self) -> int:
        """How many there are."""
        return len(self.colours)


def sample(image: pyvips.Image) -> Sample:
    """Look at every n-th pixel across and down, but for those that are more transparent than not.

    The image is read from end to end: it has to be in memory if it is to be drawn as well.
    """
    across, down = (ceil(side / _MOST) for side in (image.width, image.height))
    pixels = image.subsample(across, down, point=True).numpy()
    rows, columns = pixels.shape[:2]
    return _seen(pixels, *np.meshgrid(np.linspace(0, 1, columns), np.linspace(0, 1, rows)))


def ring(image: pyvips.Image) -> Sample:
    """Look at the outermost pixels, but for those that are rather transparent.

    The image has to be in memory: its edges are read one after the other.
    """
    last_row, last_column = image.height - 1, image.width - 1
    edges = {
        (0, 0, image.width, 1),
        (0, last_row, image.width, 1),
        (0, 0, 1, image.height),
        (last_column, 0, 1, image.height),
    }
    seen = [_edge(image, *edge) for edge in sorted(edges)]
    return Sample(
        np.concatenate([edge.colours for edge in seen]),
        np.concatenate([edge.places for edge in seen]),
    )


def _edge(image: pyvips.Image, left: int, top: int, width: int, height: int) -> Sample:
    across, down = np.meshgrid(
        (left + np.arange(width)) / max(image.width - 1, 1),
        (top + np.arange(height)) / max(image.height - 1, 1),
    )
    return _seen(image.crop(left, top, width, height).numpy(), across, down)


def _seen(
    pixels: NDArray[np.uint8], across: NDArray[np.float64], down: NDArray[np.float64]
) -> Sample:
    flat = pixels.reshape(-1, pixels.shape[2])
    whole = Sample(flat[:, :_COLOURS], np.stack([across.ravel(), down.ravel()], axis=1))
    return whole if flat.shape[1] == _COLOURS else whole.only(flat[:, _COLOURS] >= _SEEN)
