"""Colorize: a colour laid over the image."""

from typing import Final

import numpy as np
import pyvips

from planner.colour import Colour
from planner.steps import ApplyEffect
from workers.executor.tones.lookup import levels, mapped

_GREY: Final = Colour(128, 128, 128)


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Blend the image with the step's colour, grey without one, by level per cent of its alpha."""
    (level,) = step.arguments
    colour = step.colour or _GREY
    flat = np.array([colour.red, colour.green, colour.blue]) / 255
    tones = levels()[:, np.newaxis]
    return mapped(image, tones + (flat - tones) * (level / 100 * colour.alpha / 255))
