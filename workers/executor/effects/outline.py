"""Outline: a line along the edge of what is opaque."""

from typing import Final

import numpy as np
import pyvips

from planner.colour import Colour
from planner.steps import ApplyEffect
from workers.executor.alpha import with_alpha
from workers.executor.arrays import values
from workers.executor.forms.gaussian import blurred
from workers.executor.forms.neighbourhoods import Bytes, Kernel, darkest, kernel, lightest
from workers.executor.forms.silhouettes import laid, painted, silhouette

_BLACK: Final = Colour(0, 0, 0)
#: Levels of blur to a pixel of standard deviation.
_LEVELS: Final = 20


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Draw a line of the step's width, blurred by blur / 20 pixels, in its colour.

    outer: around the silhouette, behind the image; inner: along its edge, on the image; both,
    where no mode is given. fill: all that the outer line surrounds, and the line itself;
    inner_fill: what the inner line surrounds. The edge of the picture is an edge as well.
    """
    mode, width, blur = step.arguments
    # In memory: a line is of other rows than the image under it.
    image = with_alpha(image).copy_memory()
    shape = silhouette(image)
    colour = step.colour or _BLACK
    around = kernel("disk", width)

    def masked(drawn: Bytes) -> pyvips.Image:
        return blurred(pyvips.Image.new_from_array(drawn), blur / _LEVELS)

    alpha = values(shape)
    if mode in (None, "outer", "fill"):
        grown = painted(masked(lightest(alpha, around)), colour)
        if mode == "fill":
            return grown
        image = laid(grown, image)
    if mode in (None, "inner", "inner_fill"):
        left = masked(_eroded(alpha, around))
        image = laid(
            image, painted(left if mode == "inner_fill" else left.invert(), colour), "atop"
        )
    return image


def _eroded(alpha: Bytes, around: Kernel) -> Bytes:
    """Give what is left of a silhouette inside of a line; beyond the picture nothing is opaque."""
    reach = around.shape[0] // 2
    framed = darkest(np.pad(alpha, reach), around)
    return framed[reach : reach + alpha.shape[0], reach : reach + alpha.shape[1]]
