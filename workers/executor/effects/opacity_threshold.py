"""Opacity threshold: opaque, or not there."""

import pyvips

from planner.steps import ApplyEffect


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Make what is at least level per cent opaque wholly so, and all else transparent."""
    if not image.hasalpha():
        return image
    (level,) = step.arguments
    return image.extract_band(0, n=3).bandjoin(image[3] >= level / 100 * 255)
