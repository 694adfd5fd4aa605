"""Strokes: outlines around letters, outside them. S2-043."""

import numpy as np
import pytest

from planner.colour import Colour
from planner.layers.setting import Stroke
from tests.workers.executor.text.texts import Pixels, letters, text

BLUE, YELLOW = Colour(0, 0, 255), Colour(255, 255, 0)


@pytest.mark.parametrize("width", [1, 3, 10, 25])
def test_a_stroke_grows_the_ink_by_its_width_on_each_side(width: int) -> None:
    plain = letters("Arial_60_bold", "Smile!")
    wide = letters("Arial_60_bold_stroke", "Smile!", stroke=Stroke(width, BLUE))

    assert wide.shape == (plain.shape[0] + 2 * width, plain.shape[1] + 2 * width)
    # The S, the M and the exclamation mark reach the edges, as far as they cover their pixels.
    for edge, inner in ((wide[0], plain[0]), (wide[-1], plain[-1])):
        assert abs(int(edge.max()) - int(inner.max())) <= 3


@pytest.mark.parametrize(
    ("width", "words"), [(1, "Ag"), (2.5, "Ag"), (6, "Ag"), (17, "Ag"), (9, "I\n\n\n\n\n\n\n.\ni")]
)
def test_a_stroke_covers_what_is_nearer_than_its_width_to_the_letters(
    width: float, words: str
) -> None:
    """Against distances from every covered pixel to every other, by brute force."""
    plain = letters("Arial_40_antialias_none", words)
    wide = letters("Arial_40_antialias_none_stroke", words, stroke=Stroke(width, BLUE))
    around = (wide.shape[0] - plain.shape[0]) // 2
    inside = np.argwhere(np.pad(plain, around))
    rows, columns = np.mgrid[: wide.shape[0], : wide.shape[1]]
    squares = (rows[..., None] - inside[:, 0]) ** 2 + (columns[..., None] - inside[:, 1]) ** 2
    distance = np.sqrt(squares.min(axis=-1))

    assert (wide[distance < width + 0.49] == 255).all()
    assert (wide[distance > width + 0.51] == 0).all()


def test_a_smooth_stroke_follows_a_smooth_edge_between_pixels() -> None:
    """A circle's outline is a circle: its area is that of the radius and the stroke."""
    dot = letters("Arial_300_bold", ".".replace(".", "●"))
    radius = np.sqrt(dot.sum() / 255 / np.pi)
    for width in (4, 9.5, 20):
        wide = letters("Arial_300_bold_stroke", "●", stroke=Stroke(width, BLUE))
        assert np.sqrt(wide.sum() / 255 / np.pi) == pytest.approx(radius + width, abs=0.25)


def test_letters_keep_their_colour_and_the_stroke_has_its_own() -> None:
    plain = letters("Arial_80_bold", "H")
    drawn = text("Arial_80_bold_stroke", "H", colour=YELLOW, stroke=Stroke(5, BLUE))
    inside = np.pad(plain, 5) == 255
    ring = (np.pad(plain, 5) == 0) & (drawn[:, :, 3] == 255)

    assert (drawn[inside] == [255, 255, 0, 255]).all()
    assert ring.sum() > 1000
    assert (drawn[ring] == [0, 0, 255, 255]).all()


def test_no_ground_shows_between_letters_and_their_stroke() -> None:
    plain = np.pad(letters("Arial_80_italic", "o"), 5)
    drawn = letters("Arial_80_italic_stroke", "o", stroke=Stroke(5, BLUE))

    assert (drawn[plain > 0] == 255).all()


def test_no_stroke_shows_through_transparent_letters() -> None:
    clear = text("Arial_80_bold_stroke", "H", colour=Colour(0, 0, 0, 0), stroke=Stroke(5, BLUE))
    inside = np.pad(letters("Arial_80_bold", "H"), 5) == 255

    assert (clear[inside][:, 3] == 0).all()
    assert _blue(clear).sum() > 1000


def test_a_transparent_stroke_is_as_faint_as_its_colour() -> None:
    faint = text("Arial_80_stroke", "H", stroke=Stroke(6, Colour(255, 0, 0, 100)))
    beyond = np.pad(letters("Arial_80", "H"), 6) == 0

    assert faint[beyond][:, 3].max() == 100
    assert faint[:, :, 3].max() == 255


def test_a_broad_stroke_is_drawn_in_time() -> None:
    wide = letters("Arial_200_stroke", "Broad", stroke=Stroke(60, BLUE))

    assert wide.shape[0] > 120
    assert (wide[60:-60, 60:-60] == 255).mean() > 0.95


def _blue(drawn: Pixels) -> Pixels:
    blue: Pixels = (drawn == [0, 0, 255, 255]).all(axis=-1)
    return blue
