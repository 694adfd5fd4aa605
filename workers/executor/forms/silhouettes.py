"""Silhouettes: where a picture is opaque, and flat pictures of a colour cut out by one."""

import pyvips

from planner.colour import Colour
from workers.executor.backgrounds import OPAQUE


def silhouette(image: pyvips.Image) -> pyvips.Image:
    """Give a picture's alpha alone: 255 where it has none."""
    if image.hasalpha():
        return image[3]
    return pyvips.Image.black(image.width, image.height).invert()


def painted(mask: pyvips.Image, colour: Colour) -> pyvips.Image:
    """Give a picture of one colour with a mask, 0 to 255, as its alpha."""
    alpha = mask if colour.opaque else mask * (colour.alpha / OPAQUE)
    if alpha.format != "uchar":
        alpha = alpha.rint().cast("uchar")
    flat = mask.new_from_image([colour.red, colour.green, colour.blue]).cast("uchar")
    return flat.copy(interpretation="srgb").bandjoin(alpha)


def laid(below: pyvips.Image, above: pyvips.Image, how: str = "over") -> pyvips.Image:
    """Compose a picture of the same size onto another, by one of Porter and Duff's operators."""
    return below.composite2(above, how, compositing_space="srgb").rint().cast("uchar")
