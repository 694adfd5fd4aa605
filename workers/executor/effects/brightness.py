"""Brightness: more light, or less."""

import pyvips

from planner.steps import ApplyEffect
from workers.executor.tones.lookup import levels, mapped


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Multiply all channels by 1 + level / 100.

    That is ``brightness()`` of https://www.w3.org/TR/filter-effects-1/#brightnessEquivalent.
    """
    (level,) = step.arguments
    return mapped(image, levels() * (1 + level / 100))
