"""Hue: all colours turned around the circle."""

from typing import Final

import numpy as np
import pyvips
from numpy.typing import NDArray

from planner.steps import ApplyEffect
from workers.executor.tones.strips import redrawn

#: Levels of a whole turn: 100 is half of one, each colour's opposite.
_TURN: Final = 200


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Add level / 100 of half a turn to the hue of hue, saturation and value."""
    (level,) = step.arguments
    sixths = 6 * level / _TURN
    return redrawn(image, lambda colours: _turned(colours, sixths)) if level else image


def _turned(colours: NDArray[np.uint8], sixths: float) -> NDArray[np.float32]:
    """Turn by sixths of a circle; each pixel keeps its largest and its smallest channel.

    The formula of Smith 1978, "Color gamut transform pairs", as one expression for each channel:
    https://en.wikipedia.org/wiki/HSL_and_HSV#HSV_to_RGB_alternative.
    """
    red, green, blue = (colours[..., band].astype(np.float32) for band in range(3))
    most = np.maximum(np.maximum(red, green), blue)
    chroma = most - np.minimum(np.minimum(red, green), blue)
    span = np.maximum(chroma, 1)
    hue = np.where(
        most == red,
        (green - blue) / span,
        np.where(most == green, 2 + (blue - red) / span, 4 + (red - green) / span),
    )
    result = np.empty(colours.shape, np.float32)
    for band, start in enumerate((5, 3, 1)):
        place = (hue + (start + sixths)) % 6
        result[..., band] = most - chroma * np.clip(np.minimum(place, 4 - place), 0, 1)
    return result
