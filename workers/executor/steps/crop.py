"""Crop: a rectangle of the image."""

from typing import Final

import pyvips

from planner.steps import Crop

STEP: Final = Crop


def draw(image: pyvips.Image, step: Crop) -> pyvips.Image:
    """Keep the step's rectangle."""
    if step == Crop(0, 0, image.width, image.height):
        return image
    return image.crop(step.left, step.top, step.width, step.height)
