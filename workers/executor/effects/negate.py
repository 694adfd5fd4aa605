"""Negate: every colour its opposite."""

import pyvips

from planner.steps import ApplyEffect
from workers.executor.alpha import with_colours


def draw(image: pyvips.Image, _step: ApplyEffect) -> pyvips.Image:
    """Give 255 less each channel."""
    return with_colours(image, lambda colours: colours.invert())
