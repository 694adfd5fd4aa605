"""Mask: the base shows as far as the layer is light."""

from typing import Final

import pyvips

from planner.steps import ApplyLayer
from workers.executor.backgrounds import laid_out
from workers.executor.tones.backdrops import without

#: The shares of red, green and blue in lightness (ITU-R BT.709).
_LUMA: Final = (0.2126, 0.7152, 0.0722)


def draw(
    base: pyvips.Image, layer: pyvips.Image, corner: tuple[int, int], _step: ApplyLayer
) -> pyvips.Image:
    """Multiply the base's alpha by the layer's lightness and alpha.

    That is how W3C's "CSS Masking" takes a picture as a mask, on sRGB values.
    """
    laid = laid_out(layer, corner, base)
    luma = laid.extract_band(0, n=3).recomb(pyvips.Image.new_from_array([list(_LUMA)]))
    return without(base, (luma * laid[3] / 255).rint().cast("uchar"))
