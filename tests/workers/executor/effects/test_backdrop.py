"""Backgrounds of one colour, and edges, against pictures whose parts are known."""

import io

import numpy as np
import pytest
import pyvips
from PIL import Image, ImageDraw

from planner.colour import Colour
from tests.photographs import astronaut, encoded, rocket
from tests.planner.plans import asset, planned
from tests.workers.executor.effects.applied import applied, numbers, same
from workers.executor.forms.trimming import box
from workers.executor.limits import Limits
from workers.executor.rendering import render

_GREEN = (41, 170, 27)


def _framed(colour: tuple[int, int, int] = _GREEN) -> Image.Image:
    """A blue disc with a hole, on a ground that differs a little from place to place."""
    rng = np.random.default_rng(3)
    ground = np.clip(np.array(colour) + rng.integers(-6, 7, (90, 120, 3)), 0, 255)
    picture = Image.fromarray(ground.astype(np.uint8))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((30, 15, 90, 75), fill=(40, 60, 200))
    draw.ellipse((50, 35, 70, 55), fill=colour)
    return picture


def _distance(picture: Image.Image, colour: tuple[int, int, int]) -> np.ndarray:
    off = numbers(picture)[:, :, :3] - colour
    percent: np.ndarray = np.sqrt((off**2).mean(axis=2)) / 255 * 100
    return percent


def test_every_pixel_of_the_edges_colour_becomes_transparent() -> None:
    picture = _framed()
    result = numbers(applied("e_make_transparent", picture))
    near = _distance(picture, _GREEN)
    assert (result[near < 9][:, 3] == 0).all()
    assert (result[near > 13.5][:, 3] == 255).all()
    assert (result[:, :, :3] == numbers(picture)).all()
    assert result[45, 60, 3] == 0


@pytest.mark.parametrize("effect", ["make_transparent", "bgremoval", "bgremoval:screen"])
def test_edges_that_are_transparent_have_no_colour_to_clear(effect: str) -> None:
    """What they hide is the colour of the disc, and yet the disc stays."""
    picture = Image.new("RGBA", (60, 60), (40, 200, 60, 0))
    ImageDraw.Draw(picture).ellipse((10, 10, 50, 50), fill=(40, 200, 60, 255))
    assert same(applied(f"e_{effect}", picture), picture)


def test_a_background_goes_on_behind_what_is_transparent() -> None:
    """A ground inside of a frame, which a transparent gap that hides another colour leads to."""
    picture = Image.new("RGBA", (60, 40), (*_GREEN, 255))
    picture.paste((0, 0, 200, 255), (10, 5, 50, 35))
    picture.paste((*_GREEN, 255), (20, 12, 40, 28))
    assert numbers(applied("e_bgremoval", picture))[20, 30, 3] == 255
    picture.paste((255, 0, 255, 0), (28, 3, 32, 14))
    result = numbers(applied("e_bgremoval", picture))
    assert result[20, 30, 3] == 0
    assert result[20, 15, 3] == 255


def test_a_tolerance_and_a_colour_say_what_becomes_transparent() -> None:
    picture = rocket(120, 80)
    near = _distance(picture, (30, 60, 100))
    shares = []
    for tolerance in (0, 5, 20, 60):
        given = f"co_rgb:1e3c64,e_make_transparent:{tolerance}"
        alpha = numbers(applied(given, picture).convert("RGBA"))[:, :, 3]
        assert (alpha[near <= tolerance] == 0).all()
        assert (alpha[near > 1.25 * tolerance + 0.2] == 255).all()
        shares.append((alpha == 0).mean())
    assert shares == sorted(shares)


def test_a_background_is_removed_from_the_edges_inwards() -> None:
    result = numbers(applied("e_bgremoval", _framed()))
    assert (result[:, :25, 3] == 0).all()
    assert result[45, 40, 3] == 255
    assert result[45, 60, 3] == 255
    assert numbers(applied("e_bgremoval:screen", _framed()))[45, 60, 3] == 0


def test_only_the_given_colour_is_background() -> None:
    picture = _framed()
    kept = applied("e_bgremoval:red", picture).convert("RGBA")
    assert (numbers(kept)[:, :, 3] == 255).all()
    assert (numbers(applied("e_bgremoval:29aa1b", picture))[0, :, 3] == 0).all()


def test_a_screen_leaves_its_share_in_half_covered_pixels_and_no_tint() -> None:
    """Of a mixture of a picture and a screen, known alpha comes back nearly."""
    grey = np.full((40, 100, 3), (120.0, 110.0, 130.0))
    alpha = np.clip((np.arange(100) - 20) / 60, 0, 1)[np.newaxis, :, np.newaxis]
    mixed = grey * alpha + np.array(_GREEN) * (1 - alpha)
    picture = Image.fromarray(np.rint(mixed).astype(np.uint8))
    result = numbers(applied("e_bgremoval:screen:29aa1b", picture))
    found = result[20, :, 3] / 255
    assert found[10] == 0
    assert found[95] == 1
    assert (np.diff(found) >= 0).all()
    assert np.abs(found - alpha[0, :, 0]).max() < 0.4
    assert (result[:, :, 1] <= np.maximum(result[:, :, 0], result[:, :, 2])).all()


def test_a_screen_is_gone_from_seven_tenths_of_its_colour_and_untouched_up_to_a_tenth() -> None:
    """Vlahos' colour difference: what the strongest channel has more than the others."""
    share = np.linspace(0, 1, 101)
    colours = 100 + share[:, np.newaxis] * np.array([0, 150, 0])
    picture = Image.fromarray(np.rint(np.tile(colours, (4, 1, 1))).astype(np.uint8))
    result = numbers(applied("e_bgremoval:screen:64fa64", picture))[1, :, 3]
    assert np.abs(result - 255 * np.clip((0.7 - share) / 0.6, 0, 1)).max() <= 2


def test_a_background_is_what_is_within_a_tenth_and_its_seam_two_pixels_wide() -> None:
    """Beside a background, also what is further off by up to a quarter is partly cleared."""
    greys = np.full((20, 60), 100.0)
    greys[:, 20:] = 100 + 0.11 * 255
    picture = Image.fromarray(np.dstack([np.rint(greys).astype(np.uint8)] * 3))
    picture.paste((100, 100, 100), (58, 0, 60, 20))
    alpha = numbers(applied("e_bgremoval:646464", picture).convert("RGBA"))[10, :, 3]
    assert (alpha[:20] == 0).all()
    partly = 255 * (28 / 255 * 100 - 10) * 4 / 10
    assert np.abs(alpha[20:22] - partly).max() <= 3
    assert (alpha[22:56] == 255).all()


def test_a_removed_background_is_white_as_jpeg() -> None:
    picture = _framed((10, 10, 10))
    plan = planned("e_bgremoval", asset(120, 90, format="png"), "jpg")
    drawn = render(memoryview(encoded(picture, "PNG")), plan, Limits())
    with Image.open(io.BytesIO(drawn.data)) as result:
        assert result.format == "JPEG"
        assert numbers(result.convert("RGB"))[3, 3].min() > 250


def _vips(picture: Image.Image) -> pyvips.Image:
    return pyvips.Image.new_from_array(np.asarray(picture)).copy(interpretation="srgb")


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_trim_keeps_what_is_not_the_edges_colour(mode: str) -> None:
    picture = Image.new("RGB", (100, 80), (250, 250, 245))
    picture.paste(astronaut().resize((40, 30)), (37, 21))
    assert box(_vips(picture.convert(mode)), 10, None) == (37, 21, 40, 30)


def test_a_trim_with_a_colour_leaves_edges_of_another() -> None:
    picture = Image.new("RGB", (60, 40), (255, 255, 255))
    picture.paste((0, 0, 0), (10, 10, 20, 20))
    assert box(_vips(picture), 10, Colour(255, 255, 255)) == (10, 10, 10, 10)
    assert box(_vips(picture), 10, Colour(255, 0, 0)) == (0, 0, 60, 40)


def test_a_trim_cuts_transparent_edges_whatever_their_colour() -> None:
    values = np.random.default_rng(5).integers(0, 256, (50, 70, 4)).astype(np.uint8)
    values[:, :, 3] = 0
    values[12:31, 9:44, 3] = 200
    assert box(_vips(Image.fromarray(values)), 10, None) == (9, 12, 35, 19)


def test_a_tolerance_says_what_counts_as_the_edges_colour() -> None:
    picture = Image.new("RGB", (30, 30), (255, 255, 255))
    picture.paste((230, 230, 230), (5, 5, 25, 25))
    picture.paste((0, 0, 0), (10, 10, 20, 20))
    assert box(_vips(picture), 5, None) == (5, 5, 20, 20)
    assert box(_vips(picture), 10, None) == (10, 10, 10, 10)


@pytest.mark.parametrize("size", [(1, 1), (3, 1), (40, 30)])
def test_nothing_is_trimmed_where_nothing_would_be_left(size: tuple[int, int]) -> None:
    width, height = size
    assert box(_vips(Image.new("RGB", size, (9, 9, 9))), 10, None) == (0, 0, width, height)
    clear = Image.new("RGBA", size, (9, 9, 9, 0))
    assert box(_vips(clear), 10, None) == (0, 0, width, height)
