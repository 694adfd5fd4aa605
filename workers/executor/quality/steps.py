"""Steps: how coarsely the encoder of each format rounds, by the number that it is given.

The laws are the encoders' own. What they are multiplied with was fitted to what the encoders lose
of scikit-image's photographs, beside what `forecast` says of the same steps; of JPEG's, which are
known exactly, it makes up for chroma and rounding.
"""

from collections.abc import Callable, Mapping
from math import exp, exp2
from types import MappingProxyType
from typing import Final

import numpy as np

from workers.executor.quality.forecast import Steps
from workers.executor.quality.likeness import Plane

#: ITU-T T.81, table K.1: luminance, as libjpeg scales it.
_LUMINANCE: Final = np.array(
    [
        [16, 11, 10, 16, 24, 40, 51, 61],
        [12, 12, 14, 19, 26, 58, 60, 55],
        [14, 13, 16, 24, 40, 57, 69, 56],
        [14, 17, 22, 29, 51, 87, 80, 62],
        [18, 22, 37, 56, 68, 109, 103, 77],
        [24, 35, 55, 64, 81, 104, 113, 92],
        [49, 64, 78, 87, 103, 121, 120, 101],
        [72, 92, 95, 98, 112, 100, 103, 99],
    ],
    np.float32,
).ravel()

#: RFC 6386, 14.1: every sixteenth of the steps of AC coefficients, and the last.
_VP8: Final = (4, 20, 36, 52, 76, 108, 148, 213, 284)
_VP8_LAST: Final = 127


def _jpeg(number: int) -> Steps:
    percent = 5000 / number if number < 50 else 200 - 2 * number  # noqa: PLR2004 - libjpeg's middle
    steps: Plane = np.clip((_LUMINANCE * percent + 50) // 100, 1, 255) * _JPEG
    return steps


def _webp(number: int) -> Steps:
    """Libwebp's own way from its quality to a step: by the third root of the size that it means."""
    share = number / 100
    size = share * 2 / 3 if share < 0.75 else 2 * share - 1  # noqa: PLR2004 - libwebp's bend
    places = range(0, _VP8_LAST + 2, (_VP8_LAST + 1) // (len(_VP8) - 1))
    return _WEBP * float(np.interp(_VP8_LAST * (1 - size ** (1 / 3)), places, _VP8))


def _avif(number: int) -> Steps:
    return exp((_AVIF - number) / 18.6)


def _heic(number: int) -> Steps:
    """Six numbers of H.265's quantiser double it (8.6.2); libheif's quality has two for each."""
    return _HEIC * exp2((100 - number) / 12)


def _jxl(number: int) -> Steps:
    """Libjxl's distance of a quality."""
    if number >= 30:  # noqa: PLR2004 - libjxl's bend
        return _JXL * (0.1 + (100 - number) * 0.09)
    return _JXL * (53 / 3000 * number**2 - 23 / 20 * number + 25)


_JPEG: Final = np.float32(1.2)
_WEBP: Final = 0.56
_AVIF: Final = 108
_HEIC: Final = 0.53
_JXL: Final = 6.6

#: Formats that are not here have encoders whose losses do not follow from steps.
STEPS: Final[Mapping[str, Callable[[int], Steps]]] = MappingProxyType(
    {"jpg": _jpeg, "webp": _webp, "avif": _avif, "heic": _heic, "jxl": _jxl}
)
