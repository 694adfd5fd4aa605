"""Edges: the box that is left without them, of what is looked at once, from top to bottom."""

import io

import numpy as np
import pytest
import pyvips
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from planner.facts import Rectangle
from tests.photographs import sample, sample_file
from tests.workers.executor.pictures import HEIGHT, WIDTH
from workers.executor.forms.trimming import box
from workers.executor.limits import Limits
from workers.executor.survey.edges import Pixels
from workers.executor.survey.survey import surveyed
from workers.executor.tones.backdrops import common_colour

_SIDE = st.integers(1, 200)
_CHANNEL = st.integers(0, 255)


def box_of(pixels: Pixels) -> Rectangle:
    """Look at a picture as an upload is looked at."""
    image = pyvips.Image.new_from_array(np.ascontiguousarray(pixels))
    if image.bands > 2:
        image = image.copy(interpretation="srgb")
    return surveyed(lambda: image, (image.width, image.height), Limits()).trimmed


def expected_box(left: NDArray[np.bool_]) -> Rectangle:
    """Give the box of what is left, by looking at all of it at once."""
    rows, columns = np.flatnonzero(left.any(axis=1)), np.flatnonzero(left.any(axis=0))
    if not rows.size:
        return 0, 0, left.shape[1], left.shape[0]
    x, y = int(columns[0]), int(rows[0])
    return x, y, int(columns[-1]) + 1 - x, int(rows[-1]) + 1 - y


@st.composite
def scattered(draw: st.DrawFn) -> Pixels:
    """Draw pictures of one colour with a few spots of others, near and far."""
    width, height = draw(_SIDE), draw(_SIDE)
    pixels = np.full((height, width, 3), draw(st.tuples(_CHANNEL, _CHANNEL, _CHANNEL)), np.uint8)
    spots = st.tuples(st.integers(0, height - 1), st.integers(0, width - 1), _CHANNEL)
    for y, x, value in draw(st.lists(spots, max_size=5)):
        pixels[y, x] = value
    return pixels


@given(scattered())
def test_the_box_is_that_of_all_that_is_off_the_colour_of_the_corners(pixels: Pixels) -> None:
    corners = pixels[[0, 0, -1, -1], [0, -1, 0, -1]]
    ground = common_colour(corners)
    off = pixels.astype(float) - [ground.red, ground.green, ground.blue]
    assert box_of(pixels) == expected_box(np.sqrt((off * off).mean(axis=-1)) > 25.5)


@pytest.mark.parametrize(
    "name", ["logo", "horse", "moon", "page", "rocket", "hubble_deep_field", "coffee", "coins"]
)
def test_the_box_is_what_trimming_leaves(name: str) -> None:
    with Image.open(io.BytesIO(sample_file(name))) as opened:
        grey = opened.mode == "L"
    shown = sample(name)
    pixels = np.asarray(shown.convert("L") if grey else shown)
    image = pyvips.Image.new_from_array(np.asarray(shown))
    assert box_of(pixels) == box(image.copy(interpretation="srgb"), 10, None)


def test_lower_corners_count_as_much_as_upper_ones() -> None:
    pixels = np.full((200, 90, 3), 240, np.uint8)
    pixels[0, 0] = (200, 0, 0)
    pixels[0, -1] = (0, 200, 0)
    pixels[120:130, 20:50] = 30
    assert box_of(pixels) == (0, 0, 90, 130)


def test_the_edges_of_what_is_hidden_are_what_is_hidden() -> None:
    pixels = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    pixels[::3, ::2, :3] = 200
    pixels[30:40, 50:70] = (9, 9, 9, 1)
    assert box_of(pixels) == (50, 30, 20, 10)


def test_what_is_hidden_within_edges_of_a_colour_belongs_to_them() -> None:
    pixels = np.full((HEIGHT, WIDTH, 4), 255, np.uint8)
    pixels[20:25, 20:25, 3] = 0
    pixels[30:40, 50:70, :3] = 0
    assert box_of(pixels) == (50, 30, 20, 10)


def test_what_is_drawn_a_pixel_larger_than_it_is_known_is_cut_to_its_size() -> None:
    image = pyvips.Image.new_from_array(np.full((41, 61, 3), 9, np.uint8))
    assert surveyed(lambda: image, (60, 40), Limits()).trimmed == (0, 0, 60, 40)
    assert surveyed(lambda: image, (61, 41), Limits()).trimmed == (0, 0, 61, 41)


@pytest.mark.parametrize("bands", [1, 2, 3, 4])
def test_a_picture_of_one_colour_is_left_whole(bands: int) -> None:
    assert box_of(np.full((70, 3, bands), 77, np.uint8)) == (0, 0, 3, 70)
