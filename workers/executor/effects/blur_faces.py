"""Blur faces: less detail in an ellipse over each face."""

from math import ceil

import pyvips

from planner.steps import ApplyEffect
from workers.executor.effects import blur
from workers.executor.effects.blur_region import REACH
from workers.executor.forms.areas import in_areas


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Blur each face as the whole image would be blurred: with what lies around it."""
    (level,) = step.arguments
    around = ceil(REACH * level / blur.LEVELS)
    return in_areas(
        image, step.areas, lambda part: blur.draw(part, step), around=around, ellipses=True
    )
