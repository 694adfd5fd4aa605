"""Edges: the box of what does not have the corner's colour."""

import numpy as np
import pytest
import pyvips
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from planner.facts import Rectangle
from tests.photographs import sample
from tests.workers.executor.pictures import HEIGHT, WIDTH
from workers.executor.edges import Edges, Pixels, bands_of

_SIDE = st.integers(1, 200)
_CHANNEL = st.integers(0, 255)


def box_of(pixels: Pixels, *, alpha: bool = False, tolerance: float = 10) -> Rectangle | None:
    """Look at a picture in the bands that libvips gives."""
    image = pyvips.Image.new_from_array(np.ascontiguousarray(pixels))
    edges = Edges(image.width, alpha=alpha, tolerance=tolerance)
    for top, band in bands_of(image):
        edges.take(top, band)
    return edges.box()


def expected_box(differs: NDArray[np.bool_]) -> Rectangle | None:
    """Give the box of what is true, by looking at all of it at once."""
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if not rows.size:
        return None
    left, top = int(columns[0]), int(rows[0])
    return left, top, int(columns[-1]) + 1 - left, int(rows[-1]) + 1 - top


@st.composite
def scattered(draw: st.DrawFn) -> Pixels:
    """Draw pictures of one colour with a few spots of others, near and far."""
    width, height = draw(_SIDE), draw(_SIDE)
    pixels = np.full((height, width, 3), draw(st.tuples(_CHANNEL, _CHANNEL, _CHANNEL)), np.uint8)
    spots = st.tuples(st.integers(0, height - 1), st.integers(0, width - 1), _CHANNEL)
    for y, x, value in draw(st.lists(spots, max_size=5)):
        pixels[y, x] = value
    return pixels


@given(scattered(), st.integers(0, 100))
def test_the_box_is_that_of_all_that_is_off_the_corner(pixels: Pixels, tolerance: int) -> None:
    off = np.abs(pixels.astype(int) - pixels[0, 0].astype(int)).max(axis=-1)
    assert box_of(pixels, tolerance=tolerance) == expected_box(off > tolerance * 2.55)


@pytest.mark.parametrize("name", ["logo", "horse", "moon", "page", "rocket"])
def test_the_box_is_that_of_libvips_for_pictures_seen_without_noise_removal(name: str) -> None:
    pixels = np.asarray(sample(name))
    image = pyvips.Image.new_from_array(pixels)
    corner = pixels[0, 0].astype(float).tolist()
    found = image.find_trim(threshold=25.5, background=corner, line_art=True)
    assert box_of(pixels) == tuple(found)


def test_what_is_hidden_has_no_colour() -> None:
    pixels = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    pixels[::3, ::2, :3] = 200
    pixels[30:40, 50:70] = (9, 9, 9, 255)
    assert box_of(pixels, alpha=True) == (50, 30, 20, 10)


def test_what_shows_through_an_opaque_edge_is_seen() -> None:
    pixels = np.full((HEIGHT, WIDTH, 4), 255, np.uint8)
    pixels[30:40, 50:70, 3] = 0
    assert box_of(pixels, alpha=True) == (50, 30, 20, 10)


def test_a_picture_of_one_colour_has_no_box() -> None:
    assert box_of(np.full((70, 3, 1), 77, np.uint8)) is None
