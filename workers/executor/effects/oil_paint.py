"""Oil paint: strokes of a brush."""

from typing import Final

import pyvips

from planner.steps import ApplyEffect
from workers.executor.alpha import with_seen_colours
from workers.executor.forms.strokes import stroked

#: Levels to a pixel of a stroke's radius.
_LEVELS: Final = 10


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Paint in strokes of level / 10 pixels around their middle."""
    (level,) = step.arguments
    if not level:
        return image
    # In memory: each pixel is looked at from many rows.
    image = image.copy_memory()
    radius = level / _LEVELS
    return with_seen_colours(image, lambda colours: stroked(colours, radius), radius)
