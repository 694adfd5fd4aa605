"""Arrays: the numbers of a picture, for what libvips has no operation for."""

from typing import Any

import numpy as np
import pyvips
from numpy.typing import NDArray


def values(image: pyvips.Image) -> NDArray[Any]:
    """Give rows and columns, and bands where there is more than one.

    The shape is that even of a picture of one pixel, which pyvips gives none.
    """
    bands = (image.bands,) if image.bands > 1 else ()
    return np.asarray(image.numpy()).reshape(image.height, image.width, *bands)
