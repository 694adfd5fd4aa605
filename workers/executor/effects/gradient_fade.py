"""Gradient fade: from nothing at an edge to the whole image further inside."""

from typing import Final

import numpy as np
import pyvips
from numpy.typing import NDArray

from planner.steps import ApplyEffect
from workers.executor.tones.backdrops import without

#: The strength of a fade that is even.
_EVEN: Final = 20
#: The part of the image's height that is usually faded.
_USUAL: Final = 0.5


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Fade from the left by x pixels or from the top by y, from the other side below 0.

    Alpha is the share of that way to the power of strength / 20. A symmetric fade comes from
    both sides.
    """
    mode, strength, x, y = step.arguments
    across, down = (x, y) if (x, y) != (None, None) else (step.x, step.y)
    if across is down is None:
        down = _USUAL * image.height
    symmetric, power = mode is not None, strength / _EVEN
    columns = _ramp(image.width, across or 0, power, symmetric=symmetric)
    rows = _ramp(image.height, down or 0, power, symmetric=symmetric)
    kept = _spread(columns[np.newaxis, :], image) * _spread(rows[:, np.newaxis], image) * 255
    return without(image, kept.rint().cast("uchar"))


def _ramp(side: int, length: float, power: float, *, symmetric: bool) -> NDArray[np.float64]:
    """Give what is left of each pixel along an axis, 0 to 1."""
    if not length:
        return np.ones(side)
    places = np.arange(side) + 0.5
    share: NDArray[np.float64] = np.clip(places / abs(length), 0, 1) ** power
    if length < 0:
        share = share[::-1]
    return share * share[::-1] if symmetric else share


def _spread(line: NDArray[np.float64], image: pyvips.Image) -> pyvips.Image:
    """Repeat a row downwards, or a column sideways, over an image's size."""
    drawn = pyvips.Image.new_from_array(line.astype(np.float32))
    return drawn.embed(0, 0, image.width, image.height, extend="copy")
