"""Adjustments: what an image as a whole lacks in contrast, balance and light, as tables of tones.

Each gives one column of 256 rows, or three for red, green and blue; of nothing seen, no change.
"""

from typing import Final

import numpy as np

from workers.executor.tones.curves import encoded, linear
from workers.executor.tones.lookup import Tones, levels
from workers.executor.tones.matrices import LUMA
from workers.executor.tones.samples import Sample

#: Share of the pixels at either end that may be lost.
_LOST: Final = 0.005

#: The farthest that one channel's light is moved against the others.
_FARTHEST: Final = 2.0

#: The strongest bend, either way.
_STRONGEST: Final = 2.0

#: Of the mean of a channel's light; a high power heeds what is light most, which shows the lamp's
#: colour best.
_POWER: Final = 6


def stretched(seen: Sample) -> Tones:
    """Stretch lightness to the full range, colours keeping their hue.

    Half a per cent of the pixels at each end may be clipped, as by Pillow's ``autocontrast``.
    """
    tones = levels()
    if not len(seen):
        return tones
    darkest, lightest = np.quantile(lightness(seen), [_LOST, 1 - _LOST])
    if lightest <= darkest:
        return tones
    return np.asarray((tones - darkest) / (lightest - darkest))


def lightened(seen: Sample) -> Tones:
    """Bend the tones so that they are in the middle on average, no farther than by a gamma of 2.

    ImageMagick's ``-auto-gamma``: https://imagemagick.org/script/command-line-options.php#auto-gamma
    """
    tones = levels()
    if not len(seen):
        return tones
    mean = float(lightness(seen).mean())
    if not 0 < mean < 1:
        return tones
    exponent = np.log(0.5) / np.log(mean)
    return np.asarray(tones ** np.clip(exponent, 1 / _STRONGEST, _STRONGEST))


def balanced(seen: Sample) -> Tones:
    """Take a cast away: every channel's light made equal on average, lightness kept.

    "Shades of gray", Finlayson and Trezzi 2004, with their mean of the sixth power. No channel is
    moved by more than a factor of 2.
    """
    tones = levels()
    if not len(seen):
        return np.repeat(tones[:, np.newaxis], 3, axis=1)
    light = linear(seen.colours / 255)
    means = np.maximum((light**_POWER).mean(axis=0) ** (1 / _POWER), 1e-6)
    gains = np.clip((means @ np.array(LUMA)) / means, 1 / _FARTHEST, _FARTHEST)
    return encoded(np.minimum(linear(tones)[:, np.newaxis] * gains, 1))


def equalized(seen: Sample) -> Tones:
    """Spread lightness evenly: each tone becomes the share of the pixels that are no lighter."""
    tones = levels()
    if not len(seen):
        return tones
    counts = np.bincount(np.rint(lightness(seen) * 255).astype(np.intp), minlength=len(tones))
    shares = counts.cumsum()
    first = shares[counts > 0][0]
    if first == shares[-1]:
        return tones
    return np.asarray((shares - first) / (shares[-1] - first)).clip(0, 1)


def blended(table: Tones, percent: float) -> Tones:
    """Give a table that does a part of what it does."""
    tones = levels() if table.ndim == 1 else levels()[:, np.newaxis]
    return np.asarray(tones + (table - tones) * (percent / 100))


def through(first: Tones, then: Tones) -> Tones:
    """Give the table of two, one after the other."""
    tones = levels()
    if first.ndim == 1 and then.ndim == 1:
        return np.interp(first, tones, then)
    columns = [np.interp(_column(first, band), tones, _column(then, band)) for band in range(3)]
    return np.stack(columns, axis=1)


def lightness(seen: Sample) -> Tones:
    """Give the luma of each pixel, 0 to 1."""
    return np.asarray(seen.colours @ np.array(LUMA)) / 255


def _column(table: Tones, band: int) -> Tones:
    return table if table.ndim == 1 else table[:, band]
