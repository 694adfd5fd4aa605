"""Screen: the layer lightens, as two slides thrown on one screen."""

import pyvips

from planner.steps import ApplyLayer
from workers.executor.forms.composition import blended


def draw(
    base: pyvips.Image, layer: pyvips.Image, corner: tuple[int, int], _step: ApplyLayer
) -> pyvips.Image:
    """Blend the layer with the base: what is dark in both stays dark."""
    return blended(base, layer, corner, _mixed)


def _mixed(backdrop: pyvips.Image, source: pyvips.Image) -> pyvips.Image:
    return backdrop + source - backdrop * source / 255
