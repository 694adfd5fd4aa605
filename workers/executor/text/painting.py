"""Painting: letters, the stroke around them and the ground below, in their colours."""

from typing import Final

import pyvips

from planner.colour import Colour
from workers.executor.backgrounds import OPAQUE, over

_ALPHA: Final = 3


def faded(letters: pyvips.Image, colour: Colour) -> pyvips.Image:
    """Make letters as transparent as their colour; coloured pictures among them, too."""
    if colour.opaque:
        return letters
    alpha = (letters[_ALPHA] * (colour.alpha / OPAQUE)).rint().cast("uchar")
    return letters.extract_band(0, n=_ALPHA).bandjoin(alpha)


def stroked(
    letters: pyvips.Image, outline: pyvips.Image, colour: Colour, stroke: Colour
) -> pyvips.Image:
    """Paint letters, and a stroke that covers what the outline has beyond them.

    The two share each pixel without overlapping, so that no ground shows between them and no
    stroke through letters that are transparent.
    """
    own = letters[_ALPHA] * (colour.alpha / OPAQUE)
    beyond = (outline - letters[_ALPHA]) * (stroke.alpha / OPAQUE)
    alpha = own + beyond
    inked = letters.extract_band(0, n=_ALPHA) * own
    inked = inked + beyond * [stroke.red, stroke.green, stroke.blue]
    # Where there is neither, the colour is of no account.
    colours = inked / (alpha < 1).ifthenelse(1, alpha)
    painted = colours.bandjoin(alpha).rint().cast("uchar")
    return painted.copy(interpretation="srgb")


def grounded(picture: pyvips.Image, background: Colour | None) -> pyvips.Image:
    """Paint the ground of a picture; the result has alpha as before."""
    if background is None:
        return picture
    painted = over(picture, background)
    return painted if painted.hasalpha() else painted.addalpha()
