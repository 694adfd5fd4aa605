"""Layers that show a page, lie as they are stored, or are clipped; Pillow tells what to expect."""

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from planner.errors import TransformationError
from tests.photographs import encoded, rocket
from tests.workers.executor.delivered import delivered
from tests.workers.executor.files import path_data, psd_of_layers, resource
from tests.workers.executor.test_paging import PAGES, document, scan

_BASE = encoded(Image.new("RGB", (300, 200), (255, 255, 255)), "PNG")


def _shown(written: str, **layers: bytes) -> Image.Image:
    with Image.open(io.BytesIO(delivered(f"{written}/f_png", _BASE, **layers).data)) as picture:
        return picture.convert("RGBA")


@pytest.mark.parametrize("place", ["l_sheet/pg_2/fl_layer_apply", "l_sheet,pg_2/fl_layer_apply"])
def test_a_layer_shows_a_page_at_its_own_size(place: str) -> None:
    """150 x 100 pixels, in the middle of 300 x 200."""
    shown = np.asarray(_shown(place, sheet=document()))
    coloured = (shown[..., :3] == PAGES[1][0]).all(axis=2)
    rows, columns = np.nonzero(coloured)
    assert coloured.sum() == 150 * 100
    assert (columns.min(), columns.max(), rows.min(), rows.max()) == (75, 224, 50, 149)


def test_a_page_of_a_layer_is_found_by_name_and_condition() -> None:
    written = "l_sheet/if_w_lt_200/pg_3/if_end/c_scale,w_0.5/fl_layer_apply"
    shown = np.asarray(_shown(written, sheet=document()))
    assert (shown[..., :3] == PAGES[2][0]).all(axis=2).sum() == 100 * 50


def test_pages_of_layers_within_layers_are_their_own() -> None:
    """A page of one file lies on a page of another, and that on the base."""
    written = "l_sheet/pg_3/l_inner/pg_1/fl_layer_apply/fl_layer_apply"
    shown = np.asarray(_shown(written, sheet=document(), inner=scan((20, 20), (30, 10))))
    blue = (shown[..., :3] == PAGES[2][0]).all(axis=2).sum()
    assert blue == 200 * 100 - 20 * 20
    written = "l_sheet/pg_3/l_inner/pg_2/fl_layer_apply/fl_layer_apply"
    shown = np.asarray(_shown(written, sheet=document(), inner=scan((20, 20), (30, 10))))
    assert (shown[..., :3] == PAGES[2][0]).all(axis=2).sum() == 200 * 100 - 30 * 10


def test_a_page_of_a_layer_behind_a_size_that_only_the_picture_tells() -> None:
    """The base is trimmed to 40 x 30, and grows to the layer that overhangs it."""
    base = Image.new("RGB", (90, 80), (255, 255, 255))
    base.paste((0, 0, 0), (20, 20, 60, 50))
    written = "e_trim/l_sheet/pg_2/fl_layer_apply/f_png"
    made = delivered(written, encoded(base, "PNG"), sheet=document())
    assert (made.width, made.height) == (150, 100)


def test_layers_of_a_drawing_are_shown_as_a_layer() -> None:
    red, blue = (Image.new("RGBA", (20, 20), colour) for colour in ("red", "blue"))
    drawing = psd_of_layers(Image.new("RGB", (60, 40), "white"), [(0, 0, red), (30, 10, blue)])
    shown = _shown("l_drawing/pg_2/fl_layer_apply", drawing=drawing)
    assert (np.asarray(shown) == (0, 0, 255, 255)).all(axis=2).sum() == 400
    assert not (np.asarray(shown) == (255, 0, 0, 255)).all(axis=2).any()
    both = _shown("l_drawing/pg_1;2/fl_layer_apply", drawing=drawing)
    assert (np.asarray(both) == (255, 0, 0, 255)).all(axis=2).sum() == 400


def test_a_frame_of_an_animation_is_shown_as_a_layer() -> None:
    frames = [Image.new("RGB", (16, 12), colour) for colour in ("red", "lime", "blue")]
    roll = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=50)
    for page, colour in ((1, (255, 0, 0)), (3, (0, 0, 255))):
        shown = np.asarray(_shown(f"l_roll/pg_{page}/fl_layer_apply", roll=roll))
        assert (shown[..., :3] == colour).all(axis=2).sum() == 16 * 12


def test_a_layer_may_stay_as_it_is_stored() -> None:
    """EXIF says that it lies on its side; left aside, the pixels are those stored."""
    picture = rocket(80, 40)
    exif = Image.Exif()
    exif[0x0112] = 6
    layer = encoded(picture, "PNG", exif=exif)
    lying = _shown("l_side/a_ignore/fl_layer_apply,g_north_west", side=layer)
    upright = _shown("l_side/fl_layer_apply,g_north_west", side=layer)
    expected = np.asarray(picture.convert("RGB"))
    assert np.array_equal(np.asarray(lying)[:40, :80, :3], expected)
    assert np.array_equal(np.asarray(upright)[:80, :40, :3], np.rot90(expected, -1))


def test_a_layer_is_clipped_by_a_path_in_its_file() -> None:
    """A square path of the middle half: 20 x 20 of 40 x 40 pixels, the others show the base."""
    corners = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))
    block = resource(2000, "inner", path_data([[corner] for corner in corners]))
    layer = encoded(Image.new("RGB", (40, 40), "red"), "TIFF", tiffinfo={34377: block})
    for written in ("l_cut/fl_clip/fl_layer_apply", "l_cut/fl_clip,pg_name:inner/fl_layer_apply"):
        shown = np.asarray(_shown(written, cut=layer))
        red = (shown == (255, 0, 0, 255)).all(axis=2)
        assert red.sum() == 20 * 20
        assert red[90:110, 140:160].all()
        assert (shown[80:90, 130:170] == 255).all()


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("l_sheet/pg_4/fl_layer_apply", "There is no page 4"),
        ("l_sheet/pg_1;2/fl_layer_apply", "A layer shows one page, not 2"),
        ("l_sheet/fl_clip/fl_layer_apply", "pdf has no clipping path"),
        ("l_sheet/pg_name:x/fl_layer_apply", "No page is called 'x'"),
    ],
)
def test_what_a_layer_cannot_open_is_refused(written: str, says: str) -> None:
    with pytest.raises(TransformationError, match=says) as caught:
        _shown(written, sheet=document())
    error: Any = caught.value
    assert (error.status, bool(error.component)) == (400, True)
