"""Opacity: the whole image less opaque."""

from typing import Final

import pyvips

from planner.steps import Opacity
from workers.executor.alpha import with_alpha

STEP: Final = Opacity


def draw(image: pyvips.Image, step: Opacity) -> pyvips.Image:
    """Multiply alpha, rounding to the nearest."""
    image = with_alpha(image)
    alpha = image[3].linear([step.percent / 100], [0.5], uchar=True)
    return image.extract_band(0, n=3).bandjoin(alpha)
