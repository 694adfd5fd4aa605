"""Flatten: the image on an opaque colour."""

from typing import Final

import pyvips

from planner.steps import Flatten
from workers.executor.backgrounds import over

STEP: Final = Flatten


def draw(image: pyvips.Image, step: Flatten) -> pyvips.Image:
    """Compose onto the background; nothing is transparent afterwards."""
    return over(image, step.background)
