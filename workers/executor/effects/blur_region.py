"""Blur region: less detail in a rectangle."""

from math import ceil
from typing import Final

import pyvips

from planner.steps import ApplyEffect
from workers.executor.effects import blur
from workers.executor.rectangles import within

#: Standard deviations of a Gaussian within which lies what matters.
_REACH: Final = 3


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Blur the rectangle as the whole image would be blurred: with what lies around it."""
    (level,) = step.arguments
    around = ceil(_REACH * level / blur.LEVELS)
    return within(image, step, lambda part: blur.draw(part, step), around=around)
