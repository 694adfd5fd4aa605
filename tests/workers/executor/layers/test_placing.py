"""Where layers come to lie, what canvas holds them, and what they are sized by."""

import io

import numpy as np
import pytest
from PIL import Image, ImageSequence

from planner.errors import ReferenceNotFound, TransformationError
from tests.photographs import encoded, wall
from tests.planner.plans import asset
from tests.workers.executor.layers.laid import (
    BLUE,
    CLEAR,
    GREEN,
    RED,
    WHITE,
    box,
    flat,
    laid,
    laid_file,
    pixels,
    where,
)
from workers.errors import RenderRefused

BASE = flat(100, 60, BLUE)
LOGO = flat(20, 10, RED)


@pytest.mark.parametrize(
    ("how", "left", "top"),
    [
        ("", 40, 25),
        (",g_north_west", 0, 0),  # S2-091
        (",g_north", 40, 0),
        (",g_north_east", 80, 0),
        (",g_west", 0, 25),
        (",g_center,x_7,y_-3", 47, 22),
        (",g_east,x_5", 75, 25),
        (",g_south_west,x_5,y_4", 5, 46),
        (",g_south,y_20", 40, 30),  # S2-048
        (",g_south_east,x_20,y_20", 60, 30),  # S2-090
        (",y_20,g_south", 40, 30),  # S2-050
        (",g_north_west,x_0.1,y_0.5", 10, 30),
    ],
)
def test_a_layer_lies_where_gravity_and_offsets_say(how: str, left: int, top: int) -> None:
    """S2-047 S2-050 S3-015."""
    result = laid(f"l_logo/fl_layer_apply{how}", BASE, logo=LOGO)
    assert result.size == BASE.size
    assert where(result, RED) == (left, top, left + 20, top + 10)
    assert ((pixels(result) == BLUE).all(axis=2)).sum() == 100 * 60 - 20 * 10


@pytest.mark.parametrize(
    ("written", "size"),
    [
        ("l_logo/c_scale,w_50/fl_layer_apply", (50, 25)),  # S3-025
        ("l_logo/c_scale,h_50,w_50/fl_layer_apply", (50, 50)),  # S2-091
        ("l_logo/c_scale,w_0.8/fl_layer_apply", (16, 8)),  # S2-093
        ("l_logo/c_scale,fl_relative,w_0.5/fl_layer_apply", (50, 25)),  # S2-049
        ("fl_relative,l_logo,w_0.25/fl_layer_apply", (25, 13)),  # S2-090
        ("l_logo/fl_layer_apply,fl_relative,h_0.5,w_0.1", (10, 30)),
        ("l_logo,w_30,h_30", (30, 30)),  # the older form, without a closer
        ("l_logo,w_30,h_30,fl_layer_apply", (30, 30)),  # S3-014
        ("l_$image/c_scale,w_0.8/fl_layer_apply", (16, 8)),  # S2-092 S2-093
    ],
)
def test_a_layer_has_the_size_that_is_asked_for(written: str, size: tuple[int, int]) -> None:
    """S2-048: the components between opener and closer work on the layer."""
    result = laid(f"$image_!logo!/{written}", BASE, logo=LOGO)
    left, top, right, bottom = where(result, RED)
    assert (right - left, bottom - top) == size
    assert result.size == BASE.size


def test_opacity_mixes_a_layer_with_its_base() -> None:
    """S2-090: 40 percent of the logo, of a quarter of the base's width, 20 pixels inwards."""
    written = "c_fit,w_100/fl_relative,l_logo,opacity_40,w_0.25/fl_layer_apply,g_south_east,x_9,y_9"
    rows = pixels(laid(written, BASE, logo=LOGO))
    changed = (rows != BLUE).any(axis=2)
    assert box(changed) == (66, 38, 91, 51)
    assert np.abs(rows[changed] - (102, 0, 153, 255)).max() <= 1


def test_the_canvas_grows_around_a_layer_that_overhangs() -> None:
    result = laid("l_logo/fl_layer_apply,g_north_west,x_-5,y_-4", BASE, logo=LOGO)
    assert result.size == (105, 64)
    rows = pixels(result)
    assert (rows[:10, :20] == RED).all()
    assert (rows[10:, 5:] == BLUE).all()
    assert (rows[:4, 20:] == CLEAR).all()
    assert (rows[10:, :5] == CLEAR).all()


def test_the_new_canvas_is_white_where_a_format_has_no_alpha() -> None:
    result = laid("l_logo/fl_layer_apply,g_east,x_-10", BASE, output="jpg", logo=LOGO)
    assert (result.size, result.mode) == ((110, 60), "RGB")
    rows = pixels(result)
    assert np.abs(rows[:16, 104:] - WHITE).max() <= 16
    assert np.abs(rows[28:32, 104:] - RED).max() <= 16


def test_without_overflow_the_base_keeps_its_size() -> None:
    result = laid("l_logo/fl_layer_apply.no_overflow,g_south_east,x_-5,y_-4", BASE, logo=LOGO)
    assert result.size == BASE.size
    assert where(result, RED) == (85, 54, 100, 60)


def test_a_layer_wholly_beside_a_canvas_that_does_not_grow_is_not_seen() -> None:
    result = laid("l_logo/fl_layer_apply.no_overflow,g_west,x_-200", BASE, logo=LOGO)
    assert (pixels(result) == BLUE).all()


def test_a_layer_larger_than_its_base_makes_the_canvas() -> None:
    result = laid("l_logo/c_scale,h_80,w_120/fl_layer_apply", BASE, logo=LOGO)
    assert result.size == (120, 80)
    assert (pixels(result) == RED).all()


@pytest.mark.parametrize(
    ("how", "left", "top"),
    [("", 40, 25), (",g_north_west", 0, 0), (",g_south_east", 80, 50), (",x_3,y_2", 43, 27)],
)
def test_tiles_repeat_over_the_whole_base_from_where_gravity_puts_one(
    how: str, left: int, top: int
) -> None:
    tile = flat(20, 10, GREEN)
    tile.putpixel((0, 0), RED[:3])
    rows = pixels(laid(f"l_logo/fl_layer_apply.tiled{how}", BASE, logo=tile))
    assert rows.shape[:2] == (60, 100)
    found = {(int(x), int(y)) for y, x in np.argwhere((rows == RED).all(axis=2))}
    assert found == {(x, y) for x in range(left % 20, 100, 20) for y in range(top % 10, 60, 10)}
    assert ((rows == RED) | (rows == GREEN)).all()


def test_an_underlay_shows_where_the_image_is_transparent_or_ends() -> None:
    """S2-047 S3-018."""
    image = flat(40, 20, (0, 255, 0, 128))
    result = laid("u_bg/c_fill,h_30,w_60/fl_layer_apply", image, bg=flat(90, 45, BLUE))
    assert (result.size, result.mode) == ((60, 30), "RGB")
    rows = pixels(result)
    assert np.abs(rows[5:25, 10:50] - (0, 128, 127, 255)).max() <= 1
    assert (rows[:5] == BLUE).all()
    assert (rows[:, 50:] == BLUE).all()


def test_effects_of_an_underlay_leave_the_image_alone() -> None:
    """S3-019."""
    image = flat(40, 20, RED)
    result = laid("u_bg/e_negate/fl_layer_apply", image, bg=flat(60, 20, BLUE))
    rows = pixels(result)
    assert (rows[:, 10:50] == RED).all()
    assert (rows[:, :10] == (255, 255, 0, 255)).all()


def test_a_layer_is_laid_on_a_layer_before_that_is_laid_on_the_image() -> None:
    """S2-051: every layer ends with its own closer."""
    written = "l_card/c_scale,w_40/l_logo/c_scale,fl_relative,w_0.5/fl_layer_apply,g_south_east"
    result = laid(f"{written}/fl_layer_apply,g_west", BASE, card=flat(20, 15, GREEN), logo=LOGO)
    assert where(result, RED) == (20, 35, 40, 45)
    rows = pixels(result)
    assert (rows[15:35, :40] == GREEN).all()
    assert (rows[35:45, :20] == GREEN).all()


def test_layers_are_stacked_in_the_order_of_writing() -> None:
    """S2-051."""
    written = "l_a/fl_layer_apply/l_b/fl_layer_apply"
    red, green = flat(20, 10, RED), flat(10, 20, GREEN)
    assert where(laid(written, BASE, a=red, b=green), GREEN) == (45, 20, 55, 40)
    assert where(laid(written, BASE, a=green, b=red), RED) == (40, 25, 60, 35)


@pytest.mark.parametrize(("tags", "shown"), [(("sale",), True), (("new",), False)])
def test_a_condition_decides_about_a_layer(tags: tuple[str, ...], *, shown: bool) -> None:
    """S2-084."""
    written = "if_!sale!_in_tags/l_logo/fl_layer_apply/if_else/c_scale,w_50/if_end"
    facts = asset(100, 60, format="png", tags=tags)
    drawn = laid_file(written, encoded(BASE, "PNG"), facts, "png", {"logo": LOGO})
    with Image.open(io.BytesIO(drawn)) as result:
        assert (pixels(result) == RED).all(axis=2).any() == shown
        assert result.width == (100 if shown else 50)


def test_a_condition_within_a_layer_is_about_the_layer() -> None:
    written = "l_logo/if_w_lt_50/c_scale,w_30/if_else/c_scale,w_10/if_end/fl_layer_apply"
    assert where(laid(written, BASE, logo=LOGO), RED) == (35, 23, 65, 38)


def test_a_layer_that_follows_a_trim_is_placed_on_what_was_left() -> None:
    base = flat(100, 60, WHITE)
    base.paste(BLUE[:3], (10, 20, 60, 50))
    result = laid("e_trim/l_logo/fl_layer_apply,g_north_east", base, logo=LOGO)
    assert result.size == (50, 30)
    assert where(result, RED) == (30, 0, 50, 10)


def test_border_and_radius_of_a_layer_are_its_own() -> None:
    """S3-020: the border comes before the radius in one component."""
    written = "l_logo/bo_5px_solid_rgb:0066ff,r_max/fl_layer_apply"
    rows = pixels(laid(written, BASE, logo=LOGO))
    assert (rows[30, 50] == RED).all()
    assert (rows[30, 37] == (0, 102, 255, 255)).all()
    assert (rows[20, 35] == BLUE).all()


def test_the_device_pixel_ratio_multiplies_base_layer_and_offsets() -> None:
    """S4-116."""
    written = "c_scale,w_100/l_logo/c_scale,w_20/fl_layer_apply,g_north_west,x_5,y_3"
    result = laid(f"{written}/dpr_2.0", BASE, logo=LOGO)
    assert result.size == (200, 120)
    assert where(result, RED) == (10, 6, 50, 26)


def test_a_relative_layer_follows_the_base_at_every_pixel_ratio() -> None:
    """S4-116: a thumbnail with an overlay of half its width."""
    written = "c_thumb,h_50,w_50/l_logo/c_scale,fl_relative,w_0.5/fl_layer_apply"
    for ratio in (1, 2, 3):
        result = laid(f"{written}/dpr_{ratio}.0", BASE, logo=LOGO)
        left, _, right, _ = where(result, RED)
        assert (result.width, right - left) == (50 * ratio, 25 * ratio)


def test_a_layer_lies_on_every_frame_of_an_animation() -> None:
    frames = [flat(100, 60, colour) for colour in (BLUE, GREEN, WHITE)]
    data = encoded(
        frames[0], "GIF", save_all=True, append_images=frames[1:], duration=[50, 70, 90], loop=0
    )
    facts = asset(100, 60, format="gif", pages=3)
    logo = flat(20, 10, RED)
    drawn = laid_file("l_logo/fl_layer_apply,g_south_east,x_5", data, facts, "gif", {"logo": logo})
    with Image.open(io.BytesIO(drawn)) as roll:
        seen = [frame.convert("RGB") for frame in ImageSequence.Iterator(roll)]
    assert [frame.getpixel((0, 0)) for frame in seen] == [
        frame.getpixel((0, 0)) for frame in frames
    ]
    assert [where(frame, RED) for frame in seen] == [(75, 50, 95, 60)] * 3


@pytest.mark.parametrize("output", ["png", "gif"])
def test_of_an_animation_that_is_laid_on_the_first_frame_is_shown(output: str) -> None:
    """A layer does not move: its base alone says how many frames there are."""
    frames = [flat(20, 10, colour) for colour in (RED, GREEN, WHITE)]
    moving = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=50, loop=0)
    result = laid("l_logo/fl_layer_apply,g_west", flat(60, 40, BLUE), output=output, logo=moving)
    assert where(result, RED) == (0, 15, 20, 25)


def test_layers_lie_on_a_large_photograph_that_is_read_once() -> None:
    """It is decoded from top to bottom, and never held as a whole."""
    photograph = wall(900, 1400)
    data = encoded(photograph)
    with Image.open(io.BytesIO(data)) as decoded:
        expected = decoded.convert("RGBA")
    badge = flat(90, 60, (255, 0, 0, 100))
    written = []
    for gravity, left, top in (("south_east", 810, 1340), ("north", 405, 0), ("west", 0, 670)):
        written.append(f"l_badge/fl_layer_apply,g_{gravity}")
        expected.alpha_composite(badge, (left, top))
    facts = asset(900, 1400, format="jpg")
    drawn = laid_file("/".join(written), data, facts, "png", {"badge": badge})
    with Image.open(io.BytesIO(drawn)) as result:
        assert np.abs(pixels(result) - pixels(expected)).max() <= 1


def test_a_missing_layer_is_named() -> None:
    with pytest.raises(ReferenceNotFound, match="'nothing'"):
        laid("l_nothing/fl_layer_apply", BASE)


def test_a_broken_layer_is_refused() -> None:
    with pytest.raises(RenderRefused) as refusal:
        laid("l_logo/fl_layer_apply", BASE, logo=b"no picture at all")
    assert refusal.value.status in (400, 415)


def test_auto_gravity_cannot_place_a_layer() -> None:
    """S2-052."""
    with pytest.raises(TransformationError, match="g_auto cannot place a layer"):
        laid("l_logo/fl_layer_apply,g_auto", BASE, logo=LOGO)
