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
    rows, columns, bands = pixels.shape
    places = np.stack(
        np.meshgrid(np.linspace(0, 1, columns), np.linspace(0, 1, rows)), axis=-1
    ).reshape(-1, 2)
    flat = pixels.reshape(-1, bands)
    whole = Sample(flat[:, :3], places)
    return whole if bands == 3 else whole.only(flat[:, 3] >= _SEEN)  # noqa: PLR2004 - red, green and blue
