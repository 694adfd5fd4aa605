"""Blur: less detail."""

from typing import Final

import pyvips

from planner.steps import ApplyEffect
from workers.executor.alpha import premultiplied
from workers.executor.forms.gaussian import blurred

#: Levels to a pixel of the Gaussian's standard deviation.
LEVELS: Final = 20


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Blur by a Gaussian with a standard deviation of level / 20 pixels."""
    (level,) = step.arguments
    return premultiplied(image, lambda weighed: blurred(weighed, level / LEVELS))
