"""Carving: the size is exact, what is plain goes or grows, what is not keeps its shape."""

from io import BytesIO
from itertools import pairwise, product

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.photographs import encoded, rocket
from tests.planner.plans import asset, planned
from tests.workers.executor.effects.applied import applied, same
from workers.executor.attention.seams import _cheapest
from workers.executor.limits import Limits
from workers.executor.rendering import render


def _scene(size: tuple[int, int] = (240, 160)) -> Image.Image:
    """A chequered block on a smooth ground."""
    picture = Image.new("RGB", size, (120, 160, 200))
    for x in range(8):
        for y in range(8):
            colour = (250, 240, 20) if (x + y) % 2 else (20, 20, 60)
            picture.paste(colour, (90 + 8 * x, 50 + 8 * y, 98 + 8 * x, 58 + 8 * y))
    return picture


def _block(picture: Image.Image) -> tuple[int, int]:
    """Give the sides of what is not ground."""
    values = np.asarray(picture.convert("RGB")).astype(int)
    shown = np.abs(values - (120, 160, 200)).sum(axis=2) > 120
    rows, columns = np.flatnonzero(shown.any(axis=1)), np.flatnonzero(shown.any(axis=0))
    return int(columns[-1] - columns[0] + 1), int(rows[-1] - rows[0] + 1)


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("c_scale,g_liquid,h_160,w_150", (150, 160)),
        ("c_scale,g_liquid,h_1.0,w_330", (330, 160)),
        ("c_scale,g_liquid,h_100,w_240", (240, 100)),
        ("ar_1:1,c_scale,g_liquid,w_1.0", (240, 240)),
        ("c_scale,g_liquid,h_110,w_170", (170, 110)),
    ],
)
def test_what_stands_out_keeps_its_shape_in_a_picture_of_another(
    written: str, size: tuple[int, int]
) -> None:
    """S4-090 S4-091."""
    result = applied(written, _scene())
    assert result.size == size
    width, height = _block(result)
    assert abs(width - 64) <= 3
    assert abs(height - 64) <= 3


def test_scaling_plainly_would_not_keep_it() -> None:
    width, _ = _block(applied("c_scale,h_160,w_150", _scene()))
    assert width < 50


def test_a_large_picture_is_carved_by_the_seams_of_a_small_one() -> None:
    large = _scene().resize((960, 640), Image.Resampling.NEAREST)
    result = applied("c_scale,g_liquid,h_640,w_700", large)
    assert result.size == (700, 640)
    width, height = _block(result)
    assert abs(width - 256) <= 12
    assert abs(height - 256) <= 4


def test_a_plain_resize_follows_in_the_next_component() -> None:
    """S4-091."""
    result = applied("ar_1:1,c_scale,g_liquid,w_1.0/c_scale,h_50,w_50", _scene())
    assert result.size == (50, 50)


def test_liquid_to_the_same_size_changes_nothing() -> None:
    picture = rocket(120, 80)
    assert same(applied("c_scale,g_liquid,h_80,w_120", picture), picture)


def test_a_seam_costs_least_of_all_paths() -> None:
    """The oracle tries every path, by the forward energy of each pixel on it."""
    light: NDArray[np.float64] = np.random.default_rng(7).integers(0, 99, (4, 5)).astype(float)
    extra = np.zeros((4, 5))

    def cost(path: tuple[int, ...]) -> float:
        padded = np.pad(light, ((0, 0), (1, 1)), mode="edge")
        total = 0.0
        for row, column in enumerate(path):
            left, right = padded[row, column], padded[row, column + 2]
            total += abs(right - left)
            if row and path[row - 1] < column:
                total += abs(light[row - 1, column] - left)
            if row and path[row - 1] > column:
                total += abs(light[row - 1, column] - right)
        return total

    paths = [
        path
        for path in product(range(5), repeat=4)
        if all(abs(one - two) <= 1 for one, two in pairwise(path))
    ]
    found = tuple(int(column) for column in _cheapest(light, extra))
    assert cost(found) == pytest.approx(min(map(cost, paths)))


@pytest.mark.parametrize("size", [(1, 1), (2, 50), (50, 1), (3000, 3)])
def test_even_a_picture_of_hardly_any_pixels_is_carved(size: tuple[int, int]) -> None:
    result = applied("c_scale,g_liquid,h_7,w_9", Image.new("RGB", size, (9, 90, 200)))
    assert result.size == (9, 7)
    assert np.abs(np.asarray(result).astype(int) - (9, 90, 200)).max() <= 1


def test_transparent_parts_lend_no_colour() -> None:
    picture = Image.new("RGBA", (60, 40), (255, 0, 0, 0))
    picture.paste((0, 0, 255, 255), (0, 0, 30, 40))
    plan = planned("c_scale,g_liquid,h_40,w_45", asset(60, 40, format="png", has_alpha=True))
    drawn = render(memoryview(encoded(picture, "PNG")), plan, Limits())
    values = np.asarray(Image.open(BytesIO(drawn.data)).convert("RGBA"))
    assert (values[values[..., 3] > 8][:, 0] < 16).all()
