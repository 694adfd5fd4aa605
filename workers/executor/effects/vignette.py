"""Vignette: darker towards the edges, as a lens draws."""

from math import degrees, pi, sqrt
from typing import Final

import numpy as np
import pyvips
from numpy.typing import NDArray

from planner.steps import ApplyEffect
from workers.executor.alpha import with_colours

_FULL: Final = 100


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Darken by the cosine to the fourth of the angle off the axis (natural vignetting).

    The corners are seen at pi / 2 times the square root of level / 100, so that the level
    is felt evenly: at 20 they keep a third of their light, at 100 nothing.
    """
    (level,) = step.arguments
    widest = pi / 2 * sqrt(level / _FULL)
    light = _light(image.width, image.height, widest)
    return with_colours(image, lambda colours: colours * light)


def _light(width: int, height: int, widest: float) -> pyvips.Image:
    """Give the share of light that is left of each pixel, computed as it is asked for."""
    across, down = (_squares(side) for side in (width, height))
    farthest = across[0] + down[0]
    row = pyvips.Image.new_from_array(across[np.newaxis, :].astype(np.float32))
    column = pyvips.Image.new_from_array(down[:, np.newaxis].astype(np.float32))
    distance = row.embed(0, 0, width, height, extend="copy") + column.embed(
        0, 0, width, height, extend="copy"
    )
    angle = (distance / max(farthest, 1)) ** 0.5 * degrees(widest)
    light: pyvips.Image = angle.cos() ** 4
    return light


def _squares(side: int) -> NDArray[np.float64]:
    """Give the squares of the distances of pixels from the middle, along an axis."""
    return np.square(np.arange(side, dtype=np.float64) - (side - 1) / 2)
