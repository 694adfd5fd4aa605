"""Fill light: shadows lifted, lights left."""

from typing import Final

import pyvips

from planner.steps import ApplyEffect
from workers.executor.alpha import with_colours
from workers.executor.tones.curves import lifted
from workers.executor.tones.lookup import factors, levels
from workers.executor.tones.matrices import luma

#: What the darkest tones gain: they become two and a half times as light.
_STRENGTH: Final = 1.5


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Multiply each pixel by ``1 + 1.5 * (1 - luma) ** reach``, blended with the image.

    The reach is 2 for a bias of 0; 2 ** 0.5, up into the middle tones, for 100; 2 ** 1.5, the
    deepest shadows only, for -100. Colours keep their hue, and lighter pixels stay lighter.
    """
    percent, bias = step.arguments
    table = lifted(levels(), _STRENGTH * percent / 100, 2 ** (1 - bias / 200))
    return with_colours(image, lambda colours: colours * factors(luma(colours), table))
