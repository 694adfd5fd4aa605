"""Scaling, cropping, padding, turning and mirroring, against Pillow."""

from math import cos, radians, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from planner.colour import TRANSPARENT, Colour
from planner.steps import Canvas, Crop, Flip, Resize, Rotate
from tests.photographs import encoded, rocket
from tests.workers.executor.pictures import (
    HEIGHT,
    RED,
    WIDTH,
    apart,
    composed,
    drawn,
    pixels,
    rendered,
)

#: Two good resamplers of one photograph differ by less than this on average, of 255.
RESAMPLED = 1.2
LANCZOS = Image.Resampling.LANCZOS


@pytest.fixture(scope="module")
def photograph() -> Image.Image:
    return rocket(WIDTH, HEIGHT)


@pytest.fixture(scope="module")
def source(photograph: Image.Image) -> bytes:
    return encoded(photograph, "PNG")


@pytest.mark.parametrize("size", [(120, 80), (60, 40), (61, 33), (241, 20), (20, 160), (240, 159)])
def test_a_smaller_picture_is_what_lanczos_gives(
    photograph: Image.Image, source: bytes, size: tuple[int, int]
) -> None:
    assert apart(drawn(source, Resize(*size)), photograph.resize(size, LANCZOS)) < RESAMPLED


@pytest.mark.parametrize("size", [(1, 1), (7, 3), (241, 1)])
def test_a_tiny_picture_is_of_the_right_colours(
    photograph: Image.Image, source: bytes, size: tuple[int, int]
) -> None:
    expected = photograph.resize(size, Image.Resampling.BOX)
    assert apart(drawn(source, Resize(*size)), expected) < 6


@pytest.mark.parametrize("size", [(482, 320), (600, 200), (242, 161), (100, 500)])
def test_a_larger_picture_is_smooth(
    photograph: Image.Image, source: bytes, size: tuple[int, int]
) -> None:
    expected = photograph.resize(size, Image.Resampling.BICUBIC)
    assert apart(drawn(source, Resize(*size)), expected) < RESAMPLED


def test_the_same_size_leaves_every_pixel(photograph: Image.Image, source: bytes) -> None:
    assert apart(drawn(source, Resize(WIDTH, HEIGHT)), photograph) == 0


@settings(max_examples=60, deadline=None)
@given(width=st.integers(1, 700), height=st.integers(1, 700), kind=st.sampled_from(["JPEG", "PNG"]))
def test_every_size_is_met_exactly(width: int, height: int, kind: str) -> None:
    encoding = rendered(encoded(rocket(WIDTH, HEIGHT), kind), Resize(width, height))
    assert (encoding.width, encoding.height) == (width, height)


def test_a_crop_keeps_exactly_its_rectangle(photograph: Image.Image, source: bytes) -> None:
    """S4-020."""
    result = drawn(source, Crop(13, 27, 101, 53))
    assert apart(result, photograph.crop((13, 27, 114, 80))) == 0


def test_fill_scales_and_then_crops(photograph: Image.Image, source: bytes) -> None:
    result = drawn(source, Resize(120, 80), Crop(20, 0, 80, 80))
    assert apart(result, photograph.resize((120, 80), LANCZOS).crop((20, 0, 100, 80))) < RESAMPLED


def test_thumb_crops_and_then_scales(photograph: Image.Image, source: bytes) -> None:
    result = drawn(source, Crop(40, 30, 150, 100), Resize(60, 40))
    expected = photograph.crop((40, 30, 190, 130)).resize((60, 40), LANCZOS)
    assert apart(result, expected) < RESAMPLED


@pytest.mark.parametrize(("left", "top"), [(30, 20), (0, 0), (-50, -30), (200, 120), (900, 0)])
def test_a_canvas_holds_the_picture_where_it_is_put(
    photograph: Image.Image, source: bytes, left: int, top: int
) -> None:
    """What lies beyond the canvas is cut off, be it all of the picture."""
    expected = Image.new("RGB", (300, 200), (255, 0, 0))
    expected.paste(photograph, (left, top))
    assert apart(drawn(source, Canvas(left, top, 300, 200, RED)), expected) == 0


def test_a_transparent_canvas_is_transparent_around_the_picture(source: bytes) -> None:
    alpha = pixels(drawn(source, Canvas(30, 20, 300, 200, TRANSPARENT)))[..., 3]
    assert alpha.sum() == 255 * WIDTH * HEIGHT
    assert alpha[20 : 20 + HEIGHT, 30 : 30 + WIDTH].min() == 255


def test_a_canvas_shows_through_a_transparent_picture(photograph: Image.Image) -> None:
    picture = photograph.copy()
    picture.putalpha(100)
    source = encoded(picture, "PNG")
    expected = Image.new("RGBA", (300, 200), (0, 0, 255, 128))
    expected.alpha_composite(picture, (30, 20))
    result = drawn(source, Canvas(30, 20, 300, 200, Colour(0, 0, 255, 128)))
    assert apart(result, expected) < 0.5
    opaque = drawn(source, Canvas(0, 0, WIDTH, HEIGHT, RED))
    assert apart(opaque, composed(picture, (255, 0, 0))) < 0.5


@pytest.mark.parametrize(
    ("degrees", "turn"),
    [
        (90.0, Image.Transpose.ROTATE_270),
        (180.0, Image.Transpose.ROTATE_180),
        (270.0, Image.Transpose.ROTATE_90),
    ],
)
def test_right_angles_turn_clockwise_and_keep_every_pixel(
    photograph: Image.Image, source: bytes, degrees: float, turn: Image.Transpose
) -> None:
    expected = photograph.transpose(turn)
    result = drawn(source, Rotate(degrees, TRANSPARENT, *expected.size))
    assert apart(result, expected) == 0


@pytest.mark.parametrize("degrees", [1.0, 30.0, 45.0, 89.5, 135.0, 200.0, 340.0])
def test_other_angles_fill_the_bounding_box_and_no_more(
    photograph: Image.Image, source: bytes, degrees: float
) -> None:
    """Pillow turns the other way, about the same centre of a canvas of the same size."""
    size = _bounding_box(degrees)
    result = drawn(source, Rotate(degrees, RED, *size))
    assert result.mode == "RGB"
    assert apart(result, _turned_by_pillow(photograph, degrees, size)) < RESAMPLED


def _bounding_box(degrees: float) -> tuple[int, int]:
    across, down = abs(cos(radians(degrees))), abs(sin(radians(degrees)))
    return round(WIDTH * across + HEIGHT * down), round(WIDTH * down + HEIGHT * across)


def _turned_by_pillow(picture: Image.Image, degrees: float, size: tuple[int, int]) -> Image.Image:
    """Sample at four times the size, where the edges of Pillow's stairs do not show."""
    finely = picture.resize((WIDTH * 4, HEIGHT * 4), Image.Resampling.BICUBIC)
    across, down = cos(radians(degrees)), sin(radians(degrees))
    x, y = size[0] * 2, size[1] * 2
    matrix = (
        across,
        down,
        WIDTH * 2 - across * x - down * y,
        -down,
        across,
        HEIGHT * 2 + down * x - across * y,
    )
    turned = finely.transform(
        (size[0] * 4, size[1] * 4),
        Image.Transform.AFFINE,
        matrix,
        Image.Resampling.BICUBIC,
        fillcolor=(255, 0, 0),
    )
    return turned.resize(size, Image.Resampling.BOX)


def test_what_a_turn_leaves_free_is_transparent(source: bytes) -> None:
    size = _bounding_box(30.0)
    alpha = pixels(drawn(source, Rotate(30.0, TRANSPARENT, *size)))[..., 3]
    assert alpha[0, 0] == alpha[-1, -1] == alpha[0, -1] == alpha[-1, 0] == 0
    assert abs(alpha.sum() / 255 - WIDTH * HEIGHT) < WIDTH * HEIGHT * 0.01
    assert ((alpha > 0) & (alpha < 255)).any()


@pytest.mark.parametrize(
    ("horizontal", "mirror"),
    [(True, Image.Transpose.FLIP_LEFT_RIGHT), (False, Image.Transpose.FLIP_TOP_BOTTOM)],
)
def test_a_flip_mirrors(
    photograph: Image.Image, source: bytes, horizontal: bool, mirror: Image.Transpose
) -> None:
    assert apart(drawn(source, Flip(horizontal)), photograph.transpose(mirror)) == 0


def test_steps_are_drawn_in_their_order(photograph: Image.Image, source: bytes) -> None:
    result = drawn(
        source,
        Rotate(90.0, TRANSPARENT, HEIGHT, WIDTH),
        Flip(horizontal=False),
        Crop(5, 6, 100, 120),
        Resize(50, 60),
        Rotate(180.0, TRANSPARENT, 50, 60),
        Flip(horizontal=True),
    )
    expected = photograph.transpose(Image.Transpose.ROTATE_270)
    expected = expected.transpose(Image.Transpose.FLIP_TOP_BOTTOM).crop((5, 6, 105, 126))
    expected = expected.resize((50, 60), LANCZOS).transpose(Image.Transpose.ROTATE_180)
    expected = expected.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert apart(result, expected) < RESAMPLED
