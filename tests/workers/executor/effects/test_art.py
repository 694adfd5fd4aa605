"""Art, against formulas and plain neighbourhoods."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import uniform_filter

from tests.photographs import rocket
from tests.workers.executor.effects.applied import applied, numbers, same


@pytest.mark.parametrize(("written", "level"), [("e_vignette", 20), ("e_vignette:70", 70)])
def test_a_vignette_leaves_the_fourth_power_of_a_cosine(written: str, level: float) -> None:
    picture = rocket(121, 81)
    down, across = np.mgrid[-40:41, -60:61]
    angle = np.hypot(across, down) / np.hypot(60, 40) * np.pi / 2 * np.sqrt(level / 100)
    expected = numbers(picture) * np.cos(angle)[:, :, np.newaxis] ** 4
    assert np.abs(numbers(applied(written, picture)) - expected).max() <= 1


def test_no_vignette_changes_nothing_and_a_full_one_leaves_black_corners() -> None:
    picture = Image.new("RGB", (31, 21), (200, 150, 100))
    assert same(applied("e_vignette:0", picture), picture)
    full = applied("e_vignette:100", picture)
    assert full.getpixel((0, 0)) == (0, 0, 0)
    assert full.getpixel((15, 10)) == (200, 150, 100)


#: Of the distances along both axes, for a radius of 3.
_KERNELS = {
    "square": lambda x, y: np.maximum(x, y) <= 3,
    "diamond": lambda x, y: x + y <= 3,
    "disk": lambda x, y: x * x + y * y <= 9,
    "plus": lambda x, y: x * y == 0,
    "cross": lambda x, y: x == y,
    "octagon": lambda x, y: x + y <= 4.5,
    "ring": lambda x, y: (x * x + y * y <= 9) & (x * x + y * y > 4),
}


def _around(kernel: str) -> NDArray[np.bool_]:
    down, across = np.abs(np.mgrid[-3:4, -3:4])
    return np.asarray(_KERNELS[kernel](across, down), dtype=bool)


@pytest.mark.parametrize("kernel", sorted(_KERNELS))
def test_areas_grow_by_the_shape_of_the_kernel(kernel: str) -> None:
    picture = rocket(60, 40)
    given = np.asarray(picture)
    for method, oracle, beyond in [("erode", np.min, 255), ("dilate", np.max, 0)]:
        result = applied(f"e_morphology:{method};kernel_{kernel};radius_3", picture)
        wide = np.pad(given, ((3, 3), (3, 3), (0, 0)), constant_values=beyond)
        moved = [wide[y : y + 40, x : x + 60] for y, x in np.argwhere(_around(kernel))]
        assert (np.asarray(result) == oracle(moved, axis=0)).all()


def test_convolve_gives_the_mean_of_the_neighbourhood() -> None:
    picture = rocket(60, 40)
    result = numbers(applied("e_morphology:convolve;radius_3", picture))
    for row, column in [(10, 10), (20, 45), (33, 30)]:
        part = numbers(picture)[row - 3 : row + 4, column - 3 : column + 4]
        assert np.abs(result[row, column] - part[_around("disk")].mean(axis=0)).max() <= 2


def test_convolve_gives_the_mean_of_large_neighbourhoods() -> None:
    picture = rocket(120, 80)
    wide = np.pad(numbers(picture), ((40, 40), (40, 40), (0, 0)), "edge")
    means = np.stack([uniform_filter(wide[:, :, band], 31) for band in range(3)], axis=2)
    expected = means[40:-40, 40:-40]
    result = numbers(applied("e_morphology:convolve:1:square:15", picture))
    assert np.abs(result - expected).max() <= 1
    twice = np.stack([uniform_filter(means[:, :, band], 31) for band in range(3)], axis=2)
    result = numbers(applied("e_morphology:convolve:2:square:15", picture))
    assert np.abs(result - twice[40:-40, 40:-40]).max() <= 1


def test_morphology_usually_erodes_once_by_a_disk_of_two() -> None:
    picture = rocket(60, 40)
    usual = applied("e_morphology", picture)
    assert same(usual, applied("e_morphology:erode:1:disk:2", picture))
    assert same(usual, applied("e_morphology:method_erode;iterations_1;radius_2.2", picture))
    twice = applied("e_morphology:iterations_2", picture)
    assert same(twice, applied("e_morphology/e_morphology", picture))
    assert same(applied("e_morphology:radius_0", picture), picture)


def test_transparent_colours_do_not_grow_into_visible_ones() -> None:
    picture = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    picture.paste((90, 120, 150, 255), (5, 5, 15, 15))
    for method in ("erode", "dilate", "convolve"):
        result = applied(f"e_morphology:{method}", picture)
        assert np.abs(numbers(result)[5, 5] - (90, 120, 150, 255)).max() <= 2
        assert result.getchannel("A").tobytes() == picture.getchannel("A").tobytes()
