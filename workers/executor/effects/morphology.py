"""Morphology: dark or light areas grow by a shape, or all run together."""

from typing import Final

import numpy as np
import pyvips

from planner.steps import ApplyEffect
from workers.executor.alpha import premultiplied
from workers.executor.arrays import values
from workers.executor.forms import spectra
from workers.executor.forms.neighbourhoods import Kernel, darkest, kernel, lightest

#: Pixels of a neighbourhood from which on transforms are faster than sums.
_MANY: Final = 128


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Give the least value in each neighbourhood, the greatest, or the mean; so many times over.

    Bands are taken one by one; colours of transparent pixels do not count, and alpha stays.
    """
    method, iterations, shape, radius = step.arguments
    around = kernel(shape, radius)
    if around.size == 1:
        return image
    if method == "convolve":
        return _mixed(image, around, int(iterations))
    # In memory: each row reads those above and below; three pictures more while it is drawn.
    image = image.copy_memory()
    grown, neutral = (lightest, 0) if method == "dilate" else (darkest, 255)
    colours = values(image.extract_band(0, n=3))
    if image.hasalpha():
        visible = values(image[3])[:, :, np.newaxis] > 0
        colours = np.where(visible, colours, np.uint8(neutral))
    for _ in range(int(iterations)):
        colours = grown(colours, around)
    drawn = pyvips.Image.new_from_array(colours).copy(interpretation="srgb")
    return drawn.bandjoin(image[3]) if image.hasalpha() else drawn


def _mixed(image: pyvips.Image, around: Kernel, times: int) -> pyvips.Image:
    if around.sum() > _MANY:
        # In memory: it is transformed as a whole, and its alpha is read after that.
        image = image.copy_memory()
    mask = pyvips.Image.new_from_array(around.astype(int).tolist(), scale=int(around.sum()))

    def mixed(weighed: pyvips.Image) -> pyvips.Image:
        if around.sum() > _MANY:
            means = spectra.mean(values(weighed), around, times)
            return pyvips.Image.new_from_array(means).copy(interpretation="srgb")
        for _ in range(times):
            weighed = weighed.conv(mask, precision="integer")
        return weighed

    colours = premultiplied(image, mixed)
    return colours.extract_band(0, n=3).bandjoin(image[3]) if image.hasalpha() else colours
