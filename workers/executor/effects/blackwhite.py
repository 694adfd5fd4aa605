"""Black and white, and nothing between."""

import pyvips

from planner.steps import ApplyEffect
from workers.executor.alpha import with_colours


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Turn what is at least as light as level per cent white, all else black.

    Lightness is that of grayscale: by luminance of linear light (ITU-R BT.709).
    """
    (level,) = step.arguments

    def parted(colours: pyvips.Image) -> pyvips.Image:
        light: pyvips.Image = colours.colourspace("b-w") >= level / 100 * 255
        return light.copy(interpretation="b-w").colourspace("srgb")

    return with_colours(image, parted)
