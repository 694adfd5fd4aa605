"""Vectorize: the image as a drawing of areas of few colours."""

from typing import Final

import pyvips

from planner.steps import ApplyEffect
from workers.executor.tracing import LARGEST, Manner, traced

_FULL: Final = 100
_ALL_DETAIL: Final = 1000


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Trace the image, scaled down to 1000 pixels where it is larger, and draw that in its size.

    One pixel has no areas to trace.
    """
    colours, detail, despeckle, paths, corners = step.arguments
    if image.width == image.height == 1:
        return image
    # In memory: it is traced as a whole.
    image = image.copy_memory()
    small = image
    if max(image.width, image.height) > LARGEST:
        small = image.thumbnail_image(LARGEST, height=LARGEST)
    manner = Manner(
        colours=round(colours),
        detail=detail / _ALL_DETAIL,
        speckle=round(despeckle),
        paths=paths / _FULL,
        corners=corners / _FULL,
    )
    drawn = pyvips.Image.thumbnail_buffer(
        traced(small, manner), image.width, height=image.height, size="force"
    )
    return drawn if image.hasalpha() else drawn.flatten(background=[255])
