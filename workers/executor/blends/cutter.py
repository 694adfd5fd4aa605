"""Cutter: only what the layer covers of the base stays (Porter and Duff's "in", 1984)."""

import pyvips

from planner.steps import ApplyLayer
from workers.executor.backgrounds import laid_out
from workers.executor.tones.backdrops import without


def draw(
    base: pyvips.Image, layer: pyvips.Image, corner: tuple[int, int], _step: ApplyLayer
) -> pyvips.Image:
    """Multiply the base's alpha by the layer's, which is 0 beside the layer."""
    return without(base, laid_out(layer, corner, base)[3])
