"""Tone, against formulas written from their sources."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from skimage.color import hsv2rgb, rgb2hsv

from tests.photographs import rocket
from tests.workers.executor.effects.applied import applied, numbers

Pixels = NDArray[np.float64]

_LUMA = np.array([0.2126, 0.7152, 0.0722])


def _picture() -> Image.Image:
    """Half a photograph, half noise: every kind of colour."""
    picture = rocket(90, 60).copy()
    noise = np.random.default_rng(7).integers(0, 256, (60, 45, 3), dtype=np.uint8)
    picture.paste(Image.fromarray(noise), (45, 0))
    return picture


def _held(values: Pixels) -> Pixels:
    return np.clip(values, 0, 255)


def _logistic(value: Pixels | float) -> Pixels:
    return np.asarray(1 / (1 + np.exp(-value)))


def _sigmoid(values: Pixels, strength: float) -> Pixels:
    low, high = _logistic(-strength / 2), _logistic(strength / 2)
    return np.asarray(255 * (_logistic(strength * (values / 255 - 0.5)) - low) / (high - low))


def _value(values: Pixels, factor: float) -> Pixels:
    hsv = rgb2hsv(values / 255)
    hsv[..., 2] = np.minimum(hsv[..., 2] * factor, 1)
    return np.asarray(hsv2rgb(hsv) * 255)


def _turned(values: Pixels, turn: float) -> Pixels:
    hsv = rgb2hsv(values / 255)
    hsv[..., 0] = (hsv[..., 0] + turn) % 1
    return np.asarray(hsv2rgb(hsv) * 255)


def _away_from_grey(values: Pixels, factor: Pixels | float) -> Pixels:
    grey = (values @ _LUMA)[..., np.newaxis]
    return np.asarray(grey + (values - grey) * factor)


def _dullness(values: Pixels) -> Pixels:
    return np.asarray(1 - rgb2hsv(values / 255)[..., 1:2])


def _brown(values: Pixels, share: float) -> Pixels:
    """W3C Filter Effects, 8.4: the matrix of sepia(), written as it stands there."""
    rest = 1 - share
    matrix = np.array(
        [
            [0.393 + 0.607 * rest, 0.769 - 0.769 * rest, 0.189 - 0.189 * rest],
            [0.349 - 0.349 * rest, 0.686 + 0.314 * rest, 0.168 - 0.168 * rest],
            [0.272 - 0.272 * rest, 0.534 - 0.534 * rest, 0.131 + 0.869 * rest],
        ]
    )
    return np.asarray(values @ matrix.T)


def _filled(values: Pixels, share: float, reach: float) -> Pixels:
    dark = 1 - (values @ _LUMA)[..., np.newaxis] / 255
    return np.asarray(values * (1 + 1.5 * share * dark**reach))


_FORMULAS: dict[str, Callable[[Pixels], Pixels]] = {
    "e_brightness": lambda v: v * 1.8,
    "e_brightness:-99": lambda v: v * 0.01,
    "e_brightness_hsb": lambda v: _value(v, 1.8),
    "e_brightness_hsb:-50": lambda v: _value(v, 0.5),
    "e_contrast:60": lambda v: _sigmoid(v, 6),
    "e_contrast:level_150;type_linear": lambda v: (v - 127.5) * 1.5 + 127.5,
    "e_contrast:1:linear": lambda v: (v - 127.5) * 0.01 + 127.5,
    "e_gamma:150": lambda v: 255 * (v / 255) ** (1 / 2.5),
    "e_gamma:-50": lambda v: 255 * (v / 255) ** 2,
    "e_saturation": lambda v: _away_from_grey(v, 1.8),
    "e_saturation:-70": lambda v: _away_from_grey(v, 0.3),
    "e_saturation:-100": lambda v: _away_from_grey(v, 0.0),
    "e_vibrance": lambda v: _away_from_grey(v, 1 + 0.2 * _dullness(v)),
    "e_vibrance:-70": lambda v: _away_from_grey(v, 1 - 0.7 * _dullness(v)),
    "e_hue": lambda v: _turned(v, 0.4),
    "e_hue:-40": lambda v: _turned(v, -0.2),
    "e_hue:100": lambda v: _turned(v, 0.5),
    "e_red:50": lambda v: v * [1.5, 1, 1],
    "e_green:-30": lambda v: v * [1, 0.7, 1],
    "e_blue:90": lambda v: v * [1, 1, 1.9],
    "e_fill_light": lambda v: _filled(v, 1, 2),
    "e_fill_light:40:100": lambda v: _filled(v, 0.4, 2**0.5),
    "e_sepia": lambda v: _brown(v, 0.8),  # S2-033
    "e_sepia:50": lambda v: _brown(v, 0.5),
    "e_negate": lambda v: 255 - v,
    "co_rgb:0044ff,e_colorize:40": lambda v: v * 0.6 + np.array([0, 0x44, 0xFF]) * 0.4,  # S2-034
    "co_rgb:0044ff80,e_colorize:40": lambda v: (
        v + (np.array([0, 0x44, 0xFF]) - v) * (0.4 * 128 / 255)
    ),
    "e_colorize": lambda v: np.full_like(v, 128),
    "e_recolor:0.3:0.7:0.1:0.3:0.6:0.1:0.2:0.5:0.1": lambda v: (
        v @ np.array([[0.3, 0.7, 0.1], [0.3, 0.6, 0.1], [0.2, 0.5, 0.1]]).T
    ),
}


@pytest.mark.parametrize("written", _FORMULAS)
def test_an_effect_is_its_formula(written: str) -> None:
    picture = _picture()
    expected = _held(_FORMULAS[written](numbers(picture)))
    assert np.abs(numbers(applied(written, picture)) - expected).max() <= 1.01


@pytest.mark.parametrize(
    ("bare", "explicit"),
    [
        ("e_brightness", "e_brightness:80"),
        ("e_brightness_hsb", "e_brightness_hsb:80"),
        ("e_saturation", "e_saturation:80"),
        ("e_vibrance", "e_vibrance:20"),
        ("e_hue", "e_hue:80"),
        ("e_blackwhite", "e_blackwhite:50"),
        ("e_sepia", "e_sepia:80"),
        ("e_colorize", "co_rgb:808080,e_colorize:100"),
        ("e_fill_light", "e_fill_light:100:0"),
        ("e_improve", "e_improve:outdoor:100"),
        ("e_auto_color", "e_auto_color:100"),
        ("e_opacity_threshold", "e_opacity_threshold:50"),
    ],
)
def test_without_a_level_it_is_the_default_one(bare: str, explicit: str) -> None:
    assert applied(bare, _picture()) == applied(explicit, _picture())


@pytest.mark.parametrize(
    "neutral",
    [
        *("e_brightness:0", "e_brightness_hsb:0", "e_contrast", "e_contrast:100:linear"),
        *("e_gamma", "e_saturation:0", "e_vibrance:0", "e_hue:0", "e_red", "e_green", "e_blue"),
        *("e_auto_brightness:0", "e_auto_color:0", "e_auto_contrast:0", "e_improve:0"),
        *("e_fill_light:0", "e_colorize:0", "e_opacity_threshold"),
        "e_recolor:1:0:0:0:1:0:0:0:1",
        "e_recolor:1:0:0:0:0:1:0:0:0:0:1:0:0:0:0:1",
    ],
)
def test_a_neutral_level_changes_nothing(neutral: str) -> None:
    result = applied(neutral, _picture()).convert("RGB")
    assert np.array_equal(numbers(result), numbers(_picture()))


@pytest.mark.parametrize("effect", ["brightness", "brightness_hsb", "gamma", "fill_light"])
def test_a_higher_level_is_nowhere_darker(effect: str) -> None:
    results = [
        numbers(applied(f"e_{effect}:{level}", _picture())) for level in (-50, 0, 20, 60, 100)
    ]
    for before, after in pairwise(results):
        assert (after >= before).all()


@pytest.mark.parametrize("reach", [-100, 0, 100])
def test_filled_light_keeps_lighter_greys_lighter(reach: int) -> None:
    ramp = Image.fromarray(np.repeat(np.arange(256, dtype=np.uint8)[np.newaxis], 2, axis=0))
    result = numbers(applied(f"e_fill_light:100:{reach}", ramp.convert("RGB")))
    assert (np.diff(result[0, :, 0]) >= 0).all()
    assert result[0, 255, 0] == 255


def test_negative_contrast_takes_back_what_positive_contrast_does() -> None:
    """Both round to 8 bits, where the curve is flattest most is lost: the middle is exact."""
    ramp = Image.fromarray(np.repeat(np.arange(256, dtype=np.uint8)[np.newaxis], 2, axis=0))
    ramp = ramp.convert("RGB")
    back = numbers(applied("e_contrast:50/e_contrast:-50", ramp))
    assert np.abs(back - numbers(ramp))[:, 64:192].max() <= 2
    flat = numbers(applied("e_contrast:-50", ramp))
    assert flat[0, 20, 0] > 20
    assert flat[0, 235, 0] < 235


@pytest.mark.parametrize("level", [0, 30, 50, 80, 100])
def test_black_and_white_part_at_the_level(level: int) -> None:  # S2-033
    grey = numbers(applied("e_grayscale", _picture()))
    expected = np.where(grey >= level * 2.55, 255, 0)
    assert np.array_equal(numbers(applied(f"e_blackwhite:{level}", _picture())), expected)


@pytest.mark.parametrize("effect", ["brightness", "brightness_hsb", "hue", "improve", "sepia"])
def test_alpha_is_left_alone(effect: str) -> None:
    picture = _picture().convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    result = applied(f"e_{effect}", picture)
    assert np.array_equal(numbers(result)[..., 3], numbers(picture)[..., 3])


@pytest.mark.parametrize("level", [1, 30, 50, 100])
def test_opacity_has_a_threshold(level: int) -> None:
    picture = _picture().convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    result = numbers(applied(f"e_opacity_threshold:{level}", picture))
    alpha = numbers(picture)[..., 3]
    assert np.array_equal(result[..., 3], np.where(alpha >= level * 2.55, 255, 0))
    assert np.array_equal(result[..., :3], numbers(picture)[..., :3])


def test_a_matrix_of_sixteen_numbers_mixes_alpha_too() -> None:
    """Red becomes alpha, and alpha red."""
    swapped = "e_recolor:0:0:0:1:0:1:0:0:0:0:1:0:1:0:0:0"
    result = numbers(applied(swapped, _picture()))
    assert (result[..., 0] == 255).all()
    assert np.array_equal(result[..., 1:3], numbers(_picture())[..., 1:])
    assert np.array_equal(result[..., 3], numbers(_picture())[..., 0])


@pytest.mark.parametrize("size", [(1, 1), (1, 5), (7, 3)])
@pytest.mark.parametrize(
    "effect",
    ["brightness_hsb", "vibrance", "hue", "auto_contrast", "improve", "fill_light", "blackwhite"],
)
def test_the_smallest_pictures_are_drawn(effect: str, size: tuple[int, int]) -> None:
    assert applied(f"e_{effect}", Image.new("RGB", size, (90, 60, 200))).size == size
