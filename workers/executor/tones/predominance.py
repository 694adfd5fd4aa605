"""Predominance: the colours that most of an image is made of."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workers.executor.tones.samples import Sample

#: Steps of each channel by which colours are counted, and how wide one is.
_STEPS: Final = 16
_WIDTH: Final = 256 // _STEPS

#: Less of the pixels than this is no colour of the image, but noise.
_LEAST: Final = 0.01


@dataclass(frozen=True, slots=True)
class Predominant:
    """A colour, its ``share`` of the pixels, and the middle of the places where it is.

    The colour is red, green and blue from 0 to 255, a place across and down from 0 to 1.
    """

    colour: tuple[int, int, int]
    share: float
    place: tuple[float, float]


def predominant(seen: Sample, most: int) -> list[Predominant]:
    """Give the colours that most pixels have, at most so many, the most frequent first.

    Colours are counted in cells of a sixteenth of each channel. The fullest cell with its
    neighbours is a colour, the mean of the pixels there; then it is looked for among the rest. All
    but the first are of a hundredth of the pixels at least.
    """
    found: list[Predominant] = []
    rest, least = seen, _LEAST * len(seen)
    while len(rest) and len(found) < most:
        there = _around_fullest(rest)
        if found and there.sum() < least:
            break
        found.append(_mean(rest.only(there), len(seen)))
        rest = rest.only(~there)
    return sorted(found, key=lambda one: -one.share)


def _around_fullest(seen: Sample) -> NDArray[np.bool_]:
    """Tell which pixels are in the cell that is fullest together with its neighbours, or there."""
    cells = seen.colours // _WIDTH
    numbered = np.ravel_multi_index(tuple(cells.T.astype(np.intp)), (_STEPS,) * 3)
    counts = np.bincount(numbered, minlength=_STEPS**3).reshape((_STEPS,) * 3)
    for axis in range(3):
        counts = _with_neighbours(counts, axis)
    fullest = np.array(np.unravel_index(counts.argmax(), counts.shape))
    return np.asarray((np.abs(cells.astype(np.intp) - fullest) <= 1).all(axis=1))


def _with_neighbours(counts: NDArray[np.intp], axis: int) -> NDArray[np.intp]:
    """Add to each cell those before and behind it."""
    counts = np.moveaxis(counts, axis, 0)
    added = counts.copy()
    added[1:] += counts[:-1]
    added[:-1] += counts[1:]
    return np.moveaxis(added, 0, axis)


def _mean(seen: Sample, everywhere: int) -> Predominant:
    red, green, blue = (int(channel) for channel in np.rint(seen.colours.mean(axis=0)))
    across, down = (float(place) for place in seen.places.mean(axis=0))
    return Predominant((red, green, blue), len(seen) / everywhere, (across, down))
