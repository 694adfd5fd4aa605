"""Over: the layer covers the base as far as it is opaque (Porter and Duff, 1984)."""

from typing import Final

import pyvips

from planner.steps import ApplyLayer
from workers.executor.backgrounds import laid_out
from workers.executor.forms.composition import over

#: A layer of at most this share of its base is blended in whole numbers.
_SMALL: Final = 0.25


def draw(
    base: pyvips.Image, layer: pyvips.Image, corner: tuple[int, int], _step: ApplyLayer
) -> pyvips.Image:
    """Lay the layer over the base.

    Of an opaque base, what lies beside the layer passes untouched.
    """
    if base.hasalpha():
        return over(base, layer, *corner)
    if not layer.hasalpha():
        return base.insert(layer, *corner)
    if layer.width * layer.height > base.width * base.height * _SMALL:
        return over(base, layer, *corner)
    # In memory: its colours and its alpha are read apart. It is small beside the base.
    layer = layer.copy_memory()
    laid = laid_out(layer, corner, base)
    return laid[3].ifthenelse(laid.extract_band(0, n=3), base, blend=True)
