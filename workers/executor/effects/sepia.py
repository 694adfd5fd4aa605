"""Sepia: the brown of old photographs."""

import pyvips

from planner.steps import ApplyEffect
from workers.executor.tones.matrices import browning, mixed


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Mix the image's colours with brown by level per cent.

    The matrix of https://www.w3.org/TR/filter-effects-1/#sepiaEquivalent.
    """
    (level,) = step.arguments
    return mixed(image, browning(level / 100))
