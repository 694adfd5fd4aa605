"""Settings of a darkroom program, against their formulas and what they promise."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter

from tests.photographs import rocket
from tests.workers.executor.effects.applied import applied, numbers

_TONES = np.arange(256) / 255


def _curve(settings: str) -> NDArray[np.float64]:
    """Give what becomes of the 256 greys, 0 to 1."""
    ramp = Image.fromarray(np.repeat(np.arange(256, dtype=np.uint8)[np.newaxis], 2, axis=0))
    return (
        np.asarray(numbers(applied(f"e_lightroom:{settings}", ramp.convert("RGB")))[0, :, 0]) / 255
    )


def _light(tones: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.where(tones <= 0.04045, tones / 12.92, ((tones + 0.055) / 1.055) ** 2.4))


def test_exposure_is_in_stops_of_light() -> None:
    for stops in (-2.0, 0.97):
        expected = np.minimum(_light(_TONES) * 2**stops, 1)
        assert np.abs(_light(_curve(f"exposure_{stops}")) - expected).max() <= 0.006


@pytest.mark.parametrize(
    ("name", "weights", "most"),
    [
        ("shadows", 3 * _TONES * (1 - _TONES) ** 2, 0.3),
        ("highlights", 3 * _TONES**2 * (1 - _TONES), 0.3),
        ("blacks", (1 - _TONES) ** 3, 0.25),
        ("whites", _TONES**3, 0.25),
    ],
)
@pytest.mark.parametrize("level", [-100, -40, 70, 100])
def test_parts_of_the_scale_move_by_bernsteins_polynomials(
    name: str, weights: NDArray[np.float64], most: float, level: int
) -> None:
    result = _curve(f"{name}_{level}")
    expected = np.clip(_TONES + most * level / 100 * weights, 0, 1)
    assert np.abs(result - expected).max() <= 0.004
    assert (np.diff(result) >= 0).all()


def test_contrast_is_a_sigmoid() -> None:
    def logistic(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(1 / (1 + np.exp(-values)))

    ends = logistic(np.array([-1.5, 1.5]))
    expected = (logistic(3 * (_TONES - 0.5)) - ends[0]) / (ends[1] - ends[0])
    assert np.abs(_curve("contrast_60") - expected).max() <= 0.004


def test_colour_is_that_of_the_effects_of_the_same_names() -> None:
    picture = rocket(60, 40)
    assert np.array_equal(
        numbers(applied("e_lightroom:saturation_50:vibrance_30", picture)),
        numbers(applied("e_saturation:50/e_vibrance:30", picture)),
    )


def test_clarity_drives_middle_tones_away_from_their_surroundings() -> None:
    """A grey edge is steeper, seen as SciPy blurs it; black, white and plain areas stay."""
    grey = Image.new("L", (100, 100), 110)
    grey.paste(150, (50, 0, 100, 100))
    values = np.asarray(grey, dtype=float)
    around = gaussian_filter(values, 2, mode="nearest", truncate=2)
    expected = values + 0.6 * (values - around) * 4 * (values / 255) * (1 - values / 255)
    result = numbers(applied("e_lightroom:clarity_100", grey.convert("RGB")))[..., 0]
    assert np.abs(result - expected).mean() < 0.13 * np.abs(result - values).mean()
    assert result[50, 49] < 105
    assert result[50, 50] > 155
    hard = Image.new("RGB", (100, 100))
    hard.paste((255, 255, 255), (50, 0, 100, 100))
    assert applied("e_lightroom:clarity_100", hard).tobytes() == hard.tobytes()


def test_clarity_sees_nothing_of_what_is_transparent() -> None:
    picture = Image.new("RGBA", (60, 60), (255, 255, 255, 0))
    picture.paste((120, 120, 120, 255), (0, 0, 30, 60))
    result = numbers(applied("e_lightroom:clarity_100", picture))
    assert np.abs(result[:, :30, :3] - 120).max() <= 1


#: XYZ of linear red, green and blue (IEC 61966-2-1), and Bradford's adaptation of what is seen in
#: D65 to D50: http://www.brucelindbloom.com/index.html?Eqn_ChromAdapt.html
_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_D65_TO_D50 = np.array(
    [
        [1.0478112, 0.0228866, -0.0501270],
        [0.0295424, 0.9904844, -0.0170491],
        [-0.0092345, 0.0150436, 0.7521316],
    ]
)


def _seen(settings: str, colour: tuple[int, int, int]) -> NDArray[np.float64]:
    """Give the XYZ of what becomes of a colour."""
    result = numbers(applied(f"e_lightroom:{settings}", Image.new("RGB", (8, 8), colour)))
    return np.asarray(_XYZ @ _light(np.asarray(result[4, 4]) / 255))


@pytest.mark.parametrize("colour", [(128, 128, 128), (90, 120, 60), (150, 90, 70), (60, 60, 140)])
def test_temperature_is_that_of_daylight(colour: tuple[int, int, int]) -> None:
    """From 6504 K to 5003 K are 46 reciprocal megakelvins, of which a unit has 0.9625."""
    expected = _D65_TO_D50 @ (_XYZ @ _light(np.array(colour) / 255))
    assert np.abs(_seen("temperature_47.9", colour) - expected).max() < 0.003


def _uv(settings: str) -> NDArray[np.float64]:
    """Give where greys are in CIE 1960 u, v: many, so that their rounding evens out."""
    greys = np.repeat(np.arange(100, 200, dtype=np.uint8)[np.newaxis, :, np.newaxis], 3, axis=2)
    drawn = numbers(applied(f"e_lightroom:{settings}", Image.fromarray(greys)))
    x, y, z = _XYZ @ _light(np.asarray(drawn[0]) / 255).mean(axis=0)
    return np.array([4 * x, 6 * y]) / float(x + 15 * y + 3 * z)


def test_tint_leaves_the_daylights_at_a_right_angle() -> None:
    """By 1/3000 a unit, towards pink, and lightness stays."""
    grey = _uv("tint_0")
    warm, pink, green = (
        _uv(f"{name}") - grey for name in ("temperature_20", "tint_60", "tint_-60")
    )
    for shift in (pink, green):
        assert np.linalg.norm(shift) == pytest.approx(60 / 3000, abs=0.0002)
        cosine = shift @ warm / np.linalg.norm(shift) / np.linalg.norm(warm)
        assert abs(cosine) < 0.06
    assert pink[1] < 0 < green[1]
    lightness = [_seen(f"tint_{tint}", (120, 120, 120))[1] for tint in (-60, 0, 60)]
    assert np.ptp(lightness) < 0.003


def test_white_balance_leaves_what_shows_through() -> None:
    picture = Image.new("RGBA", (8, 8), (100, 120, 140, 77))
    assert applied("e_lightroom:temperature_30", picture).getchannel("A").getextrema() == (77, 77)


@pytest.mark.parametrize(
    "neutral",
    ["temperature_0:tint_0", "contrast_0", "exposure_0:clarity_0:vibrance_0", "shadows_0:whites_0"],
)
def test_settings_of_zero_change_nothing(neutral: str) -> None:
    result = applied(f"e_lightroom:{neutral}", rocket(60, 40))
    assert result.tobytes() == rocket(60, 40).tobytes()


def test_a_setting_beyond_its_scale_counts_as_its_end() -> None:
    picture = rocket(60, 40)
    assert applied("e_lightroom:shadows_400", picture) == applied(
        "e_lightroom:shadows_100", picture
    )
