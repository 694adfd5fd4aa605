"""Lightroom: the settings of a darkroom program, drawn with its meaning but our own curves."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import pyvips

from planner.steps import ApplyEffect
from workers.executor.alpha import premultiplied, with_colours
from workers.executor.tones.curves import encoded, linear, sigmoidal
from workers.executor.tones.lookup import Tones, factors, levels, mapped
from workers.executor.tones.matrices import luma, mixed, mixed_in_light, saturating
from workers.executor.tones.vividness import vivid
from workers.executor.tones.white_balance import balancing

#: Levels of one unit of a sigmoid's strength.
_UNIT: Final = 20

#: How far shadows and highlights are moved at most, and how far the ends of the scale: so much that
#: tones keep their order.
_BEND: Final = 0.3
_END: Final = 0.25

#: The share of the contrast with the surroundings that clarity adds or takes at most.
_CLARITY: Final = 0.6

#: The shorter side by the radius in which clarity sees contrast.
_RADII: Final = 50


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Draw the settings in the order of the program: white, light, clarity, then colour.

    Temperature is warm above 0, tint pink: `white_balance` has their scales. Exposure is in stops
    of linear light. The others go from -100 to 100: contrast bends tones along a sigmoid; shadows
    and highlights, blacks and whites move the quarters and the ends of the scale by Bernstein's
    polynomials; clarity is contrast with the surroundings in middle tones.
    """
    settings = {name: value for name, value in step.arguments if not isinstance(value, str)}
    temperature, tint = settings.get("temperature", 0), settings.get("tint", 0)
    if temperature or tint:
        image = mixed_in_light(image, balancing(temperature, tint))
    image = mapped(image, _tones(settings))
    image = _clear(image, _CLARITY * settings.get("clarity", 0) / 100)
    image = mixed(image, saturating(1 + settings.get("saturation", 0) / 100))
    return vivid(image, settings.get("vibrance", 0) / 100)


def _tones(settings: Mapping[str, float]) -> Tones:
    tones = encoded(np.minimum(linear(levels()) * 2 ** settings.get("exposure", 0), 1))
    tones = sigmoidal(tones, settings.get("contrast", 0) / _UNIT)
    rest = 1 - tones
    moved = (
        _BEND * settings.get("shadows", 0) * 3 * tones * rest**2
        + _BEND * settings.get("highlights", 0) * 3 * tones**2 * rest
        + _END * settings.get("blacks", 0) * rest**3
        + _END * settings.get("whites", 0) * tones**3
    )
    return np.asarray(tones + moved / 100)


def _clear(image: pyvips.Image, strength: float) -> pyvips.Image:
    """Drive lightness away from its surroundings, most in middle tones, not at either end."""
    if not strength:
        return image
    # Rows are read again after their surroundings have been.
    image = image.copy_memory()
    radius = max(1.0, min(image.width, image.height) / _RADII)
    around = premultiplied(image, lambda weighed: weighed.gaussblur(radius))
    middle = 4 * levels() * (1 - levels())

    def cleared(colours: pyvips.Image) -> pyvips.Image:
        light = luma(colours)
        apart = light - luma(around.extract_band(0, n=3))
        return apart * factors(light, middle) * strength + colours

    return with_colours(image, cleared)
