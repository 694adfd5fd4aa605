"""White balance: what becomes of colours where the light that they were seen in was another.

Temperature goes along the daylights (CIE 15:2004, 3.1), which are known from 4000 K on, in steps of
equal reciprocal temperature; tint leaves them at a right angle in CIE 1960 u, v, by the scale of
Adobe's DNG SDK, 1/3000 a unit. Colours are adapted by the Bradford transform (ICC.1:2022, annex E).
"""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workers.executor.tones.matrices import Matrix

#: Reciprocal megakelvins of daylight as sRGB has it, 6504 K, and of a unit of temperature: a
#: hundred of them come to 4000 K.
_DAYLIGHT: Final = 1e6 / 6504
_UNIT: Final = (1e6 / 4000 - _DAYLIGHT) / 100

#: The distance of a unit of tint in u, v.
_TINT: Final = 1 / 3000

#: Where daylight's polynomials change, in kelvins.
_SEVEN: Final = 7000.0

_BRADFORD: Final = np.array(
    [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
)

#: XYZ of linear red, green and blue, by columns (IEC 61966-2-1).
_SRGB: Final = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
)

_Vector = NDArray[np.float64]


def balancing(temperature: float, tint: float) -> Matrix:
    """Give the matrix for linear light that makes it warmer, and pinker, than daylight.

    Both go from -100, colder and greener, to 100; the lightness of white stays.
    """
    # Seen from the same point of the same curve, so that nothing asked for changes nothing.
    before, after = _white(0, 0), _white(temperature, tint)
    cones = (_BRADFORD @ after) / (_BRADFORD @ before)
    adapted = np.linalg.inv(_BRADFORD) @ np.diag(cones) @ _BRADFORD
    rows: list[list[float]] = (np.linalg.inv(_SRGB) @ adapted @ _SRGB).tolist()
    return rows


def _white(temperature: float, tint: float) -> _Vector:
    """Give the XYZ of a light, of a luminance of 1."""
    place = _DAYLIGHT + _UNIT * temperature
    here = _daylight(place)
    along = _daylight(place + 1) - _daylight(place - 1)
    across, up = along / math.hypot(*along)
    # Warmer light lies further right: down, away from green, is to the right of that way.
    u, v = here + _TINT * tint * np.array([up, -across])
    x, y = np.array([3 * u, 2 * v]) / (2 * u - 8 * v + 4)
    return np.array([x / y, 1.0, (1 - x - y) / y])


def _daylight(mireds: float) -> _Vector:
    """Give u and v of daylight of a reciprocal temperature."""
    kelvins = 1e6 / mireds
    terms = [1.0, 1e3 / kelvins, 1e6 / kelvins**2, 1e9 / kelvins**3]
    if kelvins <= _SEVEN:
        x = float(np.dot(terms, [0.244063, 0.09911, 2.9678, -4.6070]))
    else:
        x = float(np.dot(terms, [0.237040, 0.24748, 1.9018, -2.0064]))
    y = -3 * x * x + 2.87 * x - 0.275
    return np.array([4 * x, 6 * y]) / (-2 * x + 12 * y + 3)
