"""Gamma: middle tones lighter, or darker, black and white kept."""

import pyvips

from planner.steps import ApplyEffect
from workers.executor.tones.lookup import levels, mapped


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Raise tones to the power of 1 / (1 + level / 100).

    One formula for the whole scale: gamma goes from 0.5 at -50 to 2.5 at 150, without a kink at 0.
    """
    (level,) = step.arguments
    return mapped(image, levels() ** (1 / (1 + level / 100)))
