"""Seeking pan: where a camera begins and ends that looks for what is interesting."""

from collections.abc import Iterable
from typing import Final

import pyvips

from planner.steps import AutoCrop, SeekingPan, Sought, View, ZoomPan
from workers.executor.attention.interest import interest
from workers.executor.attention.windows import best_window

STEP: Final = SeekingPan


def decide(frames: Iterable[pyvips.Image], step: SeekingPan) -> tuple[ZoomPan]:
    """Say from what view to what view the camera goes. The image must be in memory."""
    image = next(iter(frames))
    begin, end = (
        _found(image, view) if isinstance(view, Sought) else view for view in (step.begin, step.end)
    )
    return (ZoomPan(step.frames, step.rate, begin, end),)


def _found(image: pyvips.Image, sought: Sought) -> View:
    """Give the view around the middle of the best part of its size, in whole pixels."""
    size = (max(round(sought.width), 1), max(round(sought.height), 1))
    crop = AutoCrop(sought.search, *size, most=size, least=size)
    best = best_window(interest(image, sought.search), (image.width, image.height), crop)
    left = best.left + (best.width - sought.width) / 2 + sought.x
    top = best.top + (best.height - sought.height) / 2 + sought.y
    return (
        min(max(left, 0.0), image.width - sought.width),
        min(max(top, 0.0), image.height - sought.height),
        sought.width,
        sought.height,
    )
