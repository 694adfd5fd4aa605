"""Backgrounds of an image's own colours, against pictures whose colours are known."""

import numpy as np
import pytest
from PIL import Image
from skimage.color import rgb2lab

from planner.colour import Colour
from tests.photographs import rocket
from tests.workers.executor.effects.applied import applied, numbers
from workers.executor.tones.contrasts import contrast, contrasting, nearest
from workers.executor.tones.gradients import gradient
from workers.executor.tones.lab import lab

_RED, _BLUE, _GREEN, _WHITE = (200, 0, 0), (0, 0, 200), (0, 150, 0), (255, 255, 255)


def _framed(frame: tuple[int, int, int], inside: tuple[int, int, int]) -> Image.Image:
    """A frame of one pixel around another colour."""
    picture = Image.new("RGB", (20, 10), frame)
    picture.paste(inside, (1, 1, 19, 9))
    return picture


def _quarters(*colours: tuple[int, int, int]) -> Image.Image:
    picture = Image.new("RGB", (40, 40))
    for colour, (left, top) in zip(colours, [(0, 0), (20, 0), (0, 20), (20, 20)], strict=True):
        picture.paste(colour, (left, top, left + 20, top + 20))
    return picture


def _padding(mode: str, picture: Image.Image, size: int = 60) -> Image.Image:
    drawn = applied(f"b_auto:{mode},c_lpad,h_{size},w_{size}", picture)
    assert drawn.mode == "RGB"
    assert drawn.size == (size, size)
    return drawn


def test_the_border_is_the_outer_ring_of_the_image_and_not_of_the_canvas() -> None:
    drawn = _padding("border", _framed(_RED, _BLUE))
    assert drawn.getpixel((0, 0)) == _RED
    assert drawn.crop((20, 25, 40, 35)).tobytes() == _framed(_RED, _BLUE).tobytes()
    assert applied("b_auto,c_lpad,h_60,w_60", _framed(_RED, _BLUE)) == drawn


def test_what_predominates_is_what_most_pixels_have() -> None:
    assert _padding("predominant", _framed(_RED, _BLUE)).getpixel((0, 0)) == _BLUE


@pytest.mark.parametrize(("pixels", "counts"), [(4, False), (24, True)])
def test_a_hundredth_of_the_pixels_makes_a_colour_of_the_image(pixels: int, counts: bool) -> None:
    """Of 800; a gradient has two colours if the image has."""
    picture = Image.new("RGB", (40, 20), _BLUE)
    picture.paste(_RED, (30, 4, 32, 4 + pixels // 2))
    row = numbers(_padding("predominant_gradient", picture))[0]
    assert (tuple(row[-1]) == _RED) is counts
    assert tuple(row[0]) == _BLUE


@pytest.mark.parametrize(
    ("mode", "picture", "expected"),
    [
        ("predominant_contrast", _framed(_WHITE, (0, 0, 60)), _WHITE),
        ("border_contrast", _quarters(_WHITE, _WHITE, _WHITE, (0, 0, 60)), (0, 0, 60)),
        # The frame has one colour only: black or white stand in.
        ("border_contrast", _framed(_WHITE, _BLUE), (0, 0, 0)),
        ("border_contrast", _framed((0, 0, 60), _WHITE), (255, 255, 255)),
    ],
)
def test_a_contrast_is_a_colour_of_the_image_that_can_be_told_apart(
    mode: str, picture: Image.Image, expected: tuple[int, int, int]
) -> None:
    assert _padding(mode, picture).getpixel((0, 0)) == expected


def test_a_palette_allows_the_nearest_of_its_colours() -> None:
    drawn = _padding("predominant:palette_navy_gold_00a000", _framed(_RED, _GREEN))
    assert drawn.getpixel((0, 0)) == (0, 0xA0, 0)
    drawn = _padding("palette_navy_gold_00a000_maroon", _framed(_RED, _GREEN))
    assert drawn.getpixel((0, 0)) == (128, 0, 0)


def test_a_palette_may_be_half_transparent() -> None:
    drawn = applied("b_auto:palette_ff000080,c_lpad,h_60,w_60", _framed(_RED, _BLUE))
    assert drawn.getpixel((0, 0)) == (255, 0, 0, 128)
    assert drawn.getpixel((30, 30)) == (*_BLUE, 255)


@pytest.mark.parametrize(
    ("direction", "start", "end"),
    [
        ("horizontal", (0, 30), (59, 30)),
        ("vertical", (30, 0), (30, 59)),
        ("diagonal_desc", (0, 0), (59, 59)),
        ("diagonal_asc", (0, 59), (59, 0)),
    ],
)
def test_a_gradient_begins_where_its_colours_are_in_the_image(
    direction: str, start: tuple[int, int], end: tuple[int, int]
) -> None:
    left = _quarters(_RED, _BLUE, _RED, _BLUE)
    turned = {"horizontal": 0, "vertical": 270, "diagonal_desc": 0, "diagonal_asc": 0}[direction]
    drawn = _padding(f"border_gradient:2:{direction}", left.rotate(turned))
    assert drawn.getpixel(start) == _RED
    assert drawn.getpixel(end) == _BLUE


def test_a_gradient_of_four_colours_runs_from_the_corners() -> None:
    drawn = _padding("predominant_gradient:4", _quarters(_RED, _BLUE, _GREEN, _WHITE))
    corners = [drawn.getpixel(place) for place in [(0, 0), (59, 0), (0, 59), (59, 59)]]
    assert corners == [_RED, _BLUE, _GREEN, _WHITE]


def test_an_image_of_one_colour_has_a_gradient_of_that_colour() -> None:
    picture = Image.new("RGB", (9, 5), _GREEN)
    assert _padding("predominant_gradient:4", picture).getcolors() == [(3600, _GREEN)]


def test_a_contrasting_gradient_contrasts_with_each_of_its_colours() -> None:
    picture = _quarters(_WHITE, (0, 0, 60), _WHITE, (0, 0, 60))
    drawn = _padding("border_gradient_contrast", picture)
    assert drawn.getpixel((0, 30)) == (0, 0, 60)
    assert drawn.getpixel((59, 30)) == _WHITE


def test_transparent_parts_of_the_image_are_not_looked_at_but_show_the_background() -> None:
    picture = Image.new("RGBA", (20, 20), (0, 255, 0, 0))
    picture.paste((*_RED, 255), (5, 5, 15, 15))
    drawn = applied("b_auto", picture)
    assert drawn.getcolors() == [(400, _RED)]


def test_of_an_image_without_a_visible_pixel_the_background_is_white() -> None:
    clear = Image.new("RGBA", (9, 9), (50, 60, 70, 0))
    assert applied("b_auto:predominant_gradient:4", clear).getcolors() == [(81, _WHITE)]


def test_an_opaque_image_without_padding_stays_as_it_is() -> None:
    assert applied("b_auto:predominant", rocket(60, 40)).tobytes() == rocket(60, 40).tobytes()


def test_edges_are_composed_as_over_any_colour() -> None:
    picture = Image.new("RGBA", (30, 30), (*_RED, 255))
    picture.putpixel((15, 15), (255, 255, 255, 100))
    expected = np.rint(np.array(_WHITE) * 100 / 255 + np.array(_RED) * 155 / 255)
    drawn = numbers(applied("b_auto", picture))
    assert np.abs(drawn[15, 15] - expected).max() <= 1


@pytest.mark.parametrize("direction", ["horizontal", "vertical", "diagonal_desc", "diagonal_asc"])
@pytest.mark.parametrize("size", [(1, 1), (7, 1), (1, 4), (50, 31)])
def test_a_gradient_is_linear(direction: str, size: tuple[int, int]) -> None:
    width, height = size
    start, end = np.array([10, 200, 0]), np.array([250, 20, 90])
    across, down = np.meshgrid(
        np.arange(width) / max(width - 1, 1), np.arange(height) / max(height - 1, 1)
    )
    share = {
        "horizontal": across,
        "vertical": down,
        "diagonal_desc": (across + down) / 2,
        "diagonal_asc": (across + 1 - down) / 2,
    }[direction][..., np.newaxis]
    drawn = gradient(width, height, [Colour(10, 200, 0), Colour(250, 20, 90)], direction)
    assert np.abs(drawn.numpy() - (start + (end - start) * share)).max() <= 0.51


def test_four_colours_are_mixed_bilinearly() -> None:
    corners = [Colour(0, 0, 0), Colour(255, 0, 0), Colour(0, 255, 0), Colour(0, 0, 255)]
    drawn = gradient(3, 3, corners, "horizontal").numpy()
    assert drawn[1, 1].tolist() == [64, 64, 64]
    assert drawn[0, 1].tolist() == [128, 0, 0]


def test_lab_is_that_of_scikit_image() -> None:
    tones = np.random.default_rng(3).random((40, 40, 3))
    assert np.abs(lab(tones) - rgb2lab(tones)).max() <= 0.05


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        (Colour(255, 255, 255), Colour(0, 0, 0), 21),
        (Colour(118, 118, 118), Colour(255, 255, 255), 4.54),  # the grey that WCAG teachers show
        (Colour(255, 0, 0), Colour(255, 255, 255), 4.0),
        (Colour(9, 9, 9), Colour(9, 9, 9), 1),
    ],
)
def test_contrast_is_the_ratio_of_wcag(one: Colour, other: Colour, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


def test_the_nearest_colour_is_so_for_eyes() -> None:
    teal, olive = Colour(0, 128, 128), Colour(128, 128, 0)
    assert nearest(Colour(40, 110, 140), [olive, teal]) == teal
    assert contrasting(Colour(0, 0, 0), [teal, Colour(20, 20, 20)]) == teal
