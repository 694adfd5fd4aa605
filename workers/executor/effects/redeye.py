"""Red eye: the red that a flash makes of pupils is taken out."""

from typing import Final

import numpy as np
import pyvips

from planner.steps import ApplyEffect
from workers.executor.arrays import values
from workers.executor.forms.pupils import red_pupils, window

#: In radii: as far as the red of a pupil reaches, soft at its edge.
_REACH: Final = 1.6
#: Red by the larger of green and blue: where it begins to be taken out, and where all of it is.
_BEGINS, _WHOLE = 1.4, 1.8


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Give pupils the mean of green and blue for red; leave all that is no red pupil as it is."""
    del step
    # In memory: it is looked through before any of it is drawn.
    image = image.copy_memory()
    pixels = values(image)
    found = red_pupils(pixels[..., :3])
    if not found:
        return image
    pixels = pixels.copy()  # the one copy of a picture that has red eyes: they are painted into it
    for pupil in found:
        rows, columns, distance = window(pixels, pupil, _REACH)
        part = pixels[rows, columns].astype(np.float64)
        red, green, blue = part[..., 0], part[..., 1], part[..., 2]
        redness = red / np.maximum(np.maximum(green, blue), 1)
        share = np.clip((redness - _BEGINS) / (_WHOLE - _BEGINS), 0, 1)
        share *= np.clip((_REACH - distance) / (_REACH - 1), 0, 1)
        pixels[rows, columns, 0] = np.rint(red + share * ((green + blue) / 2 - red))
    return pyvips.Image.new_from_array(pixels).copy(interpretation=image.interpretation)
