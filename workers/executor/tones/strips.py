"""Strips: an image redrawn some rows at a time, by what works on arrays."""

from collections.abc import Callable
from typing import Final

import numpy as np
import pyvips
from numpy.typing import NDArray

from workers.executor.alpha import with_colours

#: Pixels of a strip: what is computed of them stays in a processor's cache.
_PIXELS: Final = 1 << 16


def redrawn(
    image: pyvips.Image, operation: Callable[[NDArray[np.uint8]], NDArray[np.float32]]
) -> pyvips.Image:
    """Give the image whose colours an operation makes of rows, columns and three channels.

    The result is rounded and held to 8 bits. The image is computed here, into memory, and its
    result beside it: two frames in all, besides alpha.
    """

    def whole(colours: pyvips.Image) -> pyvips.Image:
        pixels = colours.numpy()
        rows = max(1, _PIXELS // colours.width)
        result = np.empty_like(pixels)
        for top in range(0, len(pixels), rows):
            strip = operation(pixels[top : top + rows])
            result[top : top + rows] = np.clip(np.rint(strip), 0, 255)
        return pyvips.Image.new_from_array(result, interpretation="srgb")

    if image.hasalpha():
        # Alpha is read beside the colours, which reads the image twice.
        image = image.copy_memory()
    return with_colours(image, whole)
