"""Interest: how much each part of a picture draws the eye, without a model of what it shows.

Of a small copy four maps are added up, each scaled so that its mean is 1 where it has any:
*contrast of colour*, the distance from the mean colour after a slight blur (Achanta, Hemami,
Estrada and Suesstrunk 2009, "Frequency-tuned Salient Region Detection"); *edges*, the gradient of
lightness; *skin*, nearness to the direction of skin in RGB; *saturation*, chroma. The first two
and a spectral residual (Hou and Zhang 2007, "Saliency Detection: A Spectral Residual Approach")
tell what is unlike the rest; the others what people look for. What is too dark or blown out
counts less, and so does what lies far from the middle, where photographers and eyes do not put it
(Tatler 2007, "The central fixation bias in scene viewing").
"""

from typing import Final

import numpy as np
import pyvips
from numpy.typing import NDArray

from planner.steps import Search, Shares
from workers.executor.arrays import values

Map = NDArray[np.float64]

#: Pixels of the longer side of the copy that is looked at.
SIDE: Final = 160

#: How much each map counts.
_WEIGHTS: Final = {"contrast": 1.0, "edges": 0.8, "residual": 0.8, "skin": 2.5, "saturation": 0.3}

#: The direction of skin in RGB, and how near to it a colour is skin: as smartcrop.js has them,
#: https://github.com/jwagner/smartcrop.js.
_SKIN: Final = np.array([0.78, 0.57, 0.44]) / np.linalg.norm([0.78, 0.57, 0.44])
_SKIN_NEAR: Final = 0.8
_SKIN_LIGHT: Final = (0.2, 0.95)

#: The percentile of a map above which it counts.
_COMMON: Final = 30

#: What the corners count less than the middle.
_AT_CORNERS: Final = 0.6

#: Side of the picture whose spectrum is looked at, in pixels.
_SPECTRAL: Final = 64


def interest(image: pyvips.Image, search: Search) -> Map:
    """Give how interesting a picture is, on a grid over it; it adds up to 1.

    What ``search`` names is added, or taken away where it is to be avoided: with the weight of
    100 % as much as all of the rest together. Transparent parts are of no interest.
    """
    small = image.thumbnail_image(SIDE, height=SIDE, size="down")
    alpha = values(small[3]) / 255 if small.hasalpha() else None
    rgb = values(small.flatten(background=[128]) if small.hasalpha() else small)[..., :3] / 255
    lab = values(_lab(small))
    found = _attention(rgb, lab)
    if alpha is not None:
        found = found * alpha.reshape(found.shape)
    found = _normal(found + 1e-6)
    for attraction in search.attractions:
        area = _spread(attraction.area, found.shape)
        found = found + attraction.weight / 100 * area
    return np.asarray(_normal(np.maximum(found, 0) + 1e-9), dtype=np.float64)


def _attention(rgb: Map, lab: Map) -> Map:
    light = lab[..., 0] / 100
    maps = {
        "contrast": np.linalg.norm(_smooth(lab) - lab.mean(axis=(0, 1)), axis=2),
        "edges": np.hypot(*np.gradient(light)) if min(light.shape) > 1 else np.zeros_like(light),
        "residual": _residual(light),
        "skin": _skin(rgb, light),
        "saturation": np.hypot(lab[..., 1], lab[..., 2]),
    }
    whole = sum(weight * _scaled(maps[name]) for name, weight in _WEIGHTS.items())
    # Light: neither black nor white.
    seen = 0.4 + 0.6 * np.clip(np.minimum(light / 0.15, (1.02 - light) / 0.1), 0, 1)
    return np.asarray(_blurred(whole * seen, 1.5) * _central(light.shape), dtype=np.float64)


def _central(shape: tuple[int, ...]) -> Map:
    """Give 1 in the middle, and less to the corners."""
    down, across = (
        np.linspace(-1, 1, side)[:, None] if side > 1 else np.zeros((1, 1)) for side in shape
    )
    return np.asarray(1 - _AT_CORNERS * (down**2 + (across**2).T) / 2, dtype=np.float64)


def _scaled(found: Map) -> Map:
    """Take away what most of the picture has, then scale to a mean of 1, no value above 5."""
    found = np.maximum(found - np.percentile(found, _COMMON), 0)
    mean = found.mean()
    return np.minimum(found / mean, 5) if mean > 1e-6 else np.zeros_like(found)  # noqa: PLR2004


def _skin(rgb: Map, light: Map) -> Map:
    length = np.linalg.norm(rgb, axis=2) + 1e-6
    near = 1 - np.linalg.norm(rgb / length[..., None] - _SKIN, axis=2)
    dark, bright = _SKIN_LIGHT
    inside = (light > dark) & (light < bright)
    return np.where(inside, np.maximum(near - _SKIN_NEAR, 0) / (1 - _SKIN_NEAR), 0)


def _residual(light: Map) -> Map:
    """Give the spectral residual of lightness, on the grid of that."""
    rows = np.linspace(0, light.shape[0] - 1, _SPECTRAL).round().astype(int)
    columns = np.linspace(0, light.shape[1] - 1, _SPECTRAL).round().astype(int)
    spectrum = np.fft.fft2(light[np.ix_(rows, columns)])
    amplitude = np.log(np.abs(spectrum) + 1e-6)
    residual = amplitude - _box(amplitude)
    phase = np.exp(1j * np.angle(spectrum))
    salient = _blurred(np.abs(np.fft.ifft2(np.exp(residual) * phase)) ** 2, 2.5)
    back_rows = np.linspace(0, _SPECTRAL - 1, light.shape[0]).round().astype(int)
    back_columns = np.linspace(0, _SPECTRAL - 1, light.shape[1]).round().astype(int)
    return np.asarray(salient[np.ix_(back_rows, back_columns)], dtype=np.float64)


def _box(found: Map) -> Map:
    """Average over 3 x 3 neighbours, around the ends."""
    shifts = (-1, 0, 1)
    rolled = [np.roll(found, (down, across), (0, 1)) for down in shifts for across in shifts]
    return np.asarray(np.mean(rolled, axis=0), dtype=np.float64)


def _smooth(lab: Map) -> Map:
    return np.stack([_blurred(lab[..., band], 1.0) for band in range(3)], axis=2)


def _blurred(found: Map, sigma: float) -> Map:
    image = pyvips.Image.new_from_array(np.ascontiguousarray(found))
    return values(image.cast("double").gaussblur(sigma, precision="float")).reshape(found.shape)


def _spread(area: Shares, shape: tuple[int, ...]) -> Map:
    """Give a bell over an area, which adds up to 1: its middle counts most."""
    left, top, width, height = area
    rows = (np.arange(shape[0]) + 0.5) / shape[0]
    columns = (np.arange(shape[1]) + 0.5) / shape[1]
    down = (rows - top - height / 2) / (max(height, 1 / shape[0]) / 2)
    across = (columns - left - width / 2) / (max(width, 1 / shape[1]) / 2)
    bell = np.exp(-(down**2)[:, None] - (across**2)[None, :])
    return _normal(np.where((np.abs(down)[:, None] <= 1) & (np.abs(across)[None, :] <= 1), bell, 0))


def _normal(found: Map) -> Map:
    total = found.sum()
    return np.asarray(found / total, dtype=np.float64) if total > 0 else found


def _lab(image: pyvips.Image) -> pyvips.Image:
    flat = image.flatten(background=[128]) if image.hasalpha() else image
    return flat.colourspace("lab")
