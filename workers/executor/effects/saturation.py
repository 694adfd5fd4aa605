"""Saturation: stronger colours, or weaker."""

import pyvips

from planner.steps import ApplyEffect
from workers.executor.tones.matrices import mixed, saturating


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Move colours away from grey by the factor 1 + level / 100, luma kept; -100 is grey."""
    (level,) = step.arguments
    return mixed(image, saturating(1 + level / 100))
