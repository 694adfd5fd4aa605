"""Lookup: what becomes of each of the 256 levels of a band."""

from typing import Final

import numpy as np
import pyvips
from numpy.typing import NDArray

from workers.executor.alpha import with_colours

#: Tones from 0 to 1, and tables of what becomes of them: rows of 256 levels, a column for each band
#: or one for all.
Tones = NDArray[np.float64]

_MOST: Final = 255


def levels() -> Tones:
    """Give the 256 levels as tones."""
    return np.arange(_MOST + 1) / _MOST


def mapped(image: pyvips.Image, table: Tones) -> pyvips.Image:
    """Send the colours through a table; tones beyond 0 and 1 are held to them."""
    entries = np.rint(np.clip(table, 0, 1) * _MOST).astype(np.uint8)
    return with_colours(
        image,
        lambda colours: colours.maplut(_as_image(entries)).copy(
            interpretation=colours.interpretation
        ),
    )


def factors(band: pyvips.Image, table: Tones) -> pyvips.Image:
    """Give, for the levels of one band, the numbers of a table as they are."""
    return band.maplut(_as_image(table.astype(np.float32)))


def _as_image(entries: NDArray[np.generic]) -> pyvips.Image:
    return pyvips.Image.new_from_array(entries.reshape(1, _MOST + 1, -1))
