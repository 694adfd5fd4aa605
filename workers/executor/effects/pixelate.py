"""Pixelate: large squares."""

import pyvips

from planner.steps import ApplyEffect
from workers.executor.forms.squares import squared, usual_square


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Give squares of so many pixels their mean; usually 40 lie along the longer side."""
    (square,) = step.arguments
    size = usual_square(image.width, image.height) if square is None else round(square)
    return squared(image, size)
