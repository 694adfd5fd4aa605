"""CIELAB: colours as eyes tell them apart."""

from typing import Final

import numpy as np

from workers.executor.tones.curves import linear
from workers.executor.tones.lookup import Tones

#: Red, green and blue of linear sRGB as XYZ (IEC 61966-2-1), by the XYZ of its white.
_XYZ: Final = (
    (0.4124 / 0.9505, 0.3576 / 0.9505, 0.1805 / 0.9505),
    (0.2126, 0.7152, 0.0722),
    (0.0193 / 1.089, 0.1192 / 1.089, 0.9505 / 1.089),
)

#: Below this share of white's light lightness grows along a line (ISO/CIE 11664-4).
_DARK: Final = (6 / 29) ** 3


def lab(tones: Tones) -> Tones:
    """Give lightness, 0 to 100, then a and b, of red, green and blue from 0 to 1, in the last axis.

    White is that of sRGB, D65.
    """
    ratios = linear(tones) @ np.array(_XYZ).T
    roots = np.where(ratios > _DARK, np.cbrt(ratios), ratios * (29 / 6) ** 2 / 3 + 4 / 29)
    x, y, z = roots[..., 0], roots[..., 1], roots[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)
