"""Transparency: no halos, exact opacity, round corners and borders."""

from math import ceil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from planner.colour import TRANSPARENT, WHITE, Colour
from planner.steps import Border, Flatten, Opacity, Resize, Rotate, Round
from tests.photographs import encoded, rocket
from tests.workers.executor.pictures import (
    HEIGHT,
    RED,
    WIDTH,
    apart,
    composed,
    drawn,
    opened,
    pixels,
    rendered,
)

SQUARE = ((0.0, 0.0),) * 4
UNEVEN = ((60.0, 40.0), (0.0, 0.0), (100.5, 70.0), (20.0, 90.0))


def _source(alpha: int | None = None) -> bytes:
    picture = rocket(WIDTH, HEIGHT).copy()
    if alpha is not None:
        picture.putalpha(alpha)
    return encoded(picture, "PNG")


def _white_disc() -> Image.Image:
    """White where it shows, black where it is transparent: the classic of dark halos."""
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    inside = (rows - HEIGHT / 2) ** 2 + (columns - WIDTH / 2) ** 2 < 70**2
    bands = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    bands[inside] = 255
    return Image.fromarray(bands)


@pytest.mark.parametrize(
    "step",
    [Resize(100, 66), Resize(500, 333), Resize(60, 160), Rotate(33.0, TRANSPARENT, 289, 265)],
)
def test_transparent_black_does_not_darken_white_edges(step: Resize | Rotate) -> None:
    result = pixels(drawn(encoded(_white_disc(), "PNG"), step))
    visible = result[..., 3] > 8
    edges = (result[..., 3] > 8) & (result[..., 3] < 248)
    assert edges.sum() > 50
    assert result[visible][:, :3].min() > 235
    assert result[visible & (result[..., 3] == 255)][:, :3].min() == 255


def test_scaling_something_transparent_is_scaling_it_composed() -> None:
    result = drawn(encoded(_white_disc(), "PNG"), Resize(100, 66))
    expected = composed(_white_disc(), (200, 30, 90)).resize((100, 66), Image.Resampling.LANCZOS)
    assert apart(composed(result, (200, 30, 90)), expected) < 0.5


@pytest.mark.parametrize("percent", [0.0, 1.0, 33.3, 50.0, 100.0])
@pytest.mark.parametrize("alpha", [None, 255, 100])
def test_opacity_multiplies_alpha_and_leaves_colours(percent: float, alpha: int | None) -> None:
    result = pixels(drawn(_source(alpha), Opacity(percent)))
    expected = (255 if alpha is None else alpha) * percent / 100
    assert np.abs(result[..., 3] - expected).max() <= 0.51
    assert np.array_equal(result[..., :3], pixels(rocket(WIDTH, HEIGHT)))


@pytest.mark.parametrize("colour", [WHITE, RED, Colour(1, 2, 3)])
def test_flatten_composes_onto_its_colour(colour: Colour) -> None:
    picture = rocket(WIDTH, HEIGHT).copy()
    picture.putalpha(77)
    result = drawn(_source(77), Flatten(colour))
    assert apart(result, composed(picture, (colour.red, colour.green, colour.blue))) < 0.6
    assert drawn(_source(), Flatten(colour)).mode == "RGB"


def _inside(
    width: int, height: int, corners: tuple[tuple[float, float], ...], times: int = 32
) -> NDArray[np.float64]:
    """Give how much of each pixel lies in a rounded rectangle, 0 to 255.

    Columns are cut into thin ones, whose part below the ellipse is exact.
    """
    inside = np.ones((height, width))
    x = (np.arange(width * times) + 0.5) / times
    rows = np.arange(height)[:, None]
    for place, (across, down) in enumerate(corners):
        if not across or not down:
            continue
        begin = down * (1 - np.sqrt(1 - np.clip(1 - x / across, 0, 1) ** 2))
        corner = np.clip(rows + 1 - begin, 0, 1).reshape(height, width, times).mean(axis=2)
        corner = corner[:, ::-1] if place in (1, 2) else corner
        inside *= corner[::-1] if place in (2, 3) else corner
    return 255 * inside


@pytest.mark.parametrize(
    "corners",
    [
        ((20.0, 20.0),) * 4,
        ((WIDTH / 2, HEIGHT / 2),) * 4,
        ((80.0, 80.0),) * 4,
        UNEVEN,
        ((1.0, 1.0),) * 4,
        ((0.5, 0.5), (2.3, 1.7), (240.0, 3.0), (0.0, 50.0)),
        SQUARE,
    ],
)
def test_round_corners_are_antialiased_ellipses(corners: tuple[tuple[float, float], ...]) -> None:
    """Each pixel is as opaque as the part of it that lies inside."""
    result = pixels(drawn(_source(), Round(corners)))
    difference = np.abs(result[..., 3] - _inside(WIDTH, HEIGHT, corners))
    assert difference.max() < 9
    assert difference.mean() < 0.02
    assert np.array_equal(result[..., :3], pixels(rocket(WIDTH, HEIGHT)))


def test_round_corners_of_something_transparent_stay_so() -> None:
    alpha = pixels(drawn(_source(100), Round(UNEVEN)))[..., 3]
    assert np.abs(alpha - _inside(WIDTH, HEIGHT, UNEVEN) * 100 / 255).max() < 6


@settings(max_examples=30, deadline=None)
@given(
    width=st.integers(1, 60),
    height=st.integers(1, 60),
    part=st.tuples(st.floats(0, 0.5), st.floats(0, 0.5)),
)
def test_round_corners_of_every_size_are_symmetrical(
    width: int, height: int, part: tuple[float, float]
) -> None:
    corners = ((width * part[0], height * part[1]),) * 4
    source = encoded(rocket(WIDTH, HEIGHT), "PNG")
    alpha = pixels(drawn(source, Resize(width, height), Round(corners)))[..., 3]
    assert np.array_equal(alpha, alpha[::-1])
    assert np.array_equal(alpha, alpha[:, ::-1])


@pytest.mark.parametrize("colour", [RED, Colour(10, 20, 30, 128)])
def test_a_border_grows_the_canvas_and_leaves_the_picture(colour: Colour) -> None:
    result = drawn(_source(), Border(7, colour)).convert("RGBA")
    expected = Image.new(
        "RGBA",
        (WIDTH + 14, HEIGHT + 14),
        (colour.red, colour.green, colour.blue, colour.alpha),
    )
    expected.paste(rocket(WIDTH, HEIGHT), (7, 7))
    assert apart(result, expected) == 0


def test_a_border_is_no_background() -> None:
    result = pixels(drawn(_source(0), Border(7, RED)))
    assert result[7:-7, 7:-7, 3].max() == 0
    assert result[:7, :, 3].min() == 255


@pytest.mark.parametrize("colour", [RED, Colour(255, 0, 0, 128)])
def test_a_border_follows_rounded_corners_without_a_seam(colour: Colour) -> None:
    """At the seam the picture and the border share pixels, and neither shows what lies below."""
    width = 9
    result = pixels(drawn(_source(), Round(UNEVEN), Border(width, colour, UNEVEN)))
    outer_corners = tuple(
        (across + width, down + width) if across and down else (0.0, 0.0) for across, down in UNEVEN
    )
    outer = _inside(WIDTH + 2 * width, HEIGHT + 2 * width, outer_corners)
    inner = np.pad(_inside(WIDTH, HEIGHT, UNEVEN), width)
    expected = inner + (outer - inner) * colour.alpha / 255
    assert np.abs(result[..., 3] - expected).max() < 10
    ring = (inner == 0) & (outer == 255)
    assert ring.sum() > 1000
    assert np.abs(result[ring] - [255, 0, 0, colour.alpha]).max() < 6
    whole = inner == 255
    picture = np.pad(pixels(rocket(WIDTH, HEIGHT)), ((width, width), (width, width), (0, 0)))
    assert np.abs(result[whole][:, :3] - picture[whole]).max() < 6


def test_a_border_around_a_rounded_hole_leaves_it_transparent() -> None:
    result = pixels(drawn(_source(0), Round(UNEVEN), Border(9, RED, UNEVEN)))
    assert result[HEIGHT // 2, WIDTH // 2, 3] == 0


@pytest.mark.parametrize("format", ["png", "webp", "avif", "gif"])
def test_a_format_with_alpha_keeps_it(format: str) -> None:  # noqa: A002 - the word for it
    size = ceil(WIDTH / 2), ceil(HEIGHT / 2)
    result = opened(rendered(encoded(_white_disc(), "PNG"), Resize(*size), format=format).data)
    alpha = pixels(result)[..., 3]
    assert alpha[0, 0] == 0
    assert alpha[size[1] // 2, size[0] // 2] == 255


def test_a_format_without_alpha_shows_white() -> None:
    red = np.asarray(_white_disc()).copy()
    red[..., :3] = (200, 0, 0)
    source = encoded(Image.fromarray(red), "PNG")
    result = opened(rendered(source, format="jpg").data)
    assert result.mode == "RGB"
    bands = pixels(result)
    assert bands[0, 0].min() > 250
    assert abs(bands[HEIGHT // 2, WIDTH // 2, 0] - 200) < 5
