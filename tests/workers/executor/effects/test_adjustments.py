"""Adjustments by what an image shows: against Pillow, and against what they promise."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageOps

from tests.photographs import rocket
from tests.workers.executor.effects.applied import applied, numbers

_LUMA = np.array([0.2126, 0.7152, 0.0722])


def _light(values: NDArray[np.float64]) -> NDArray[np.float64]:
    tones = values / 255
    return np.asarray(np.where(tones <= 0.04045, tones / 12.92, ((tones + 0.055) / 1.055) ** 2.4))


def _dull() -> Image.Image:
    """A photograph with its tones pressed together, in grey."""
    return rocket(200, 120).convert("L").point([60 + level // 3 for level in range(256)])


def test_contrast_stretches_as_pillow_stretches_it() -> None:
    expected = ImageOps.autocontrast(_dull(), cutoff=0.5)
    result = applied("e_auto_contrast", _dull().convert("RGB"))
    assert np.abs(numbers(result)[..., 0] - numbers(expected)).max() <= 4


def test_brightness_puts_the_mean_where_one_gamma_puts_it() -> None:
    grey = rocket(200, 120).convert("L").point([level // 2 for level in range(256)])
    values = numbers(grey) / 255
    gamma = np.clip(np.log(0.5) / np.log(values.mean()), 0.5, 2)
    result = numbers(applied("e_auto_brightness", grey.convert("RGB")))[..., 0]
    assert np.abs(result - 255 * values**gamma).max() <= 1.01


def test_a_cast_of_light_goes() -> None:
    """A grey wall below an orange lamp becomes grey again, as light as it was."""
    tones = np.linspace(0.05, 0.9, 64)[:, np.newaxis] * np.array([1.0, 0.85, 0.7])
    lit = 255 * np.where(tones <= 0.0031308, 12.92 * tones, 1.055 * tones ** (1 / 2.4) - 0.055)
    wall = Image.fromarray(np.repeat(np.rint(lit)[np.newaxis], 8, axis=0).astype(np.uint8))
    result = numbers(applied("e_auto_color", wall))
    assert (result.max(axis=2) - result.min(axis=2)).max() <= 3
    assert np.abs(_light(result) @ _LUMA - _light(numbers(wall)) @ _LUMA).max() <= 0.02


def _tones(light: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


def _balanced(values: NDArray[np.float64], tones: NDArray[np.float64]) -> NDArray[np.float64]:
    """Finlayson and Trezzi 2004, "Shades of gray", with a mean of the sixth power."""
    means = (_light(values) ** 6).mean(axis=(0, 1)) ** (1 / 6)
    gains = np.clip((means @ _LUMA) / means, 0.5, 2)
    return _tones(np.minimum(_light(255 * tones) * gains, 1))


def test_balance_heeds_most_what_is_light() -> None:
    picture = rocket(200, 120)
    expected = 255 * _balanced(numbers(picture), numbers(picture) / 255)
    assert np.abs(numbers(applied("e_auto_color", picture)) - expected).max() <= 1.51


@pytest.mark.parametrize(
    ("mode", "balance", "light", "vividness"), [("outdoor", 40, 25, 25), ("indoor", 80, 50, 10)]
)
def test_improving_is_balance_contrast_light_and_vividness(
    mode: str, balance: float, light: float, vividness: float
) -> None:
    """One after the other, each by what the image itself shows, to its own percentage."""
    picture = rocket(120, 80).point([40 + level // 2 for level in range(256)] * 3)
    values = numbers(picture)
    tones, luma = values / 255, values @ _LUMA / 255
    tones = tones + (_balanced(values, tones) - tones) * balance / 100
    darkest, lightest = np.quantile(luma, [0.005, 0.995])
    tones = np.clip((tones - darkest) / (lightest - darkest), 0, 1)
    gamma = np.clip(np.log(0.5) / np.log(luma.mean()), 0.5, 2)
    tones = 255 * (tones + (tones**gamma - tones) * light / 100)
    grey = (tones @ _LUMA)[..., np.newaxis]
    dull = tones.min(axis=2) / np.maximum(tones.max(axis=2), 1)
    expected = grey + (tones - grey) * (1 + vividness / 100 * dull[..., np.newaxis])
    result = numbers(applied(f"e_improve:{mode}", picture))
    assert np.abs(result - np.clip(expected, 0, 255)).max() <= 3


@pytest.mark.parametrize(
    "effect",
    ["auto_brightness", "auto_color", "auto_contrast", "improve:outdoor", "improve:indoor"],
)
def test_half_a_blend_lies_between_the_image_and_the_whole(effect: str) -> None:
    picture = rocket(90, 60)
    before, whole, half = (
        numbers(image)
        for image in (
            picture,
            applied(f"e_{effect}", picture),
            applied(f"e_{effect}:50", picture),
        )
    )
    assert np.abs(whole - before).mean() > 1
    assert np.abs(half - (before + whole) / 2).mean() <= 2.5


def test_a_lone_number_blends_what_improves_outdoors() -> None:
    assert applied("e_improve:50", rocket(90, 60)) == applied(
        "e_improve:outdoor:50", rocket(90, 60)
    )


def test_indoors_and_outdoors_are_improved_otherwise() -> None:
    outdoor, indoor = (
        applied(f"e_improve:{mode}", rocket(90, 60)) for mode in ("outdoor", "indoor")
    )
    assert outdoor != indoor


def test_what_is_transparent_is_not_looked_at() -> None:
    """Hidden black and white do not keep the visible tones from being stretched."""
    picture = _dull().convert("RGBA")
    hidden = np.asarray(picture).copy()
    hidden[:40, :, :] = 0
    hidden[:10, :, :3] = 255
    result = numbers(applied("e_auto_contrast", Image.fromarray(hidden)))[40:, :, 0]
    assert result.min() <= 2
    assert result.max() >= 253


@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 255, 255), (255, 0, 0), (77, 77, 77)])
@pytest.mark.parametrize("effect", ["auto_brightness", "auto_color", "auto_contrast", "improve"])
def test_an_image_of_one_colour_stays_of_one_colour(
    effect: str, colour: tuple[int, int, int]
) -> None:
    result = applied(f"e_{effect}", Image.new("RGB", (9, 9), colour))
    assert len(result.getcolors() or []) == 1


def test_an_image_without_a_visible_pixel_is_drawn() -> None:
    clear = Image.new("RGBA", (9, 9), (50, 60, 70, 0))
    assert not numbers(applied("e_improve", clear))[..., 3].any()
