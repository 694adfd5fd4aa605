"""Vibrance: stronger colours where they are dull."""

import pyvips

from planner.steps import ApplyEffect
from workers.executor.tones.vividness import vivid


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Saturate by up to level / 100, the less the stronger a colour already is."""
    (level,) = step.arguments
    return vivid(image, level / 100)
