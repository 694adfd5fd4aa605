"""Green: more of it, or less."""

import pyvips

from planner.steps import ApplyEffect
from workers.executor.tones.gains import gained


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Multiply green by 1 + level / 100."""
    (level,) = step.arguments
    return gained(image, 1, 1 + level / 100)
