"""Auto crop: which part of a picture is kept, by what is interesting in it."""

from collections.abc import Iterable
from typing import Final

import pyvips

from planner.steps import AutoCrop, Crop, Resize, Step
from workers.executor.attention.interest import interest
from workers.executor.attention.windows import best_window

STEP: Final = AutoCrop


def decide(frames: Iterable[pyvips.Image], step: AutoCrop) -> tuple[Step, ...]:
    """Say which part is kept and that it is scaled, or how the image is padded instead.

    The first frame says it. It must be in memory.
    """
    image = next(iter(frames))
    found = best_window(interest(image, step.search), (image.width, image.height), step)
    if found.held < step.enough:
        return step.padded
    left = min(max(found.left + round(step.x), 0), image.width - found.width)
    top = min(max(found.top + round(step.y), 0), image.height - found.height)
    part = Crop(left, top, found.width, found.height)
    return (part, Resize(step.width, step.height))
