"""Forecast: what encoding with some steps would lose of a picture, by arithmetic alone.

Encoders transform blocks of a picture and round what comes out to multiples of steps. That alone
is done here, by the cosine transform of 8 x 8 pixels, and what is lost is told without a transform
back: the products that structural similarity is made of are the same on both sides of an
orthogonal transform (Parseval). It takes a tenth of the time of encoding, decoding and comparing;
what it leaves out (prediction, deblocking, chroma) makes it no more than a first guess.
"""

from math import cos, pi, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workers.executor.quality.likeness import SCALES, STEADY, Plane

#: Steps of one encoding: one for each of 64 frequencies, row by row, or the same for all.
Steps = NDArray[np.float32] | float

_SIDE: Final = 8
_HALFWAY: Final = 128


def _transform() -> Plane:
    """Give the matrix that takes the 64 pixels of a block to their frequencies, both row by row."""
    waves = [
        [sqrt((2 if wave else 1) / _SIDE) * cos((2 * at + 1) * wave * pi / 16) for at in range(8)]
        for wave in range(_SIDE)
    ]
    matrix: Plane = np.kron(waves, waves).T.astype(np.float32)
    return matrix


def _shares() -> Plane:
    """Give how much of each frequency's energy is left at each scale: 64 x scales.

    A mean of neighbours takes the cosine of half its phase from a wave; what is too fine for a
    scale is not seen there.
    """
    columns = []
    for scale in range(len(SCALES)):
        left = np.zeros(_SIDE)
        for wave in range(_SIDE >> scale):
            halvings = (cos(wave * pi / 16 * 2**step) ** 2 for step in range(scale))
            left[wave] = np.prod(list(halvings))
        columns.append(np.outer(left, left).ravel())
    shares: Plane = np.stack(columns, axis=1).astype(np.float32)
    return shares


_TRANSFORM: Final = _transform()
_SHARES: Final = _shares()


class Forecast:
    """Tells what would be lost of a luma.

    parts: how many pictures lie one below the other.
    """

    def __init__(self, plane: Plane, parts: int = 1) -> None:
        height, width = plane.shape[0] // parts, plane.shape[1]
        missing = [(0, -side % _SIDE) for side in (height, width)]
        pixels = plane.reshape(parts, height, width) - _HALFWAY
        if missing != [(0, 0), (0, 0)]:
            pixels = np.pad(pixels, [(0, 0), *missing], "edge")
        rows, columns = (side // _SIDE for side in pixels.shape[1:])
        blocks = pixels.reshape(parts, rows, _SIDE, columns, _SIDE).swapaxes(2, 3)
        self._shape = parts, rows, columns
        self._waves = blocks.reshape(-1, _SIDE**2) @ _TRANSFORM
        self._before = self._seen(self._waves * self._waves, self._waves)

    def loss(self, steps: Steps) -> float:
        """Give what is lost with some steps, as `Likeness.loss` would."""
        rounded = np.rint(self._waves / steps) * steps
        after = self._seen(rounded * rounded, rounded)
        common = self._seen(self._waves * rounded, rounded)
        lost = 0.0
        for scale, share in enumerate(SCALES):
            (one, mean), (two, other) = self._before[scale], after[scale]
            both = common[scale][0] - mean * other
            spread = one - mean * mean + two - other * other
            mean, other = mean + _HALFWAY, other + _HALFWAY
            light = (2 * mean * other + STEADY[0]) / (mean * mean + other * other + STEADY[0])
            errors = np.maximum(1 - light * (2 * both + STEADY[1]) / (spread + STEADY[1]), 0)
            lost += share * float(np.sqrt(np.mean(errors**2)))
        return lost / sum(SCALES)

    def _seen(self, products: Plane, waves: Plane) -> list[tuple[Plane, Plane]]:
        """Give the mean product of pixels, and the mean of pixels, in windows of each scale."""
        energies: Plane = products @ _SHARES * np.float32(_SIDE**-2)
        energies = energies.reshape(*self._shape, len(SCALES))
        means: Plane = waves[:, 0].reshape(self._shape) * np.float32(1 / _SIDE)
        seen = []
        for scale in range(len(SCALES)):
            energy: Plane = energies[..., scale]
            for _ in range(scale):
                energy = _fours(energy)
            seen.append((energy, means))
            means = _fours(means)
        return seen


def _fours(values: Plane) -> Plane:
    """Give the mean of each two by two blocks of each part; what is odd is continued."""
    odd = [(0, 0), *((0, side % 2) for side in values.shape[1:])]
    if odd != [(0, 0)] * 3:
        values = np.pad(values, odd, "edge")
    rows = values[:, ::2] + values[:, 1::2]
    means: Plane = (rows[..., ::2] + rows[..., 1::2]) * np.float32(0.25)
    return means
