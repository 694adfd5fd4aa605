"""Blur and sharpening, against SciPy's Gaussian and plain means."""

import numpy as np
import pytest
from PIL import Image
from scipy.ndimage import gaussian_filter
from skimage.color import lab2rgb, rgb2lab

from tests.photographs import rocket
from tests.workers.executor.effects.applied import applied, numbers, same


def _gaussian(values: np.ndarray, sigma: float) -> np.ndarray:
    blurred: np.ndarray = gaussian_filter(values, (sigma, sigma, 0), mode="nearest")
    return blurred


@pytest.mark.parametrize(
    ("written", "sigma"), [("e_blur", 5), ("e_blur:40", 2), ("e_blur:600", 30)]
)
def test_blur_is_a_gaussian_of_a_twentieth_of_its_level(written: str, sigma: float) -> None:
    """S2-038: the strength follows the colon."""
    picture = rocket(120, 80)
    expected = _gaussian(numbers(picture), sigma)
    assert np.abs(numbers(applied(written, picture)) - expected).mean() < 1


def test_blur_lets_no_invisible_colour_shine() -> None:
    picture = Image.new("RGBA", (40, 20), (255, 0, 0, 0))
    picture.paste((0, 0, 255, 255), (0, 0, 20, 20))
    result = numbers(applied("e_blur", picture))
    assert result[10, 22, 3] > 20
    assert (result[result[:, :, 3] > 8][:, 0] < 16).all()


def test_blur_region_blurs_its_rectangle_as_blur_does_and_nothing_else() -> None:
    picture = rocket(120, 80)
    result = numbers(applied("e_blur_region:80,h_30,w_0.5,x_20,y_10", picture))
    everywhere = numbers(applied("e_blur:80", picture))
    inside = np.s_[10:40, 20:80]
    assert np.abs(result[inside] - everywhere[inside]).max() <= 1
    outside = np.ones((80, 120), dtype=bool)
    outside[inside] = False
    assert (result[outside] == numbers(picture)[outside]).all()


def test_a_region_goes_on_to_the_edges_where_it_has_no_size() -> None:
    """S2-038: without anything it is the whole image."""
    picture = rocket(120, 80)
    assert same(applied("e_blur_region", picture), applied("e_blur", picture))
    result = numbers(applied("e_pixelate_region:10,x_60,y_40", picture))
    assert (result[:40] == numbers(picture)[:40]).all()
    assert np.ptp(result[40:50, 60:70].reshape(-1, 3), axis=0).max() == 0
    assert np.ptp(result[70:, 110:].reshape(-1, 3), axis=0).max() == 0


@pytest.mark.parametrize(
    ("written", "left", "top"),
    [
        ("g_south_east,h_20,w_30,x_5,y_3", 85, 57),
        ("g_center,h_20,w_30,x_5", 50, 30),
        ("g_north,h_20,w_0.5,y_4", 30, 4),
    ],
)
def test_a_region_lies_where_gravity_aligns_it(written: str, left: int, top: int) -> None:
    picture = rocket(120, 80)
    result = numbers(applied(f"e_pixelate_region:40,{written}", picture))
    width = 60 if "0.5" in written else 30
    inside = np.zeros((80, 120), dtype=bool)
    inside[top : top + 20, left : left + width] = True
    assert (result[~inside] == numbers(picture)[~inside]).all()
    assert np.ptp(result[top : top + 20, left : left + 30].reshape(-1, 3), axis=0).max() == 0


def test_a_region_outside_of_the_image_changes_nothing() -> None:
    picture = rocket(60, 40)
    assert same(applied("e_blur_region:80,w_20,x_60", picture), picture)


@pytest.mark.parametrize(("written", "size"), [("e_pixelate:16", 16), ("e_pixelate", 3)])
def test_pixelate_gives_every_square_its_mean(written: str, size: int) -> None:
    picture = rocket(120, 81)
    result, given = numbers(applied(written, picture)), numbers(picture)
    for top, left in [(0, 0), (2 * size, 3 * size), (80 // size * size, 0)]:
        square = np.s_[top : top + size, left : left + size]
        mean = given[square].mean(axis=(0, 1))
        assert np.ptp(result[square].reshape(-1, 3), axis=0).max() == 0
        assert np.abs(result[square][0, 0] - mean).max() <= (1 if top + size <= 81 else 12)


def test_sharpen_adds_a_difference_of_lightness_beyond_noise() -> None:
    """The curve of libvips: slope 0 up to 1, then level / 100, at most 20 lighter, 30 darker."""
    picture = rocket(160, 107).convert("L").convert("RGB")
    lab = rgb2lab(numbers(picture) / 255)
    off = lab[:, :, 0] - gaussian_filter(lab[:, :, 0], 1, mode="nearest")
    added = np.clip(np.sign(off) * np.maximum(np.abs(off) - 1, 0) * 3, -30, 20)
    lab[:, :, 0] = np.clip(lab[:, :, 0] + added, 0, 100)
    expected = 255 * lab2rgb(lab)
    result = numbers(applied("e_sharpen:300", picture))
    assert np.abs(result - expected).mean() < 0.1 * np.abs(result - numbers(picture)).mean()


def test_unsharp_mask_adds_the_difference_from_a_blurred_image() -> None:
    picture = rocket(120, 80)
    given = numbers(picture)
    expected = np.clip(given + 1.5 * (given - _gaussian(given, 2)), 0, 255)
    result = numbers(applied("e_unsharp_mask:150", picture))
    assert np.abs(result - expected).mean() < 0.09 * np.abs(result - given).mean()


@pytest.mark.parametrize("name", ["blur", "blur_region", "sharpen", "unsharp_mask"])
def test_more_of_it_changes_more(name: str) -> None:
    picture = rocket(120, 80)
    given = numbers(picture)
    changes = [
        np.abs(numbers(applied(f"e_{name}:{level}", picture)) - given).mean()
        for level in (10, 100, 400, 1600)
    ]
    assert changes == sorted(changes)
    assert changes[0] < changes[-1]
    assert same(applied(f"e_{name}", picture), applied(f"e_{name}:100", picture))
