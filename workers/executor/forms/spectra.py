"""Spectra: means over large neighbourhoods, which cost the same however large those are."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Rows that are transformed at a time, at least, to keep memory small.
_STRIP: Final = 512


def mean(values: NDArray[np.uint8], around: NDArray[np.bool_], times: int) -> NDArray[np.uint8]:
    """Give the mean of the neighbourhood of each pixel, and of such means so many times over.

    Convolution by the product of Fourier transforms, band by band; beyond the edges the image goes
    on. values: rows, columns and bands; around: a kernel with its middle in the middle.
    """
    reach = around.shape[0] // 2 * times
    rows, columns, bands = values.shape
    strip = min(rows, max(_STRIP, reach))
    size = (_smooth(strip + 2 * reach), _smooth(columns + 2 * reach))
    spread = np.zeros(size, dtype=np.float32)
    places = np.argwhere(around) - around.shape[0] // 2
    spread[places[:, 0], places[:, 1]] = 1 / len(places)
    response = np.fft.rfft2(spread) ** times
    result = np.empty_like(values)
    below, right = size[0] - reach, size[1] - columns - reach
    for band in range(bands):
        padded = np.pad(values[:, :, band], ((reach, below), (reach, right)), "edge")
        for top in range(0, rows, strip):
            part = padded[top : top + size[0]].astype(np.float32)
            mixed = np.fft.irfft2(np.fft.rfft2(part) * response, size)
            drawn = mixed[reach : reach + min(strip, rows - top), reach : reach + columns]
            result[top : top + strip, :, band] = np.clip(np.rint(drawn), 0, 255)
    return result


def _smooth(length: int) -> int:
    """Give the next length without prime factors above 5, which transforms fast."""
    while True:
        rest = length
        for factor in (2, 3, 5):
            while rest % factor == 0:
                rest //= factor
        if rest == 1:
            return length
        length += 1
