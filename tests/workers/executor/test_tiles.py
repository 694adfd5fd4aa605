"""The largest tile of collages whose tiles are known."""

from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.photographs import astronaut, encoded, rocket
from tests.planner.plans import asset, planned
from tests.workers.executor.effects.applied import applied
from tests.workers.executor.pictures import apart, opened
from workers.executor.attention.tiles import largest_tile
from workers.executor.limits import Limits
from workers.executor.rendering import render

TILE = "c_crop,g_cld-decompose_tile"

#: Left, top, right and bottom of three photographs, the second of which is the largest.
BOXES = ((10, 10, 200, 150), (210, 10, 500, 330), (10, 160, 200, 330))


def _collage(ground: Any = (255, 255, 255), size: tuple[int, int] = (510, 340)) -> Image.Image:
    collage = Image.new("RGBA" if len(ground) == 4 else "RGB", size, ground)
    for number, box in enumerate(BOXES):
        tile = (rocket, lambda *side: astronaut().resize(side))[number % 2]
        collage.paste(tile(box[2] - box[0], box[3] - box[1]), box[:2])
    return collage


def _near(found: tuple[int, int, int, int], box: tuple[int, int, int, int], by: int) -> bool:
    edges = (found[0], found[1], found[0] + found[2], found[1] + found[3])
    return all(abs(one - other) <= by for one, other in zip(edges, box, strict=True))


@pytest.mark.parametrize("ground", [(255, 255, 255), (0, 0, 0), (30, 140, 90), (9, 9, 9, 0)])
def test_the_largest_tile_is_cut_out(ground: Any) -> None:
    """S4-039."""
    result = applied(TILE, _collage(ground))
    assert abs(result.width - 290) <= 3
    assert abs(result.height - 320) <= 3
    assert _near(largest_tile(np.asarray(_collage())), BOXES[1], 3)


@pytest.mark.parametrize("quality", [40, 80])
def test_compression_does_not_hide_the_bands(quality: int) -> None:
    data = encoded(_collage(), quality=quality)
    assert _near(largest_tile(np.asarray(opened(data))), BOXES[1], 9)
    plan = planned(TILE, asset(510, 340))
    shown = opened(render(memoryview(data), plan, Limits()).data)
    assert shown.size == pytest.approx((290, 320), abs=9)


def test_tiles_in_tiles_are_told_apart() -> None:
    """Only the second division parts the right half: its bands do not go through the whole."""
    collage = Image.new("RGB", (620, 400), "white")
    boxes = [(0, 0, 250, 400), (256, 0, 620, 100), (256, 106, 400, 400), (406, 106, 620, 400)]
    for left, top, right, bottom in boxes:
        noise = np.random.default_rng(left + top).integers(0, 200, (bottom - top, right - left, 3))
        collage.paste(Image.fromarray(noise.astype(np.uint8)), (left, top))
    assert largest_tile(np.asarray(collage)) == (0, 0, 250, 400)
    without = collage.copy()
    without.paste("white", (0, 0, 250, 400))
    assert largest_tile(np.asarray(without)) == (406, 106, 214, 294)


@pytest.mark.parametrize(
    "picture",
    [
        rocket(300, 200),
        astronaut().resize((200, 200)),
        Image.new("RGB", (50, 40), "white"),
        Image.new("RGB", (1, 1)),
    ],
    ids=["rocket", "astronaut", "one colour", "one pixel"],
)
def test_what_is_no_collage_stays_whole(picture: Image.Image) -> None:
    assert largest_tile(np.asarray(picture)) == (0, 0, *picture.size)


def test_one_picture_with_margins_is_no_collage() -> None:
    framed = Image.new("RGB", (300, 200), "white")
    framed.paste(rocket(200, 100), (50, 50))
    assert largest_tile(np.asarray(framed)) == (0, 0, 300, 200)


def test_a_size_is_that_of_a_box_around_the_middle_of_the_tile() -> None:
    collage = _collage()
    left, top = (210 + 500) // 2 - 50, (10 + 330) // 2 - 40
    expected = collage.crop((left, top, left + 100, top + 80))
    assert apart(applied(f"{TILE},h_80,w_100", collage), expected) < 12
    assert applied(f"{TILE},h_80,w_500", collage).size == (500, 80)
    zoomed = applied(f"{TILE},z_2", collage)
    assert zoomed.size == pytest.approx((145, 160), abs=2)
    right = applied(f"{TILE},h_80,w_100,x_1000", collage)
    assert apart(right, collage.crop((410, top, 510, top + 80))) < 12


def test_what_stands_beside_and_behind_works_on_the_tile() -> None:
    """The effect of the same component is not lost, though the size is only known when drawn."""
    result = applied(f"{TILE},e_grayscale/c_scale,w_58", _collage())
    assert result.width == 58
    assert result.height == pytest.approx(64, abs=1)
    bands = np.asarray(result.convert("RGB"), dtype=int)
    assert np.ptp(bands, axis=2).max() <= 1
