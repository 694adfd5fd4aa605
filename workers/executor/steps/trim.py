"""Trim: which rectangle is left without uniform edges."""

from collections.abc import Iterable
from typing import Final

import pyvips

from planner.steps import Crop, Trim
from workers.executor.forms.trimming import box

STEP: Final = Trim


def decide(frames: Iterable[pyvips.Image], step: Trim) -> tuple[Crop]:
    """Say which rectangle is left: the smallest that holds what is left of every frame.

    All of a frame is looked at, so it must be in memory.
    """
    left, top, right, bottom = [], [], [], []
    for frame in frames:
        x, y, width, height = box(frame, step.tolerance, step.colour)
        left.append(x)
        top.append(y)
        right.append(x + width)
        bottom.append(y + height)
    corner = min(left), min(top)
    return (Crop(*corner, max(right) - corner[0], max(bottom) - corner[1]),)
