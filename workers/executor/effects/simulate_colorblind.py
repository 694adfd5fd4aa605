"""Simulate colorblind: the image as people with a colour vision deficiency see it."""

import pyvips

from planner.steps import ApplyEffect
from workers.executor.tones.matrices import mixed_in_light
from workers.executor.tones.vision import CONDITIONS


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Multiply linear light by the condition's matrix, of `workers.executor.tones.vision`."""
    (condition,) = step.arguments
    return mixed_in_light(image, CONDITIONS[condition])
