"""Overlay: the layer darkens what is dark, and lightens what is light."""

from typing import Final

import pyvips

from planner.steps import ApplyLayer
from workers.executor.forms.composition import blended

_MIDDLE: Final = 127.5


def draw(
    base: pyvips.Image, layer: pyvips.Image, corner: tuple[int, int], _step: ApplyLayer
) -> pyvips.Image:
    """Blend the layer with the base: multiply it with a dark base, screen it with a light one."""
    return blended(base, layer, corner, _mixed)


def _mixed(backdrop: pyvips.Image, source: pyvips.Image) -> pyvips.Image:
    product = backdrop * source * (2 / 255)
    light = (backdrop + source) * 2 - product - 255
    return (backdrop < _MIDDLE).ifthenelse(product, light)
