"""Flip: mirrored, left to right or top to bottom."""

from typing import Final

import pyvips

from planner.steps import Flip

STEP: Final = Flip


def draw(image: pyvips.Image, step: Flip) -> pyvips.Image:
    """Mirror the image; top to bottom needs all of it in memory."""
    if step.horizontal:
        return image.flip("horizontal")
    return image.copy_memory().flip("vertical")
