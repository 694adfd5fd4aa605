"""Contrasts: how far colours are apart, for eyes."""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from planner.colour import WHITE, Colour
from workers.executor.tones.curves import linear
from workers.executor.tones.lab import lab
from workers.executor.tones.lookup import Tones
from workers.executor.tones.matrices import LUMA

BLACK: Final = Colour(0, 0, 0)

#: The least contrast of things that have to be told apart:
#: https://www.w3.org/TR/WCAG21/#non-text-contrast
_ENOUGH: Final = 3.0

#: Light that a screen throws back: https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio
_FLARE: Final = 0.05


def contrast(one: Colour, other: Colour) -> float:
    """Give the contrast ratio of WCAG 2.1, from 1 to 21; alpha does not count."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + _FLARE) / (darker + _FLARE)


def contrasting(colour: Colour, candidates: Iterable[Colour]) -> Colour:
    """Give the candidate that contrasts most; black or white where none does enough."""
    best = max(candidates, key=lambda one: contrast(colour, one), default=colour)
    if contrast(colour, best) >= _ENOUGH:
        return best
    return max((WHITE, BLACK), key=lambda one: contrast(colour, one))


def nearest(colour: Colour, candidates: Sequence[Colour]) -> Colour:
    """Give the candidate least different from a colour: CIE 1976, in CIELAB."""
    wanted = lab(_tones(colour))
    return min(candidates, key=lambda one: float(np.sum((lab(_tones(one)) - wanted) ** 2)))


def _luminance(colour: Colour) -> float:
    return float(linear(_tones(colour)) @ np.array(LUMA))


def _tones(colour: Colour) -> Tones:
    return np.array([colour.red, colour.green, colour.blue]) / 255
