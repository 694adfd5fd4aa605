"""Ground: the image over a colour, or over a gradient of several."""

from typing import Final

import pyvips

from planner.steps import Ground
from workers.executor.backgrounds import over, over_ground
from workers.executor.tones.gradients import gradient

STEP: Final = Ground


def draw(image: pyvips.Image, step: Ground) -> pyvips.Image:
    """Compose the image over it."""
    if len(step.colours) == 1:
        return over(image, step.colours[0])
    return over_ground(image, gradient(image.width, image.height, step.colours, step.direction))
