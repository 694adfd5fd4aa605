"""Strokes: areas of one colour between edges that stay sharp."""

from math import ceil, cos, pi, sin
from typing import Final

import pyvips

from workers.executor.forms.gaussian import blurred

#: Directions in which a pixel looks for its own area.
_DIRECTIONS: Final = 8
#: The spread of each look, in parts of its distance.
_SPREAD: Final = 0.5
#: Variance of lightness that counts as none, so that even areas are mixed evenly.
_EVEN: Final = 2.0


def stroked(colours: pyvips.Image, radius: float) -> pyvips.Image:
    """Give each pixel the colour of what is most even around it, ``radius`` pixels away.

    The generalised Kuwahara filter: the mean of means in eight directions, each weighed by its
    variance to the power of -4 (Papari, Petkov and Campisi, "Artistic Edge and Corner Enhancing
    Smoothing", 2007); the windows are Gaussians here, which are the same one, seen from elsewhere.
    colours: three bands of 8 bits, in memory; so many has the result.
    """
    width, height = colours.width, colours.height
    values = colours.cast("float")
    light = values.bandmean()
    sigma = radius * _SPREAD
    mean = blurred(light, sigma)
    variance = blurred(light * light, sigma) - mean * mean
    steady = 1 / ((variance < 0).ifthenelse(0, variance) + _EVEN)
    weight = steady * steady
    weight = weight * weight
    room = ceil(radius)
    # In memory, because it is blurred: four numbers of 32 bits a pixel.
    around = (blurred(values, sigma) * weight).bandjoin(weight)
    around = around.embed(
        room, room, width + 2 * room, height + 2 * room, extend="copy"
    ).copy_memory()
    places = [2 * pi * turn / _DIRECTIONS for turn in range(_DIRECTIONS)]
    seen = [
        around.crop(
            room + round(radius * cos(place)), room + round(radius * sin(place)), width, height
        )
        for place in places
    ]
    total = pyvips.Image.sum(seen)
    drawn = total.extract_band(0, n=3) / total[3]
    return drawn.rint().cast("uchar").copy(interpretation="srgb")
