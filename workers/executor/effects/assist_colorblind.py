"""Assist colorblind: reds and greens that can be told apart without seeing either."""

from typing import Final

import pyvips

from planner.steps import ApplyEffect
from workers.executor.alpha import with_colours
from workers.executor.tones.matrices import mixed_in_light
from workers.executor.tones.vision import daltonizing

#: The a of CIELAB at which a colour is wholly red, or negative wholly green.
_FULL: Final = 40

#: Stripes on the shorter side, and the least width of one with the gap beside it, in pixels.
_STRIPES: Final = 60
_NARROWEST: Final = 6


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Draw stripes of a strength in per cent, rising over reds, falling over greens; or shift hues.

    Stripes are the darker the more red or green a colour is, and grey has none. ``xray`` moves
    what red and green differ in to other channels, see `workers.executor.tones.vision.daltonizing`.
    """
    (strength,) = step.arguments
    if strength == "xray":
        return mixed_in_light(image, daltonizing())
    across = pyvips.Image.xyz(image.width, image.height)
    period = max(_NARROWEST, min(image.width, image.height) / _STRIPES)
    rising = _waves((across[0] + across[1]) * (360 / period))
    falling = _waves((across[0] - across[1]) * (360 / period))

    def shaded(colours: pyvips.Image) -> pyvips.Image:
        redness = colours.colourspace("lab")[1] / _FULL
        shade = redness.clamp() * rising + (redness * -1).clamp() * falling
        striped: pyvips.Image = colours * (shade * (-strength / 100) + 1)
        return striped

    return with_colours(image, shaded)


def _waves(degrees: pyvips.Image) -> pyvips.Image:
    """Give stripes from 0 to 1 and back."""
    return degrees.cos() / 2 + 0.5
