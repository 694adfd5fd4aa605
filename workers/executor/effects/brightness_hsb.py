"""Brightness by hue, saturation and value: no channel runs over, so hues stay."""

import numpy as np
import pyvips

from planner.steps import ApplyEffect
from workers.executor.alpha import with_colours
from workers.executor.tones.extremes import largest
from workers.executor.tones.lookup import factors, levels


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Multiply the value, the largest channel, by 1 + level / 100, up to white's."""
    (level,) = step.arguments
    wanted = 1 + level / 100
    room = np.minimum(wanted, 1 / np.maximum(levels(), 1 / 255))
    return with_colours(image, lambda colours: colours * factors(largest(colours), room))
