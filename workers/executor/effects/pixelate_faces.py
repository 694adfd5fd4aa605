"""Pixelate faces: large squares over each face."""

from typing import Final

import pyvips

from planner.steps import ApplyEffect
from workers.executor.forms.areas import in_areas
from workers.executor.forms.squares import squared, usual_square

#: Squares across a face, at most: what has more of them may still be recognised.
_ACROSS: Final = 6


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Give squares their mean, from each face's corner; usually large enough to hide it."""
    (square,) = step.arguments

    def hidden(part: pyvips.Image) -> pyvips.Image:
        if square is not None:
            return squared(part, round(square))
        usual = usual_square(image.width, image.height)
        return squared(part, max(usual, -(-min(part.width, part.height) // _ACROSS)))

    return in_areas(image, step.areas, hidden)
