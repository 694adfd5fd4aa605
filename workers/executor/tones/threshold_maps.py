"""Threshold maps: in which order the pixels of a tile turn on as a tone gets lighter.

There are the kinds and sizes of ImageMagick's named maps, in its order:
https://imagemagick.org/Usage/quantize/#ordered-dither
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Ranks from 1 to as many as a tile has different ones.
Ranks = NDArray[np.intp]

#: How high a place of a tile is: the higher, the earlier it turns on. Both are in turns, 0 to 1.
Spot = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]

#: Decimals in which heights have to differ.
_DIGITS: Final = 6

_DISPERSED_3X3: Final = ((3, 7, 4), (6, 1, 9), (2, 8, 5))


def thresholds(number: int) -> NDArray[np.uint8]:
    """Give the levels, of 255, from which on the pixels of a map's tile are on.

    A map of n ranks parts the tones into n + 1 equal steps.
    """
    ranks = MAPS[number]()
    return np.asarray(np.ceil(255 * ranks / (ranks.max() + 1)), dtype=np.uint8)


def _flat(*rows: tuple[int, ...]) -> Callable[[], Ranks]:
    return lambda: np.array(rows, dtype=np.intp)


def _dispersed(doublings: int, kernel: tuple[tuple[int, int], ...]) -> Callable[[], Ranks]:
    """Bayer 1973: each pixel of the tile before becomes four, as far apart in rank as can be."""

    def ranks() -> Ranks:
        tile = np.zeros((1, 1), dtype=np.intp)
        for _ in range(doublings):
            tile = np.block([[4 * tile + offset for offset in row] for row in kernel])
        return tile + 1

    return ranks


def _orthogonal(size: int) -> Callable[[], Ranks]:
    """Dots in rows: the classic spot function, round, square at half tone, then round holes."""
    return lambda: _ranked(size, size, lambda x, y: np.cos(x) + np.cos(y))


def _angled(size: int) -> Callable[[], Ranks]:
    """Dots in rows that rise by 45 degrees: two in a tile."""

    def ranks() -> Ranks:
        half = _ranked(size // 2, size, lambda x, y: np.cos(x) * np.cos(y))
        return np.concatenate([half, np.roll(half, size // 2, axis=1)])

    return ranks


def _black_circles(size: int) -> Callable[[], Ranks]:
    """Black circles on white, in the middle of the tile; the centre is on last."""
    return lambda: _ranked(size, size, lambda x, y: np.hypot(x - np.pi, y - np.pi))


def _white_circles(size: int) -> Callable[[], Ranks]:
    return lambda: size**2 + 1 - _black_circles(size)()


def _ranked(rows: int, columns: int, spot: Spot) -> Ranks:
    """Rank the pixels of a part of a tile by their height, those as high around its middle."""
    turn = 2 * np.pi / columns
    across, down = np.meshgrid((np.arange(columns) + 0.5) * turn, (np.arange(rows) + 0.5) * turn)
    around = np.arctan2(down - np.pi, across - np.pi)
    order = np.lexsort((around.ravel(), -np.round(spot(across, down), _DIGITS).ravel()))
    ranks = np.empty(rows * columns, dtype=np.intp)
    ranks[order] = np.arange(1, rows * columns + 1)
    return ranks.reshape(rows, columns)


#: The maps by their numbers.
MAPS: Final[Mapping[int, Callable[[], Ranks]]] = MappingProxyType(
    dict(
        enumerate(
            (
                _flat((1,)),
                _flat((1, 2), (2, 1)),
                _dispersed(1, ((0, 2), (3, 1))),
                _flat(*_DISPERSED_3X3),
                _dispersed(2, ((0, 2), (3, 1))),
                _dispersed(3, ((0, 3), (2, 1))),
                *map(_angled, (4, 6, 8)),
                *map(_orthogonal, (4, 6, 8, 16)),
                *(
                    circles(size)
                    for size in (5, 6, 7)
                    for circles in (_black_circles, _white_circles)
                ),
            )
        )
    )
)
