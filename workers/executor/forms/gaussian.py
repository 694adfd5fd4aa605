"""Gaussian blur, the one that every soft edge and every blur is made of."""

from typing import Final

import pyvips

#: The weight, of the middle's, below which the bell is cut off: at 2.4 standard deviations.
_LEAST: Final = 0.05


def blurred(image: pyvips.Image, sigma: float) -> pyvips.Image:
    """Blur every band by a Gaussian of ``sigma`` pixels; beyond its edges the image goes on."""
    return image.gaussblur(sigma, min_ampl=_LEAST)
