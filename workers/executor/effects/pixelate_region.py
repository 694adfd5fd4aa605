"""Pixelate region: large squares in a rectangle."""

import pyvips

from planner.steps import ApplyEffect
from workers.executor.forms.areas import in_areas
from workers.executor.forms.rectangles import within
from workers.executor.forms.squares import squared, usual_square


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Give squares their mean, from the rectangle's corner; usually as large as in the image."""
    (square,) = step.arguments
    size = usual_square(image.width, image.height) if square is None else round(square)
    if step.areas:
        return in_areas(image, step.areas, lambda part: squared(part, size))
    return within(image, step, lambda part: squared(part, size))
