"""Theme: the colours of a screen changed to those that fit another background."""

from typing import Final

import numpy as np
import pyvips

from planner.colour import Colour
from planner.steps import ApplyEffect
from workers.executor.alpha import with_colours
from workers.executor.tones.lab import lab
from workers.executor.tones.lookup import Tones
from workers.executor.tones.matrices import as_image
from workers.executor.tones.photographic import photographs
from workers.executor.tones.predominance import predominant
from workers.executor.tones.samples import sample

#: How far in a and b of CIELAB from the background a colour keeps nothing of its cast: a link or a
#: button has a colour of its own.
_OWN: Final = 40.0


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Turn the background into the step's colour, and all else so that it contrasts as before.

    The background is the predominant colour. In CIELAB its lightness becomes that of the new one,
    and the end of the scale that is farther from it becomes the end that is farther from the new
    one; all between goes along in proportion. The cast of the background goes over to what has no
    colour of its own. Photographs stay as they are: a photosensitivity above 100 takes more for
    one, below 100 less, 0 nothing.
    """
    colour, photosensitivity = step.arguments
    # The whole image is looked at before its first row can be drawn.
    image = image.copy_memory()
    found = predominant(sample(image), 1)
    if not found:
        return image
    before, after = _lab_of(Colour(*found[0].colour)), _lab_of(colour)
    shown = image
    if image.hasalpha():
        # What is transparent is background, whatever its colour.
        shown = (image[3] > 0).ifthenelse(image.extract_band(0, n=3), list(found[0].colour))
    seen = photographs(shown, found[0].colour, photosensitivity / 100)
    kept = pyvips.Image.new_from_array(seen.astype(np.uint8) * np.uint8(255))
    share = colour.alpha / 255

    def themed(colours: pyvips.Image) -> pyvips.Image:
        shades = colours.colourspace("lab")
        new = _shaded(shades, before, after).colourspace("srgb")
        changed = ((new - colours) * share + colours).rint().cast("uchar")
        return kept.ifthenelse(colours, changed)

    return with_colours(image, themed)


def _shaded(shades: pyvips.Image, before: Tones, after: Tones) -> pyvips.Image:
    old, new = float(before[0]), float(after[0])
    slope = (_opposite(new) - new) / (_opposite(old) - old)
    light = (shades[0] - old) * slope + new
    light = (light > 100).ifthenelse(100, (light < 0).ifthenelse(0, light))  # noqa: PLR2004 - the scale's ends
    near = ((shades[0] - old) / (_opposite(old) - old)).abs() * -1 + 1
    casts = shades.extract_band(1, n=2)
    apart = ((casts - before[1:].tolist()) ** 2).recomb(as_image([[1, 1]])) ** 0.5
    share = near.clamp() * (apart / -_OWN + 1).clamp()
    moved = casts + share * (after - before)[1:].tolist()
    return light.bandjoin(moved).copy(interpretation="lab")


def _opposite(light: float) -> float:
    """Give the end of the scale of lightness that is farther away."""
    return 0.0 if light >= 50 else 100.0  # noqa: PLR2004 - the middle of the scale


def _lab_of(colour: Colour) -> Tones:
    return lab(np.array([colour.red, colour.green, colour.blue]) / 255)
