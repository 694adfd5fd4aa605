"""Trim: which rectangle is left without uniform edges."""

from typing import Final

import pyvips

from planner.steps import Crop, Trim
from workers.executor.trimming import box

STEP: Final = Trim


def decide(image: pyvips.Image, step: Trim) -> Crop:
    """Say which rectangle is left; all of the image is looked at, so it must be in memory."""
    return Crop(*box(image, step.tolerance, step.colour))
