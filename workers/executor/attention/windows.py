"""Windows: the part of a picture, of a size, that holds the most of what is interesting."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.steps import AutoCrop

Map = NDArray[np.float64]

#: Sizes that are tried between the smallest and the largest.
_SIZES: Final = 12

#: Places that are tried along an axis.
_PLACES: Final = 64

#: How much counts that what is held lies away from the edges, and how much where in the part the
#: middle of it lies. Both are shares of what the part holds.
_INSIDE: Final = 0.6
_COMPOSED: Final = 0.1

#: The part of a window that is away from its edges, along a side.
_INNER: Final = 0.7


@dataclass(frozen=True, slots=True)
class Found:
    """A part in pixels of the picture, and which share of what is interesting it holds."""

    left: int
    top: int
    width: int
    height: int
    held: float


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums of a map over rectangles of it: of what it holds, and of that times its place."""

    plain: Map
    across: Map
    down: Map

    @classmethod
    def of(cls, found: Map) -> "_Sums":
        rows, columns = found.shape
        xs = (np.arange(columns) + 0.5) / columns
        ys = (np.arange(rows) + 0.5) / rows
        return cls(_integral(found), _integral(found * xs), _integral(found * ys[:, None]))


def best_window(found: Map, size: tuple[int, int], step: AutoCrop) -> Found:
    """Find the smallest part that holds what the step asks for, and of its size the best.

    found: the interest over the picture, adding up to 1. size: of the picture, in pixels. The best
    part holds most, away from its edges, the middle of that on a line of thirds; without the rule
    of thirds, in the middle of the part.
    """
    sums = _Sums.of(found)
    thirds = step.search.thirds
    widest = _best_place(sums, size, step.most, thirds=thirds)
    if step.least == step.most:
        return widest
    for share in np.linspace(0, 1, _SIZES, endpoint=False):
        width, height = (
            round(least + (most - least) * share)
            for least, most in zip(step.least, step.most, strict=True)
        )
        closer = _best_place(sums, size, (width, height), thirds=thirds)
        if closer.held >= step.holds * widest.held:
            return closer
    return widest


def _best_place(
    sums: _Sums, size: tuple[int, int], window: tuple[int, int], *, thirds: bool
) -> Found:
    lefts = _places(size[0] - window[0])
    tops = _places(size[1] - window[1])
    width, height = window[0] / size[0], window[1] / size[1]
    x, y = np.meshgrid(lefts / size[0], tops / size[1])
    held = _over(sums.plain, x, y, width, height)
    margin = (1 - _INNER) / 2
    inner = _over(
        sums.plain, x + margin * width, y + margin * height, width * _INNER, height * _INNER
    )
    middle_x = (_over(sums.across, x, y, width, height) / (held + 1e-12) - x) / width
    middle_y = (_over(sums.down, x, y, width, height) / (held + 1e-12) - y) / height
    fits = [
        _composed(middle, thirds=thirds)
        for middle, free in ((middle_x, len(lefts) > 1), (middle_y, len(tops) > 1))
        if free
    ]
    score = held * (1 + _COMPOSED * (sum(fits) if fits else 0)) + _INSIDE * inner
    row, column = np.unravel_index(int(np.argmax(score)), score.shape)
    return Found(int(lefts[column]), int(tops[row]), *window, float(held[row, column]))


def _composed(middle: Map, *, thirds: bool) -> Map:
    """Give 1 where a middle lies well in a part, down to 0 at its edge."""
    lines = (1 / 3, 1 / 2, 2 / 3) if thirds else (1 / 2,)
    nearest = np.min([np.abs(middle - line) for line in lines], axis=0)
    return np.asarray(1 - np.clip(nearest / (1 / 3 if thirds else 1 / 2), 0, 1), dtype=np.float64)


def _places(room: int) -> NDArray[np.int64]:
    count = min(room + 1, _PLACES)
    return np.unique(np.linspace(0, room, count).round().astype(np.int64))


def _integral(found: Map) -> Map:
    return np.pad(found.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))


def _over(integral: Map, x: Map, y: Map, width: float, height: float) -> Map:
    """Give sums over rectangles, in shares of the map, whose edges need not lie on its grid."""
    return np.asarray(
        _at(integral, x + width, y + height)
        - _at(integral, x, y + height)
        - _at(integral, x + width, y)
        + _at(integral, x, y),
        dtype=np.float64,
    )


def _at(integral: Map, x: Map, y: Map) -> Map:
    rows, columns = integral.shape[0] - 1, integral.shape[1] - 1
    across, down = np.clip(x, 0, 1) * columns, np.clip(y, 0, 1) * rows
    left = np.minimum(across.astype(int), columns - 1)
    top = np.minimum(down.astype(int), rows - 1)
    right_share, lower_share = across - left, down - top
    upper = integral[top, left] * (1 - right_share) + integral[top, left + 1] * right_share
    lower = integral[top + 1, left] * (1 - right_share) + integral[top + 1, left + 1] * right_share
    return np.asarray(upper * (1 - lower_share) + lower * lower_share, dtype=np.float64)
