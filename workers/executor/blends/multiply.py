"""Multiply: the layer darkens, as two slides one behind the other."""

import pyvips

from planner.steps import ApplyLayer
from workers.executor.forms.composition import blended


def draw(
    base: pyvips.Image, layer: pyvips.Image, corner: tuple[int, int], _step: ApplyLayer
) -> pyvips.Image:
    """Blend the layer with the base: the product of both."""
    return blended(base, layer, corner, _mixed)


def _mixed(backdrop: pyvips.Image, source: pyvips.Image) -> pyvips.Image:
    return backdrop * source / 255
