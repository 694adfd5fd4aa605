"""Cut out: what the layer covers of the base goes (Porter and Duff's "out", 1984)."""

import pyvips

from planner.steps import ApplyLayer
from workers.executor.backgrounds import laid_out
from workers.executor.tones.backdrops import without


def draw(
    base: pyvips.Image, layer: pyvips.Image, corner: tuple[int, int], _step: ApplyLayer
) -> pyvips.Image:
    """Multiply the base's alpha by what the layer's leaves of 255."""
    return without(base, laid_out(layer, corner, base)[3].invert())
