"""Contrast: tones driven apart, or together."""

from typing import Final

import numpy as np
import pyvips

from planner.steps import ApplyEffect
from workers.executor.tones.curves import sigmoidal
from workers.executor.tones.lookup import Tones, levels, mapped

#: Levels of one unit of the sigmoid's strength: 30 is typical, 100 is strong.
_UNIT: Final = 10


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Bend tones along a sigmoid of strength level / 10, or a line of slope level / 100.

    The line is ``contrast()`` of https://www.w3.org/TR/filter-effects-1/#contrastEquivalent.
    """
    level, kind = step.arguments
    if level is None:
        return image
    return mapped(image, _line(level / 100) if kind == "linear" else _curve(level / _UNIT))


def _line(slope: float) -> Tones:
    return np.asarray((levels() - 0.5) * slope + 0.5)


def _curve(strength: float) -> Tones:
    return sigmoidal(levels(), strength)
