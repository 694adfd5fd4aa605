"""Curves: how tones from 0 to 1 are bent."""

import numpy as np

from workers.executor.tones.lookup import Tones


def sigmoidal(tones: Tones, strength: float) -> Tones:
    """Steepen the middle tones along a sigmoid that keeps both ends; below 0 flatten them.

    The curve of ImageMagick's ``-sigmoidal-contrast``, midpoint 50 %, and its inverse; strength 3
    is typical, 20 nearly a threshold.
    https://imagemagick.org/Usage/color_mods/#sigmoidal
    """
    if not strength:
        return tones
    steepness = abs(strength)
    least, most = _logistic(-steepness / 2), _logistic(steepness / 2)
    if strength > 0:
        bent = _logistic(steepness * (tones - 0.5))
        return np.asarray((bent - least) / (most - least))
    at = least + tones * (most - least)
    return np.asarray(0.5 + np.log(at / (1 - at)) / steepness).clip(0, 1)


def lifted(tones: Tones, strength: float, reach: float) -> Tones:
    """Give the factors by which dark tones grow: ``1 + strength * (1 - tone) ** reach``.

    A smaller reach takes lighter tones along. Tones keep their order for strengths up to 2 and
    reaches from 2 ** 0.5.
    """
    return np.asarray(1 + strength * (1 - tones) ** reach)


def encoded(light: Tones) -> Tones:
    """Give the tones of linear light, by the curve of sRGB (IEC 61966-2-1)."""
    bent = 1.055 * np.maximum(light, 0.0031308) ** (1 / 2.4) - 0.055
    return np.where(light <= 0.0031308, 12.92 * light, bent)  # noqa: PLR2004 - the standard's


def linear(tones: Tones) -> Tones:
    """Give the linear light of tones, by the curve of sRGB (IEC 61966-2-1)."""
    return np.where(tones <= 0.04045, tones / 12.92, ((tones + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - the standard's


def _logistic(value: Tones | float) -> Tones:
    return np.asarray(1 / (1 + np.exp(-value)))
