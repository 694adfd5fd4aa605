"""Tint: one colour or several in place of the image's own, from the dark tones to the light."""

from collections.abc import Iterable
from typing import Final

import numpy as np
import pyvips

from planner.colour import WHITE, Colour
from planner.steps import ApplyEffect
from workers.executor.alpha import with_colours
from workers.executor.tones.adjustments import equalized
from workers.executor.tones.contrasts import BLACK
from workers.executor.tones.lookup import Tones, factors, levels, mapped
from workers.executor.tones.matrices import luma
from workers.executor.tones.samples import sample

#: Colours with their places on the scale of tones, 0 to 100.
Stops = list[tuple[float, Colour]]

_LIGHTEST: Final = 100.0


def draw(image: pyvips.Image, step: ApplyEffect) -> pyvips.Image:
    """Blend the image with the colours of its tones by a percentage, of each colour's alpha.

    Black is at 0 and white at 100 unless colours are; those without a place are spread evenly, so
    a single one is at 50. Equalized, the image has its lightness spread over all tones before.
    """
    equal, percent, colours = step.arguments
    if equal:
        # The whole image is looked at before its first row can be drawn.
        image = image.copy_memory()
        image = mapped(image, equalized(sample(image)))
    table = _table(stops(colours))

    def tinted(own: pyvips.Image) -> pyvips.Image:
        light = luma(own)
        toned = factors(light, table[:, :3])
        return (toned - own) * factors(light, table[:, 3] / 255 * (percent / 100)) + own

    return with_colours(image, tinted)


def stops(colours: Iterable[tuple[Colour, float | None]]) -> Stops:
    """Give colours with their places, in order, from 0 to 100."""
    given = list(colours)
    placed = [
        (_LIGHTEST * (index + 1) / (len(given) + 1) if place is None else place, colour)
        for index, (colour, place) in enumerate(given)
    ]
    placed.sort(key=lambda stop: stop[0])
    before = [(0.0, BLACK)] if placed[0][0] > 0 else []
    behind = [(_LIGHTEST, WHITE)] if placed[-1][0] < _LIGHTEST else []
    return [*before, *placed, *behind]


def _table(wanted: Stops) -> Tones:
    places = [place / _LIGHTEST for place, _ in wanted]
    bands = np.array([[one.red, one.green, one.blue, one.alpha] for _, one in wanted])
    return np.stack([np.interp(levels(), places, band) for band in bands.T], axis=1)
