"""Art: a look of many colours, by name."""

import numpy as np
import pyvips

from planner.steps import ApplyEffect
from workers.executor.alpha import with_colours
from workers.executor.tones.curves import sigmoidal
from workers.executor.tones.looks import LOOKS, Look
from workers.executor.tones.lookup import Tones, levels, mapped
from workers.executor.tones.matrices import browning, mixed, saturating


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Mix colours, bend tones and darken the corners as `workers.executor.tones.looks` says."""
    look = LOOKS[step.arguments[0]]
    mixing = np.array(browning(look.brown)) @ np.array(saturating(look.saturation))
    image = mapped(mixed(image, mixing.tolist()), _tones(look))
    if not look.vignette:
        return image
    shade = _shade(image.width, image.height, look.vignette)
    return with_colours(image, lambda colours: colours * shade)


def _tones(look: Look) -> Tones:
    bent = sigmoidal(levels(), look.contrast)[:, np.newaxis] ** (1 / np.array(look.gamma))
    shadows, lights = np.array(look.shadows), np.array(look.lights)
    return np.asarray(shadows + (lights - shadows) * bent)


def _shade(width: int, height: int, strength: float) -> pyvips.Image:
    """Give factors from 1 in the middle to 1 - strength in the corners, by the distance squared."""
    place = pyvips.Image.xyz(width, height) * [2 / width, 2 / height] + [
        1 / width - 1,
        1 / height - 1,
    ]
    squares = place**2
    return (squares[0] + squares[1]) * (-strength / 2) + 1
