"""Vividness: dull colours made stronger, strong ones left."""

import pyvips

from workers.executor.alpha import with_colours
from workers.executor.tones.extremes import largest, smallest
from workers.executor.tones.matrices import luma


def vivid(image: pyvips.Image, strength: float) -> pyvips.Image:
    """Saturate each pixel by ``1 + strength * (1 - saturation)``, luma kept.

    Saturation is that of hue, saturation and value, so the weight is the smallest channel by the
    largest. Strength is from -1 to 1, 0 changes nothing.
    """

    def stronger(colours: pyvips.Image) -> pyvips.Image:
        factor = smallest(colours) / largest(colours) * strength + 1
        grey = luma(colours)
        return (colours - grey) * factor + grey

    return with_colours(image, stronger) if strength else image
