"""Backgrounds: a colour below a picture."""

from typing import Final

import pyvips

from planner.colour import TRANSPARENT, Colour

OPAQUE: Final = 255


def over(image: pyvips.Image, background: Colour) -> pyvips.Image:
    """Compose a picture onto a colour of its own size. Alpha goes where the colour is opaque."""
    if not image.hasalpha() or not background.alpha:
        return image
    if background.alpha == OPAQUE:
        return image.flatten(background=_bands(background))
    below = image.new_from_image(_bands(background)).copy(interpretation="srgb")
    return below.composite2(image, "over", compositing_space="srgb").rint().cast("uchar")


def over_ground(image: pyvips.Image, ground: pyvips.Image) -> pyvips.Image:
    """Compose a picture onto another of its size; alpha goes where that one has none."""
    if not image.hasalpha():
        return image
    composed = ground.composite2(image, "over", compositing_space="srgb").rint().cast("uchar")
    return composed if ground.hasalpha() else composed.extract_band(0, n=3)


def embedded(
    image: pyvips.Image, background: Colour, *, left: int, top: int, width: int, height: int
) -> pyvips.Image:
    """Set a picture into another that is otherwise of one colour.

    left, top: where its corner comes to lie, in pixels; what lies beyond is cut off. The result has
    alpha when the picture or the colour needs it; transparent parts of the picture stay so.
    """
    if background.alpha < OPAQUE and not image.hasalpha():
        image = image.addalpha()
    colour: list[float] = [background.red, background.green, background.blue, background.alpha]
    colour = colour[: image.bands]
    if not (-image.width < left < width and -image.height < top < height):
        ground = image.crop(0, 0, 1, 1).new_from_image(colour)
        return ground.copy(interpretation="srgb").embed(0, 0, width, height, extend="copy")
    return image.embed(left, top, width, height, extend="background", background=colour)


def laid_out(layer: pyvips.Image, corner: tuple[int, int], base: pyvips.Image) -> pyvips.Image:
    """Give a layer on a transparent picture of its base's size.

    corner: left and top of the layer on the base; what lies beyond is cut off.
    """
    left, top = corner
    return embedded(layer, TRANSPARENT, left=left, top=top, width=base.width, height=base.height)


def _bands(colour: Colour) -> list[float]:
    bands: list[float] = [colour.red, colour.green, colour.blue]
    return bands if colour.alpha == OPAQUE else [*bands, colour.alpha]
