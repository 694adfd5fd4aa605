"""Words as layers: set as a URL asks for it, and laid on an image."""

import numpy as np
import pytest

from tests.workers.executor.layers.laid import BLUE, RED, WHITE, Pixels, flat, laid, pixels, where
from workers.errors import RenderRefused

BASE = flat(200, 120, WHITE)
YELLOW = (255, 255, 0, 255)


def _ink(rows: Pixels) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is not white."""
    found = np.argwhere((rows != WHITE).any(axis=2))
    (top, left), (bottom, right) = found.min(axis=0), found.max(axis=0) + 1
    return int(left), int(top), int(right), int(bottom)


def test_words_have_their_colour_and_lie_where_gravity_says() -> None:
    """S2-042 S2-044 S2-045."""
    rows = pixels(laid("co_blue,l_text:Arial_40:Smile%21/fl_layer_apply,g_south_east/", BASE))
    left, top, right, bottom = _ink(rows)
    assert (right, bottom) == (200, 120)
    assert 80 < right - left < 120
    assert 25 < bottom - top < 45
    inked = rows[(rows != WHITE).any(axis=2)]
    # Letters are blue, and lighter only at their edges.
    assert (inked[:, 2] == 255).all()
    assert (inked == BLUE).all(axis=1).mean() > 0.5


def test_a_border_is_the_stroke_of_letters() -> None:
    """S2-043."""
    written = "co_yellow,l_text:Arial_40_bold_italic_stroke_letter_spacing_5:Smile%21"
    plain = pixels(laid(f"{written}/fl_layer_apply", BASE))
    stroked = pixels(laid(f"bo_4px_solid_blue,{written}/fl_layer_apply", BASE))
    grown = [abs(one - other) for one, other in zip(_ink(stroked), _ink(plain), strict=True)]
    assert all(3 <= side <= 5 for side in grown)
    for colour in (YELLOW, BLUE):
        assert (stroked == colour).all(axis=2).sum() > 100


def test_a_background_fills_the_box_of_words() -> None:
    """S2-046."""
    rows = pixels(laid("b_red,co_blue,l_text:Arial_40:hi/fl_layer_apply,g_north_west", BASE))
    left, top, right, bottom = _ink(rows)
    assert (left, top) == (0, 0)
    assert (rows[:bottom, :right] != WHITE).any(axis=2).all()
    assert (rows == RED).all(axis=2).any()
    assert (rows == BLUE).all(axis=2).any()


def test_a_background_beside_a_padding_fills_that_as_well() -> None:
    written = "b_red,c_pad,co_blue,h_60,l_text:Arial_40:hi,w_150/fl_layer_apply,g_north_west"
    rows = pixels(laid(written, BASE))
    assert _ink(rows) == (0, 0, 150, 60)
    assert (rows[:60, (0, 149)] == RED).all()
    assert (rows == BLUE).all(axis=2).any()


def test_untrimmed_words_keep_the_room_around_them() -> None:
    trimmed = pixels(laid("l_text:Arial_40:x/fl_layer_apply,g_north_west", BASE))
    whole = pixels(laid("fl_text_no_trim,l_text:Arial_40:x/fl_layer_apply,g_north_west", BASE))
    assert _ink(trimmed)[:2] == (0, 0)
    left, top, right, bottom = _ink(whole)
    assert top > 10
    assert (whole[top:bottom, left:right] == trimmed[: bottom - top, : right - left]).all()


@pytest.mark.parametrize("words", ["Much too long for it", "one%0Atwo%0Athree%0Afour"])
def test_words_that_must_not_overflow_are_refused(words: str) -> None:
    with pytest.raises(RenderRefused, match="does not fit on the image of 200 x 120") as refusal:
        laid(f"l_text:Arial_40:{words}/fl_layer_apply.text_disallow_overflow", BASE)
    assert refusal.value.status == 400
    grown = laid(f"l_text:Arial_40:{words}/fl_layer_apply", BASE)
    assert grown.size != BASE.size
    clipped = laid(f"l_text:Arial_40:{words}/fl_layer_apply.no_overflow", BASE)
    assert clipped.size == BASE.size


def test_words_that_fit_may_be_told_not_to_overflow() -> None:
    written = "l_text:Arial_40:hi/fl_layer_apply.text_disallow_overflow,g_north_west"
    assert laid(written, BASE).size == BASE.size
    with pytest.raises(RenderRefused, match="does not fit"):
        laid(f"{written},x_-1", BASE)


def test_variables_name_a_layer_and_its_words() -> None:
    """S2-092."""
    written = (
        "$date_12,$heading_!Christmas%20Eve!,$image_!reindeer!,$bgcolor_!blue!/"
        "c_pad,h_400,w_300,b_$bgcolor/l_$image/c_scale,w_0.8/fl_layer_apply,g_center/"
        "l_text:Arial_40:$(date)/fl_layer_apply,g_north,y_50/"
        "l_text:Arial_30:$(heading)/fl_layer_apply,g_north,y_120"
    )
    result = laid(written, flat(200, 120, BLUE), reindeer=flat(50, 25, RED))
    assert result.size == (300, 400)
    assert where(result, RED) == (130, 190, 170, 210)
    dark = (pixels(result)[..., 2] < 100) & (pixels(result)[..., 0] < 100)
    rows = np.flatnonzero(dark.any(axis=1))
    assert rows.min() == 50
    lines = np.split(rows, np.flatnonzero(np.diff(rows) > 10) + 1)
    assert [int(line[0]) for line in lines] == [50, 120]
    columns = [np.flatnonzero(dark[line].any(axis=0)) for line in lines]
    assert all(abs(line.min() + line.max() - 299) <= 2 for line in columns)


def test_the_pixel_ratio_multiplies_words() -> None:
    """S4-116."""
    written = "c_scale,w_200/l_text:Arial_40:Smile/fl_layer_apply,g_north_west,x_10,y_10"
    once, twice = (pixels(laid(f"{written}/dpr_{ratio}", BASE)) for ratio in ("1.0", "2.0"))
    assert all(abs(2 * one - two) <= 2 for one, two in zip(_ink(once), _ink(twice), strict=True))
    assert _ink(twice)[:2] == (20, 20)
