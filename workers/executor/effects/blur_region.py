"""Blur region: less detail in a rectangle."""

from math import ceil
from typing import Final

import pyvips

from planner.steps import ApplyEffect
from workers.executor.effects import blur
from workers.executor.forms.areas import in_areas
from workers.executor.forms.rectangles import within

#: Standard deviations of a Gaussian within which lies what matters.
REACH: Final = 3


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Blur the rectangle as the whole image would be blurred: with what lies around it."""
    (level,) = step.arguments
    around = ceil(REACH * level / blur.LEVELS)
    if step.areas:
        return in_areas(image, step.areas, lambda part: blur.draw(part, step), around=around)
    return within(image, step, lambda part: blur.draw(part, step), around=around)
