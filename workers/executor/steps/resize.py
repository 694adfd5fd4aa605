"""Resize: by Lanczos when it shrinks, bicubic when it grows, and no sharpening."""

from typing import Final

import pyvips

from planner.steps import Resize
from workers.executor.alpha import premultiplied

STEP: Final = Resize


def draw(image: pyvips.Image, step: Resize) -> pyvips.Image:
    """Scale to exactly the step's size."""
    if (image.width, image.height) == (step.width, step.height):
        return image
    across, down = step.width / image.width, step.height / image.height
    return premultiplied(
        image, lambda weighed: weighed.resize(across, vscale=down, kernel="lanczos3")
    )
