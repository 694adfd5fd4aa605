"""Ordered dither: dots of eight colours, more of them where the image is lighter."""

import pyvips

from planner.steps import ApplyEffect
from workers.executor.alpha import with_colours
from workers.executor.tones.threshold_maps import thresholds


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Turn each channel on or off by the threshold that the map's tile has at its place."""
    (number,) = step.arguments
    tile = pyvips.Image.new_from_array(thresholds(int(number)))
    across, down = -(-image.width // tile.width), -(-image.height // tile.height)
    tiles = tile.replicate(across, down).crop(0, 0, image.width, image.height)

    def dotted(colours: pyvips.Image) -> pyvips.Image:
        dots: pyvips.Image = colours >= tiles
        return dots.copy(interpretation="srgb")

    return with_colours(image, dotted)
