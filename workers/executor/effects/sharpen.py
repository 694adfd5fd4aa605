"""Sharpen: stronger edges, by lightness alone, and nothing where there is no edge."""

from typing import Final

import pyvips

from planner.steps import ApplyEffect
from workers.executor.alpha import with_seen_colours

#: Levels for as much detail again as there is.
_LEVELS: Final = 100
_SIGMA: Final = 1.0
#: Of lightness, 0 to 100: differences below the first are noise; none grows by more than these.
_LEAST, _MOST_LIGHTER, _MOST_DARKER = 1.0, 20.0, 30.0


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Add level / 100 of the difference from a blurred lightness (CIE L*, sigma 1 pixel).

    The curve is that of ``vips_sharpen``: flat below a difference of 1, and bounded.
    """
    (level,) = step.arguments
    return with_seen_colours(
        image,
        lambda colours: colours.sharpen(
            sigma=_SIGMA,
            x1=_LEAST,
            y2=_MOST_LIGHTER,
            y3=_MOST_DARKER,
            m1=0,
            m2=level / _LEVELS,
        ),
        2 * _SIGMA,
    )
