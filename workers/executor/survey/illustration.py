"""Illustration: how likely a picture is a drawing rather than a photograph."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from workers.executor.survey.edges import Pixels

#: Pixels that are looked at across, and down: as many as there are, at most.
_GRID: Final = 256
#: Steps between neighbours, of 255: up to the first a plane, from the second on an edge.
_PLANE: Final = 1
_EDGE: Final = 40
#: Shares of neighbours that are neither: of drawings at most, and of photographs at least.
_DRAWN: Final = 0.15
_TAKEN: Final = 0.5
#: Bits of a channel that tell colours apart when the most frequent is looked for.
_BITS: Final = 4
_OPAQUE: Final = 128
_COLOURS: Final = 3


class Sample:
    """Pixels of a picture, each as it is, at places as far apart as a grid of 256 x 256 needs."""

    def __init__(self, width: int, height: int) -> None:
        self._columns = _places(width)
        self._rows = _places(height)
        self._pixels = np.zeros((len(self._rows), len(self._columns), _COLOURS + 1), np.uint8)
        self._channels = _COLOURS

    def take(self, top: int, band: Pixels) -> None:
        """Take what is wanted of the rows from ``top`` on."""
        first, behind = np.searchsorted(self._rows, (top, top + len(band)))
        self._channels = band.shape[-1]
        rows = band[self._rows[first:behind] - top]
        self._pixels[first:behind, :, : self._channels] = rows[:, self._columns]

    def illustration(self) -> float:
        """Tell how likely it is a drawing, from 0 to 1.

        Two of the measures of Athitsos, Swain and Frankel, "Distinguishing Photographs and
        Graphics on the World Wide Web" (1997): the prevalent colour, and the distance between
        neighbours. Drawings are planes of one colour with sharp edges between them, photographs
        change by small steps. The answer falls from 1 to 0 while the share of small steps rises
        from 0.15 to 0.5; steps within the prevalent colour do not count, so that a photograph on
        white stays one.
        """
        pixels = self._pixels[..., : self._channels].astype(np.int16)
        if pixels.shape[-1] > _COLOURS:
            pixels = np.where(pixels[..., _COLOURS:] < _OPAQUE, 255, pixels)[..., :_COLOURS]
        # Channel by channel: numpy is slow where an axis is short.
        channels = np.ascontiguousarray(np.moveaxis(pixels, -1, 0))
        ground = _prevalent(channels)
        steps = np.concatenate(
            [
                _steps(channels[:, 1:], channels[:, :-1], ~(ground[1:] & ground[:-1])),
                _steps(channels[:, :, 1:], channels[:, :, :-1], ~(ground[:, 1:] & ground[:, :-1])),
            ]
        )
        if not steps.size:
            return 1.0
        small = float(np.mean((steps > _PLANE) & (steps < _EDGE)))
        return round(min(max((_TAKEN - small) / (_TAKEN - _DRAWN), 0.0), 1.0), 4)


def _places(length: int) -> NDArray[np.intp]:
    count = min(length, _GRID)
    return np.arange(count, dtype=np.intp) * length // count


def _prevalent(channels: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Tell which pixels have the most frequent colour, nearly."""
    keys = np.zeros(channels.shape[1:], np.int16)
    for channel in channels:
        keys = keys << _BITS | channel >> (8 - _BITS)
    found: NDArray[np.bool_] = keys == np.bincount(keys.ravel()).argmax()
    return found


def _steps(
    one: NDArray[np.int16], other: NDArray[np.int16], counted: NDArray[np.bool_]
) -> NDArray[np.int16]:
    largest: NDArray[np.int16] = np.abs(one - other).max(axis=0)
    return largest[counted]
