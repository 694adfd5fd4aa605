"""Red pupils: what a flash makes of eyes, told by colour, shape and by what is around them.

A pupil is a round spot in which red is at least twice of green and of blue (after Gaubatz and
Ulichney 2002, "Automatic red-eye detection and correction"), with something dark around it, skin
around that, and another like it beside: one alone is more likely a button or a berry.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
import pyvips
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

#: The darkest red of a pupil, of 255.
_RED: Final = 70
#: Pixels across, at least, and share of the shorter side at most.
_SMALLEST: Final = 4
_LARGEST: Final = 1 / 12
#: Width by height, and the share of its box that a pupil fills: a disc fills 0.785.
_ROUND: Final = (0.6, 1.65)
_FILLED: Final = (0.5, 0.96)
#: In radii: where the rest of the eye is, and where there is skin.
_EYE: Final = (1.3, 2.0)
_AROUND: Final = (2.5, 5.0)
#: Shares of those: red at most, dark and skin at least.
_STILL_RED: Final = 0.15
_DARK: Final = 0.15
_SKIN: Final = 0.5
#: How dark that is, of what skin is in the middle.
_DARKER: Final = 0.7
#: Of two eyes: distance in diameters, ratio of the smaller to the larger, slope of the line.
_APART: Final = (3.0, 14.0)
_ALIKE: Final = 0.6
_SLOPE: Final = 0.6
#: Spots that are looked at, the largest first.
_MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Pupil:
    """Its middle and its diameter, in pixels."""

    x: float
    y: float
    across: float


def red_pupils(pixels: Pixels) -> tuple[Pupil, ...]:
    """Find red pupils that are one of a pair. pixels: rows, columns, red, green and blue."""
    eyes = [spot for spot in _spots(pixels) if _in_face(pixels, spot)]
    paired = {one for pair in combinations(eyes, 2) if _pair(*pair) for one in pair}
    return tuple(spot for spot in eyes if spot in paired)


def reds(pixels: Pixels) -> NDArray[np.bool_]:
    """Tell which pixels are as red as a pupil."""
    red, other = pixels[..., 0], np.maximum(pixels[..., 1], pixels[..., 2])
    return np.asarray((red >= _RED) & (other <= red // 2))


def window(pixels: Pixels, spot: Pupil, radii: float) -> tuple[slice, slice, NDArray[np.float64]]:
    """Give rows and columns around a spot, and there the distance from its middle, in radii."""
    reach = spot.across / 2 * radii
    top, left = max(0, int(spot.y - reach)), max(0, int(spot.x - reach))
    rows = slice(top, min(pixels.shape[0], int(spot.y + reach) + 2))
    columns = slice(left, min(pixels.shape[1], int(spot.x + reach) + 2))
    down, across = np.mgrid[rows, columns]
    return rows, columns, np.hypot(down - spot.y, across - spot.x) / (spot.across / 2)


def _spots(pixels: Pixels) -> list[Pupil]:
    """Give the round red spots of the size of a pupil."""
    red = reds(pixels)
    if not red.any():
        return []
    mask = pyvips.Image.new_from_array(red.astype(np.uint8))
    labels = np.asarray(mask.labelregions().numpy()).reshape(red.shape)
    rows, columns = np.nonzero(red)
    found = labels[rows, columns]
    order = np.argsort(found, kind="stable")
    starts = np.flatnonzero(np.diff(found[order], prepend=-1))
    rows, columns = rows[order], columns[order]
    area = np.diff(starts, append=len(order))
    box = [
        choose.reduceat(axis, starts)
        for axis in (columns, rows)
        for choose in (np.minimum, np.maximum)
    ]
    width, height = box[1] - box[0] + 1, box[3] - box[2] + 1
    across, filled = (width + height) / 2, area / (width * height)
    fits = (across >= _SMALLEST) & (across <= _LARGEST * min(red.shape))
    fits &= (width / height >= _ROUND[0]) & (width / height <= _ROUND[1])
    fits &= (filled >= _FILLED[0]) & (filled <= _FILLED[1])
    best = sorted(np.flatnonzero(fits).tolist(), key=lambda at: (-area[at], at))[:_MOST]
    return [
        Pupil(
            float(box[0][at] + box[1][at]) / 2,
            float(box[2][at] + box[3][at]) / 2,
            float(across[at]),
        )
        for at in best
    ]


def _in_face(pixels: Pixels, spot: Pupil) -> bool:
    """Tell whether the rest of an eye is around a spot, and skin around that."""
    rows, columns, distance = window(pixels, spot, _AROUND[1])
    part = pixels[rows, columns].astype(np.float64)
    luma, skin = _luma_and_skin(part)
    eye = (distance >= _EYE[0]) & (distance < _EYE[1])
    around = (distance >= _AROUND[0]) & (distance < _AROUND[1])
    if not eye.any() or not around.any() or skin[around].mean() < _SKIN:
        return False
    bright = np.median(luma[around & skin])
    dark = (luma[eye] < _DARKER * bright).mean()
    return bool(dark >= _DARK and reds(pixels[rows, columns])[eye].mean() <= _STILL_RED)


def _luma_and_skin(part: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Give luma, and which pixels are of skin: Cb and Cr as Chai and Ngan 1999 found, and wider."""
    red, green, blue = part[..., 0], part[..., 1], part[..., 2]
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    cb, cr = 128 + 0.564 * (blue - luma), 128 + 0.713 * (red - luma)
    return luma, (cb >= 77) & (cb <= 130) & (cr >= 131) & (cr <= 178) & (luma > 40)  # noqa: PLR2004 - the ranges


def _pair(one: Pupil, other: Pupil) -> bool:
    apart = np.hypot(one.x - other.x, one.y - other.y) / ((one.across + other.across) / 2)
    alike = min(one.across, other.across) / max(one.across, other.across)
    level = abs(one.y - other.y) <= _SLOPE * abs(one.x - other.x)
    return bool(_APART[0] <= apart <= _APART[1] and alike >= _ALIKE and level)
