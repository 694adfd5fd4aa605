"""Replace color: one colour becomes another in all its shades."""

from typing import Final

import numpy as np
import pyvips

from planner.colour import Colour
from planner.steps import ApplyEffect
from workers.executor.alpha import with_colours
from workers.executor.tones.lab import lab
from workers.executor.tones.lookup import Tones
from workers.executor.tones.matrices import as_image
from workers.executor.tones.predominance import predominant
from workers.executor.tones.samples import sample

#: Share of the radius in which a colour is wholly replaced; from there to the rim ever less.
_CORE: Final = 0.6

#: The least radius: a tolerance of 0 replaces what cannot be told from the colour.
_LEAST: Final = 1.0

#: A colour of less chroma is a grey: its shades have none that could be kept in proportion.
_GREY: Final = 8.0

#: How much stronger than the colour named a shade's chroma may be.
_STRONGEST: Final = 1.5

#: Colours of an image that are looked through for the dominant one.
_LOOKED_THROUGH: Final = 12


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Replace what is within the tolerance, a radius in CIELAB, of a colour.

    A shade as much lighter or darker, and as much duller, than the colour replaced becomes such a
    shade of the new one. Without a colour to replace it is that which most of the image's chroma
    is of.
    """
    to, tolerance, source = step.arguments
    if source is None:
        # The whole image is looked at before its first row can be drawn.
        image = image.copy_memory()
        source = dominant(image)
    if source is None:
        return image
    before, after = _lab_of(source), _lab_of(to)
    share = to.alpha / 255

    def replaced(colours: pyvips.Image) -> pyvips.Image:
        shades = colours.colourspace("lab")
        weight = _nearness(shades, before, max(tolerance, _LEAST)) * share
        new = _shaded(shades, before, after).colourspace("srgb")
        blended: pyvips.Image = (new - colours) * weight + colours
        return blended

    return with_colours(image, replaced)


def dominant(image: pyvips.Image) -> Colour | None:
    """Give the colour that counts most by share and chroma, of an image in memory; None of grey."""
    found = predominant(sample(image), _LOOKED_THROUGH)
    chromas = [(one, _chroma(_lab_of(Colour(*one.colour)))) for one in found]
    weighed = [(one.share * chroma, one.colour) for one, chroma in chromas if chroma >= _GREY]
    return Colour(*max(weighed)[1]) if weighed else None


def _nearness(shades: pyvips.Image, centre: Tones, radius: float) -> pyvips.Image:
    """Give 1 in the core around a colour of CIELAB, 0 from the radius on."""
    apart = ((shades - centre.tolist()) ** 2).recomb(as_image([[1, 1, 1]])) ** 0.5
    weight: pyvips.Image = (apart - radius) * (-1 / ((1 - _CORE) * radius))
    return weight.clamp()


def _shaded(shades: pyvips.Image, before: Tones, after: Tones) -> pyvips.Image:
    """Give the shades of one colour as those of another, in CIELAB."""
    light, old, new = shades[0], float(before[0]), float(after[0])
    darker = light * (new / max(old, 1))
    lighter = (light - old) * ((100 - new) / max(100 - old, 1)) + new
    strength = (shades[1] ** 2 + shades[2] ** 2) ** 0.5 / max(_chroma(before), _GREY)
    strength = (strength > _STRONGEST).ifthenelse(_STRONGEST, strength)
    if _chroma(before) < _GREY:
        strength = strength * 0 + 1
    shaded = (light <= old).ifthenelse(darker, lighter)
    return shaded.bandjoin(strength * after[1:].tolist()).copy(interpretation="lab")


def _lab_of(colour: Colour) -> Tones:
    return lab(np.array([colour.red, colour.green, colour.blue]) / 255)


def _chroma(shade: Tones) -> float:
    return float(np.hypot(shade[1], shade[2]))
