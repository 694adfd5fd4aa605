"""Over: the layer covers the base as far as it is opaque (Porter and Duff, 1984)."""

import pyvips

from planner.steps import ApplyLayer


def draw(
    base: pyvips.Image, layer: pyvips.Image, corner: tuple[int, int], _step: ApplyLayer
) -> pyvips.Image:
    """Lay the layer over the base."""
    left, top = corner
    both = base.composite2(layer, "over", x=left, y=top, compositing_space="srgb")
    both = both.rint().cast("uchar")
    return both if base.hasalpha() else both.extract_band(0, n=3)
