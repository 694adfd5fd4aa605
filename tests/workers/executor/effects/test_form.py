"""Shear and distort, against Pillow's transforms and geometry."""

from math import radians, tan

import numpy as np
import pytest
from PIL import Image

from tests.photographs import rocket
from tests.workers.executor.effects.applied import applied, numbers, same


def _opaque(picture: Image.Image) -> np.ndarray:
    return numbers(picture)[:, :, 3] > 250


def test_a_shear_slants_about_the_middle_and_shows_no_edge_outside() -> None:
    picture = rocket(120, 80)
    result = applied("e_shear:20.0:0.0", picture)
    slope = tan(radians(20))
    assert result.size == (round(120 + 80 * slope), 80)
    # Pillow takes the place in the source of each pixel of the result.
    shift = (result.width - 120) / 2 - 40 * slope
    oracle = picture.convert("RGBA").transform(
        result.size,
        Image.Transform.AFFINE,
        (1, slope, -shift - 80 * slope, 0, 1, 0),
        Image.Resampling.BICUBIC,
    )
    both = _opaque(result) & _opaque(oracle)
    assert both.mean() > 0.7
    assert np.abs(numbers(result) - numbers(oracle))[both].mean() < 2
    assert numbers(result)[(0, 0)[::-1]][3] == 0
    assert numbers(result)[(result.width - 1, 79)[::-1]][3] == 0


def test_a_shear_goes_right_at_the_top_then_down_at_the_right() -> None:
    picture = Image.new("RGB", (90, 60), (10, 20, 30))
    result = applied("e_shear:0.0:30.0", picture)
    assert result.size == (90, round(60 + 90 * tan(radians(30))))
    assert numbers(result)[(2, 5)[::-1]][3] == 255
    assert numbers(result)[(87, 5)[::-1]][3] == 0
    assert numbers(result)[(87, result.height - 5)[::-1]][3] == 255


def test_a_shear_by_nothing_changes_nothing() -> None:
    picture = rocket(60, 41)
    result = applied("e_shear:0:0", picture)
    assert same(result.convert("RGB"), picture)


_CORNERS = ((40, 25), (280, 60), (260, 155), (35, 165))


def test_distort_draws_the_image_between_its_new_corners() -> None:
    """As Pillow draws it with coefficients solved here from the four corners."""
    picture = rocket(200, 120)
    result = applied("e_distort:40:25:280:60:260:155:35:165", picture)
    assert result.size == (280 - 35, 165 - 25)
    x, y = np.array([(x - 35, y - 25) for x, y in _CORNERS]).T
    old = np.array([(0, 0), (200, 0), (200, 120), (0, 120)])
    rows = [[u, v, 1, 0, 0, 0, -a * u, -a * v] for u, v, (a, _) in zip(x, y, old, strict=True)]
    rows += [[0, 0, 0, u, v, 1, -b * u, -b * v] for u, v, (_, b) in zip(x, y, old, strict=True)]
    found = np.linalg.solve(np.array(rows, dtype=float), old.T.reshape(-1))
    oracle = picture.convert("RGBA").transform(
        result.size, Image.Transform.PERSPECTIVE, tuple(found), Image.Resampling.BICUBIC
    )
    both = _opaque(result) & _opaque(oracle)
    assert both.mean() > 0.7
    assert np.abs(numbers(result) - numbers(oracle))[both].mean() < 3
    assert (_opaque(result) ^ _opaque(oracle)).mean() < 0.02


def test_distort_to_its_own_corners_changes_nothing() -> None:
    picture = rocket(80, 60)
    result = applied("e_distort:0:0:80:0:80:60:0:60", picture)
    assert np.abs(numbers(result.convert("RGB")) - numbers(picture)).max() <= 1


def test_corners_may_lie_outside_and_mirror_the_image() -> None:
    picture = rocket(80, 60)
    result = applied("e_distort:80:-10:0:-10:0:50:80:50", picture)
    mirrored = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert np.abs(numbers(result.convert("RGB")) - numbers(mirrored)).max() <= 1


def test_corners_close_together_show_the_mean_of_what_lies_between() -> None:
    picture = Image.fromarray(np.indices((96, 96)).sum(axis=0).astype(np.uint8) % 2 * 255).convert(
        "RGB"
    )
    result = numbers(applied("e_distort:0:0:12:0:12:12:0:12", picture))
    assert np.abs(result[2:10, 2:10, :3] - 127.5).max() <= 2


@pytest.mark.parametrize("degrees", [20, 90, 180, 270, 360, -60, -180, -360])
def test_an_arc_holds_its_middle_line_at_its_length(degrees: int) -> None:
    """Columns become spokes: the colour at an angle is that of its share of the width."""
    width, height = 240, 30
    values = np.zeros((height, width, 3), dtype=np.uint8)
    values[:, :, 0] = np.linspace(0, 255, width)[np.newaxis, :]
    values[:, :, 1] = np.linspace(0, 255, height)[:, np.newaxis]
    result = applied(f"e_distort:arc:{degrees}", Image.fromarray(values))
    angle = np.radians(abs(degrees))
    middle = width / angle
    outer, inner = middle + height / 2, max(middle - height / 2, 0)
    drawn = numbers(result)
    if degrees < 0:
        drawn = drawn[::-1, ::-1]
    wide = outer if angle >= np.pi else outer * np.sin(angle / 2)
    tall = outer + max(-outer * np.cos(angle / 2), -inner * np.cos(angle / 2))
    assert result.size == (round(2 * wide), round(tall))
    for share in (-0.4, -0.1, 0.25):
        for below in (0.25, 0.5, 0.75):
            radius = outer - below * height
            if radius < 2:
                continue
            x = drawn.shape[1] / 2 + radius * np.sin(share * angle)
            y = outer - radius * np.cos(share * angle)
            red, green, _, alpha = drawn[min(int(y), drawn.shape[0] - 1), int(x)]
            right, down = (0.5 + share, below) if degrees > 0 else (0.5 - share, 1 - below)
            assert alpha == 255
            assert abs(red - 255 * right) < 8
            assert abs(green - 255 * down) < 16


@pytest.mark.parametrize("degrees", [360, -360])
def test_a_full_circle_has_no_seam(degrees: int) -> None:
    result = numbers(
        applied(f"e_distort:arc:{degrees}", Image.new("RGB", (200, 20), (90, 120, 150)))
    )
    down, across = np.indices(result.shape[:2]) + 0.5
    radius = np.hypot(across - result.shape[1] / 2, down - result.shape[0] / 2)
    ring = np.abs(radius - 200 / (2 * np.pi)) < 8
    assert np.abs(result[ring] - (90, 120, 150, 255)).max() <= 1
