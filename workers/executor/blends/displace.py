"""Displace: the layer's red and green move the base's pixels."""

from typing import Final

import pyvips

from planner.steps import ApplyLayer
from workers.executor.backgrounds import laid_out
from workers.executor.forms.warping import moved

#: The level of red and of green that moves nothing.
_STILL: Final = 127


def draw(
    base: pyvips.Image, layer: pyvips.Image, corner: tuple[int, int], step: ApplyLayer
) -> pyvips.Image:
    """Move pixels by ``(127 - red) * x / 127`` to the right, ``(127 - green) * y / 127`` down.

    It is looked up backwards: what is here was so far left of here, and above. What is transparent
    of the layer moves nothing, what is partly so moves by its share.
    """
    laid = laid_out(layer, corner, base)
    shares = [strength / (_STILL * 255) for strength in step.strength]
    offsets = (laid.extract_band(0, n=2) * -1 + _STILL) * laid[3] * shares
    return moved(base, offsets)
