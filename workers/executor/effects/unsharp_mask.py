"""Unsharp mask: stronger edges, band by band, as a darkroom's blurred negative gives them."""

from typing import Final

import pyvips

from planner.steps import ApplyEffect
from workers.executor.alpha import premultiplied
from workers.executor.forms.gaussian import blurred

_SIGMA: Final = 2.0
#: Levels for as much of the difference as there is.
_LEVELS: Final = 100


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Add level / 100 of the difference from the image blurred by a Gaussian of 2 pixels."""
    (level,) = step.arguments
    amount = level / _LEVELS

    def masked(weighed: pyvips.Image) -> pyvips.Image:
        alpha = weighed[3] if weighed.hasalpha() else None
        colours = weighed.extract_band(0, n=3)
        sharp = colours * (1 + amount) - blurred(colours, _SIGMA) * amount
        sharp = sharp.rint().cast("uchar")
        drawn: pyvips.Image = sharp if alpha is None else sharp.bandjoin(alpha)
        return drawn.copy(interpretation="srgb")

    return premultiplied(image, masked)
