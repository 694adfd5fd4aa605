"""Round: corners cut off along ellipses."""

from typing import Final

import pyvips

from planner.steps import Round
from workers.executor.forms.corners import mask

STEP: Final = Round


def draw(image: pyvips.Image, step: Round) -> pyvips.Image:
    """Make the image transparent outside its rounded corners."""
    inside = mask(image.width, image.height, step.corners)
    if not image.hasalpha():
        return image.bandjoin(inside)
    alpha = (image[3] * inside / 255).rint().cast("uchar")
    return image.extract_band(0, n=3).bandjoin(alpha)
