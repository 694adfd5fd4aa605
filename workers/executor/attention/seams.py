"""Seams: paths from top to bottom of a picture along which the least changes.

They are those of Avidan and Shamir 2007, "Seam Carving for Content-Aware Image Resizing", by the
forward energy of Rubinstein, Shamir and Avidan 2008, "Improved Seam Carving for Video Retargeting":
a seam costs the edges that its removal would make. They are looked for in a small copy, so that a
picture of any size takes the same time; a seam of that is as wide as several pixels of the picture.
"""

from typing import Any, Final

import numpy as np
import pyvips
from numpy.typing import NDArray

from planner.steps import Search
from workers.executor.arrays import values
from workers.executor.attention.interest import interest

Map = NDArray[np.float64]

#: Pixels of the longer side of the copy in which seams are looked for.
SIDE: Final = 256

#: How much what draws the eye costs beside edges, in steps of lightness where it is as usual.
_INTEREST: Final = 5.0

#: The share of all columns that is widened at most, so that there are seams everywhere.
_WIDENED: Final = 0.5


def lightness(image: pyvips.Image) -> tuple[Map, Map]:
    """Give lightness, 0 to 100, and what passing through costs anyway, on a small copy's grid."""
    longest = max(image.width, image.height)
    small = image
    if longest > SIDE:
        across, down = (
            max(1, round(side * SIDE / longest)) for side in (image.width, image.height)
        )
        small = image.resize(across / image.width, vscale=down / image.height, kernel="linear")
    flat = small.flatten(background=[128]) if small.hasalpha() else small
    light = values(flat.colourspace("lab")[0]).astype(np.float64)
    found = pyvips.Image.new_from_array(np.ascontiguousarray(interest(small, Search())))
    found = found.resize(
        light.shape[1] / found.width, vscale=light.shape[0] / found.height, kernel="linear"
    )
    weight = values(found).reshape(light.shape)
    return light, _INTEREST * np.maximum(weight, 0) / max(weight.mean(), 1e-12)


def spread(looks: tuple[Map, Map], width: int, wanted: int) -> Map:
    """Give for each row of a small copy where ``wanted`` columns lie among ``width``.

    Places count from the middle of the first pixel. Seams are left out, or as wide as is needed.
    """
    light, _ = looks
    rows, columns = light.shape
    change = abs(wanted - width) * columns / width
    count = max(1, round(change))
    shares = np.ones((rows, columns))
    if wanted < width:
        count = min(count, columns - 1)
        shares[_seams(looks, count)] = 0 if columns > 1 else 1
    else:
        count = min(count, max(1, int(columns * _WIDENED)))
        seams = _seams(looks, count) if count < columns else np.ones((rows, columns), dtype=bool)
        shares[seams] += change / count
    edges = np.concatenate([np.zeros((rows, 1)), shares.cumsum(axis=1)], axis=1)
    edges *= wanted / edges[:, -1:]
    middles = np.arange(wanted) + 0.5
    sources = np.linspace(0, width, columns + 1)
    return np.stack([np.interp(middles, row, sources) for row in edges]) - 0.5


def _seams(looks: tuple[Map, Map], count: int) -> NDArray[np.bool_]:
    """Mark the pixels of the cheapest seams, which are taken out one after the other."""
    light, cost = looks
    rows, columns = light.shape
    places = np.tile(np.arange(columns), (rows, 1))
    marked = np.zeros((rows, columns), dtype=bool)
    down = np.arange(rows)
    for _ in range(count):
        seam = _cheapest(light, cost)
        marked[down, places[down, seam]] = True
        kept = np.ones(light.shape, dtype=bool)
        kept[down, seam] = False
        light, cost, places = (_without(each, kept) for each in (light, cost, places))
    return marked


def _without(found: NDArray[Any], kept: NDArray[np.bool_]) -> NDArray[Any]:
    return found[kept].reshape(found.shape[0], found.shape[1] - 1)


def _cheapest(light: Map, cost: Map) -> NDArray[np.int64]:
    """Give the column of the cheapest seam in each row."""
    rows, columns = light.shape
    padded = np.pad(light, ((0, 0), (1, 1)), mode="edge")
    left, right = padded[:, :-2], padded[:, 2:]
    straight = np.abs(right - left) + cost
    above = np.roll(light, 1, axis=0)
    from_left, from_right = straight + np.abs(above - left), straight + np.abs(above - right)
    steps = np.zeros((rows, columns), dtype=np.int64)
    total = np.full(columns + 2, np.inf)
    total[1:-1] = straight[0]
    for row in range(1, rows):
        ways = np.stack(
            [total[:-2] + from_left[row], total[1:-1] + straight[row], total[2:] + from_right[row]]
        )
        choice = ways.argmin(axis=0)
        steps[row] = choice - 1
        total[1:-1] = np.take_along_axis(ways, choice[None], axis=0)[0]
    seam = np.empty(rows, dtype=np.int64)
    seam[-1] = int(total[1:-1].argmin())
    for row in range(rows - 1, 0, -1):
        seam[row - 1] = seam[row] + steps[row, seam[row]]
    return seam
