"""Crop: a rectangle of the image."""

from typing import Final

import pyvips

from planner.steps import Crop

STEP: Final = Crop


def draw(image: pyvips.Image, step: Crop) -> pyvips.Image:
    """Keep the step's rectangle."""
    if (image.width, image.height) == (step.width, step.height):
        return image
    return image.crop(step.left, step.top, step.width, step.height)
