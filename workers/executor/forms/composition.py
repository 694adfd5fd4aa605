"""Composition: two pictures as one, on sRGB values (W3C, "Compositing and Blending")."""

from collections.abc import Callable

import pyvips

#: What a blend makes of the colours of base and layer, each from 0 to 255.
Mix = Callable[[pyvips.Image, pyvips.Image], pyvips.Image]


def over(base: pyvips.Image, layer: pyvips.Image, left: int = 0, top: int = 0) -> pyvips.Image:
    """Lay a layer over a base. An opaque base has no alpha afterwards either."""
    both = base.composite2(layer, "over", x=left, y=top, compositing_space="srgb")
    return both if base.hasalpha() else both.extract_band(0, n=3)


def blended(
    base: pyvips.Image, layer: pyvips.Image, corner: tuple[int, int], mix: Mix
) -> pyvips.Image:
    """Blend a layer with a base; corner: its left and top on the base.

    What is transparent of the layer changes nothing; where the base is, the layer shows as it is.
    libvips' own modes work on colours that alpha has been multiplied into, where the standard has
    them before.
    """
    left, top = max(corner[0], 0), max(corner[1], 0)
    width = min(corner[0] + layer.width, base.width) - left
    height = min(corner[1] + layer.height, base.height) - top
    if min(width, height) <= 0:
        return base
    # In memory: colours and alpha of both are read apart, and the base once more around the layer.
    base = base.copy_memory()
    above = layer.crop(left - corner[0], top - corner[1], width, height).copy_memory()
    below = base.crop(left, top, width, height)
    mixed = _mixed(below, above, mix).rint().cast("uchar")
    if base.hasalpha():
        alpha = above[3] if above.hasalpha() else 255
        part = over(below, mixed.bandjoin(alpha).copy(interpretation="srgb"))
    else:
        part = above[3].ifthenelse(mixed, below, blend=True) if above.hasalpha() else mixed
    return base.insert(part, left, top)


def _mixed(below: pyvips.Image, above: pyvips.Image, mix: Mix) -> pyvips.Image:
    """Give the colours of the layer, blended as far as the base is opaque."""
    source = above.extract_band(0, n=3)
    mixed = mix(below.extract_band(0, n=3), source)
    if below.hasalpha():
        mixed = source + (mixed - source) * below[3] / 255
    return mixed.copy(interpretation="srgb")
