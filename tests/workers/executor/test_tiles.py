"""The largest tile of collages whose tiles are known."""

from typing import Any

import numpy as np
import pytest
from PIL import Image

from planner.steps import FoundTile, ZoomPan
from tests.photographs import astronaut, encoded, rocket
from tests.planner.plans import asset, planned
from tests.workers.executor.effects.applied import applied, same
from tests.workers.executor.layers.laid import RED, flat, laid, where
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


def _noisy() -> Image.Image:
    """A collage whose tiles end exactly where they should."""
    collage = Image.new("RGB", (300, 200), "white")
    for left, top, right, bottom in ((0, 0, 90, 200), NOISY, (100, 160, 300, 200)):
        noise = np.random.default_rng(left + top).integers(0, 200, (bottom - top, right - left, 3))
        collage.paste(Image.fromarray(noise.astype(np.uint8)), (left, top))
    return collage


#: Left, top, right and bottom of the largest tile.
NOISY = (100, 0, 300, 150)


@pytest.mark.parametrize(
    "size",
    [
        "c_fill,{},h_90,w_40",
        "c_lfill,{},h_90,w_400",
        "c_thumb,{},h_60,w_60",
        "c_thumb,{},h_60,w_60,z_0.8",
        "c_thumb,{}",
        "c_auto,{},h_50,w_100",
        "ar_1:1,c_auto,{},w_80",
        "c_crop,{},h_170,w_120,x_10,y_-5",
        "c_crop,{},z_2",
        "c_fill,e_trim,{},h_90,w_40",
    ],
)
def test_every_mode_that_cuts_keeps_the_largest_tile(size: str) -> None:
    """As it keeps a rectangle of interest that is written into the URL."""
    left, top, right, bottom = NOISY
    interest = f"g_auto:aoi_{left}_{top}_{right - left}_{bottom - top}"
    found = applied(size.format("g_cld-decompose_tile"), _noisy())
    assert same(found, applied(size.format(interest), _noisy()))


def test_each_component_looks_for_the_largest_tile_of_what_it_is_given() -> None:
    text = "c_crop,h_200,w_95,x_0,y_0/c_crop,g_cld-decompose_tile"
    assert same(applied(text, _noisy()), _noisy().crop((0, 0, 95, 200)))
    twice = applied("c_crop,g_cld-decompose_tile/c_crop,g_cld-decompose_tile", _noisy())
    assert same(twice, _noisy().crop(NOISY))
    turned = applied("a_auto_right,c_fill,g_cld-decompose_tile,h_150,w_75", _noisy())
    around = applied("a_90/c_fill,g_cld-decompose_tile,h_150,w_75", _noisy())
    assert same(turned, around)


def test_a_layer_lies_in_the_middle_of_the_largest_tile() -> None:
    result = laid(
        "l_logo/fl_layer_apply,g_cld-decompose_tile,x_4", _noisy(), logo=flat(20, 10, RED)
    )
    assert where(result, RED) == (194, 70, 214, 80)


def test_an_effect_works_on_the_largest_tile_alone() -> None:
    result = np.asarray(applied("e_pixelate_region:200,g_cld-decompose_tile", _noisy()))
    plain = np.asarray(_noisy()).copy()
    left, top, right, bottom = NOISY
    assert np.ptp(result[top:bottom, left:right].reshape(-1, 3), axis=0).max() == 0
    plain[top:bottom, left:right] = result[top, left]
    assert (result == plain).all()


def test_a_camera_looks_at_the_largest_tile() -> None:
    plan = planned("e_zoompan:from_(g_cld-decompose_tile;zoom_4)", asset(300, 200), "gif")
    assert plan.rest is not None
    (step,) = plan.rest.resumed(300, 200, [(FoundTile(100, 0, 200, 150),)]).steps
    assert isinstance(step, ZoomPan)
    assert step.begin == (200 - 37.5, 75 - 25, 75, 50)


def test_what_stands_beside_and_behind_works_on_the_tile() -> None:
    """The effect of the same component is not lost, though the size is only known when drawn."""
    result = applied(f"{TILE},e_grayscale/c_scale,w_58", _collage())
    assert result.width == 58
    assert result.height == pytest.approx(64, abs=1)
    bands = np.asarray(result.convert("RGB"), dtype=int)
    assert np.ptp(bands, axis=2).max() <= 1
