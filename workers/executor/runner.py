"""The runner: folds the steps of a plan over a lazy image, within the limits."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any

import pyvips

from planner.steps import Step
from workers.executor import steps as step_modules
from workers.executor.limits import Limits

#: What draws a step: the image before it, the step, the image after it.
Drawing = Callable[[pyvips.Image, Any], pyvips.Image]


@cache
def drawings() -> Mapping[type[Step], Drawing]:
    """Find what draws each kind of step: every module in ``steps`` names its ``STEP``."""
    found = {}
    for module in iter_modules(step_modules.__path__, step_modules.__name__ + "."):
        drawing = import_module(module.name)
        found[drawing.STEP] = drawing.draw
    return MappingProxyType(found)


def run(
    image: pyvips.Image, steps: Iterable[Step], limits: Limits, *, frames: int = 1
) -> pyvips.Image:
    """Draw steps one after another, without computing a pixel more than they need.

    ``frames`` like this one are drawn. Raises RenderRefused for a picture beyond the limits,
    DeadlineExceeded when time is up.
    """
    for step in steps:
        limits.check_time()
        image = drawings()[type(step)](image, step)
        limits.check_size(image.width, image.height, frames)
    return image
