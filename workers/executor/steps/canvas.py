"""Canvas: the image on a larger, or smaller, ground."""

from typing import Final

import pyvips

from planner.steps import Canvas
from workers.executor.backgrounds import embedded, over

STEP: Final = Canvas


def draw(image: pyvips.Image, step: Canvas) -> pyvips.Image:
    """Lay the image on a canvas, whose colour shows through transparent parts, too."""
    image = over(image, step.background)
    return embedded(
        image,
        step.background,
        left=step.left,
        top=step.top,
        width=step.width,
        height=step.height,
    )
