"""Grayscale: each pixel as light as it was, without its colour."""

import pyvips

from planner.steps import ApplyEffect
from workers.executor.alpha import with_colours


def draw(image: pyvips.Image, _step: ApplyEffect) -> pyvips.Image:
    """Give shades of grey, by luminance of linear light (ITU-R BT.709)."""
    return with_colours(image, lambda colours: colours.colourspace("b-w").colourspace("srgb"))
