"""Apply effect: hands the image to the drawing of its effect."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Final

import pyvips

from planner.steps import ApplyEffect
from workers.executor import effects

STEP: Final = ApplyEffect

#: What draws an effect: the image before it, the step, the image after it.
Drawing = Callable[[pyvips.Image, ApplyEffect], pyvips.Image]


@cache
def drawings() -> Mapping[str, Drawing]:
    """Find what draws each effect: the module of its name in ``effects``."""
    return MappingProxyType(
        {
            module.name: import_module(f"{effects.__name__}.{module.name}").draw
            for module in iter_modules(effects.__path__)
        }
    )


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Apply the step's effect."""
    return drawings()[step.effect](image, step)
