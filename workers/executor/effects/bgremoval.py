"""Bgremoval: a background of one colour, from the edges inwards, or a screen."""

import functools
from typing import Final

import numpy as np
import pyvips

from planner.colour import Colour
from planner.steps import ApplyEffect
from workers.executor.arrays import values
from workers.executor.forms.neighbourhoods import kernel, lightest
from workers.executor.tones.backdrops import distance, edge_colour, past, without

#: How far a background's pixels may be from its colour, in percent of black's from white.
_TOLERANCE: Final = 10.0
#: Pixels beside the background that may be mixed with it.
_SEAM: Final = 2
#: A screen's strongest channel is this much above the others, at least, of 255.
_SCREEN: Final = 40
#: Shares of a screen's colour at which a pixel is all of the image, and all of the screen.
_OPAQUE, _CLEAR = 0.1, 0.7


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Clear the background: what hangs together with the edges and has nearly their colour.

    A screen is cleared wherever it shows, by its share in each pixel, and its tint is taken from
    what stays. The colour is the step's, or the one of most edge pixels; edges that are all
    transparent have none, and nothing is cleared.
    """
    mode, given = step.arguments
    # In memory: the last row tells what becomes of the first.
    image = image.copy_memory()
    colour = given or edge_colour(image)
    if colour is None:
        return image
    if mode == "screen" and _strength(colour) >= _SCREEN:
        return _keyed(image, colour)
    distances = distance(image, colour)
    if image.hasalpha():
        # What is transparent is background, whatever its colour.
        distances = (image[3] > 0).ifthenelse(distances, 0)
    distances = distances.copy_memory()
    kept = past(distances, _TOLERANCE)
    if mode is None:
        kept = _inside(distances).ifthenelse(255, kept)
    return without(image, kept)


def _inside(distances: pyvips.Image) -> pyvips.Image:
    """Tell which pixels do not hang together with the edges by their colour, nor lie beside."""
    near = distances <= _TOLERANCE
    labels = values(near.labelregions())
    similar = values(near)
    outside = np.zeros(int(labels.max()) + 1, dtype=np.uint8)
    for side in (np.s_[0], np.s_[-1], np.s_[:, 0], np.s_[:, -1]):
        outside[labels[side][similar[side] > 0]] = 255
    seam = lightest(outside[labels], kernel("disk", _SEAM))
    return pyvips.Image.new_from_array(seam).invert()


def _strength(colour: Colour) -> int:
    """Give how far a colour's strongest channel is above the others."""
    *others, strongest = sorted((colour.red, colour.green, colour.blue))
    return strongest - max(others)


def _keyed(image: pyvips.Image, colour: Colour) -> pyvips.Image:
    """Clear a screen by colour difference: the excess of its strongest channel over the others.

    That is Petro Vlahos' ("Comprehensive Electronic Compositing System", 1978).
    """
    channels = (colour.red, colour.green, colour.blue)
    strongest = channels.index(max(channels))
    bands = [image[band] for band in range(3)]
    key = bands[strongest]
    first, second = (band for band in bands if band is not key)
    most = (first > second).ifthenelse(first, second)
    share = (key - most) / _strength(colour)
    kept = ((share - _CLEAR) * (255 / (_OPAQUE - _CLEAR))).rint().cast("uchar")
    bands[strongest] = (key > most).ifthenelse(most, key)
    alpha = (image[3],) if image.hasalpha() else ()
    plain = functools.reduce(pyvips.Image.bandjoin, (*bands, *alpha))
    return without(plain.copy(interpretation="srgb"), kept)
