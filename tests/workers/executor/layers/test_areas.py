"""Layers on stored areas: one on each, as large as that if it is asked for, none without any."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from planner.errors import NotRenderedYet, TransformationError
from tests.photographs import encoded
from tests.planner.plans import asset
from tests.workers.executor.layers.laid import BLUE, RED, flat, laid_file, pixels, where

BASE = flat(200, 100, BLUE)
LOGO = flat(20, 10, RED)
_FACES = ((20, 20, 40, 40), (120, 30, 20, 20))


def _laid(written: str, base: Image.Image = BASE, **stored: Any) -> Image.Image:
    facts = asset(*base.size, format="png", asset_id="base", **stored)
    data = laid_file(written, encoded(base, "PNG"), facts, "png", {"logo": LOGO})
    with Image.open(BytesIO(data)) as drawn:
        return drawn.convert("RGB")


def _boxes(picture: Image.Image) -> list[tuple[int, int, int, int]]:
    """Give the boxes of what is red, left and right of the middle."""
    half = picture.width // 2
    found = []
    for left in (0, half):
        part = picture.crop((left, 0, left + half, picture.height))
        if (pixels(part) == RED).all(axis=2).any():
            box = where(part, RED)
            found.append((box[0] + left, box[1], box[2] + left, box[3]))
    return found


@pytest.mark.parametrize(
    ("written", "boxes"),
    [
        ("l_logo/fl_layer_apply,g_face", [(30, 35, 50, 45)]),
        ("l_logo/fl_layer_apply,g_faces", [(30, 35, 50, 45), (120, 35, 140, 45)]),
        ("l_logo,g_faces", [(30, 35, 50, 45), (120, 35, 140, 45)]),
        ("l_logo/fl_layer_apply,g_face,x_5,y_-10", [(35, 25, 55, 35)]),
        (
            "l_logo/c_scale,fl_region_relative,h_1.0,w_1.0/fl_layer_apply,g_faces",
            [(20, 20, 60, 60), (120, 30, 140, 50)],
        ),
        ("a_hflip/l_logo/fl_layer_apply,g_face", [(150, 35, 170, 45)]),
        ("c_crop,h_100,w_100,x_100,y_0/l_logo/fl_layer_apply,g_face", [(20, 35, 40, 45)]),
    ],
)
def test_a_layer_lies_on_each_face(written: str, boxes: list[tuple[int, ...]]) -> None:
    assert _boxes(_laid(written, faces=_FACES)) == boxes


@pytest.mark.parametrize(
    ("inner", "boxes"),
    [
        ("if_w_gt_30/c_scale,h_10,w_10/if_end", [(35, 35, 45, 45), (120, 30, 140, 50)]),
        ("if_w_lt_30/c_scale,h_10,w_10/if_end", [(20, 20, 60, 60), (125, 35, 135, 45)]),
        ("$x_w_div_4/c_scale,h_$x,w_$x", [(35, 35, 45, 45), (128, 38, 133, 43)]),
    ],
)
def test_what_depends_on_the_side_of_a_layer_is_decided_on_each_face(
    inner: str, boxes: list[tuple[int, ...]]
) -> None:
    text = f"l_logo/c_scale,fl_region_relative,h_1.0,w_1.0/{inner}/fl_layer_apply,g_faces"
    assert _boxes(_laid(text, faces=_FACES)) == boxes


def test_a_layer_lies_on_the_largest_of_custom_coordinates_sized_by_it() -> None:
    """S1-006 S1-013 S1-015: three quarters of its width, in its middle."""
    written = "l_logo/c_scale,fl_region_relative,w_0.75/fl_layer_apply,g_custom"
    result = _laid(written, custom_coordinates=((0, 0, 9, 9), (100, 20, 80, 60)))
    assert where(result, RED) == (110, 35, 170, 65)


def test_a_layer_lies_on_a_named_region() -> None:
    result = _laid("l_logo/fl_layer_apply,g_region_!hat!", regions=(("hat", ((10, 10), (60, 30))),))
    assert where(result, RED) == (25, 15, 45, 25)


@pytest.mark.parametrize(
    "written",
    [
        "if_ccc_eq_1/l_logo/c_scale,fl_region_relative,w_0.75/fl_layer_apply,g_custom/if_end",
        "l_logo/fl_layer_apply,g_custom",
        "l_logo/fl_layer_apply,g_face",
        "l_logo/fl_layer_apply,g_region_!hat!",
    ],
)
def test_without_an_area_the_layer_is_left_out(written: str) -> None:
    """S1-017."""
    assert (pixels(_laid(f"{written}/f_png", faces=())) == BLUE).all()


def test_the_condition_on_one_set_of_coordinates_holds_with_one() -> None:
    """S1-016."""
    written = "if_ccc_eq_1/l_logo/c_scale,fl_region_relative,w_0.75/fl_layer_apply,g_custom/if_end"
    result = _laid(written, custom_coordinates=((100, 20, 80, 60),))
    assert where(result, RED) == (110, 35, 170, 65)


def test_copies_stay_on_their_areas_while_the_canvas_grows() -> None:
    faces = ((0, 0, 20, 20), (120, 30, 20, 20))
    result = _laid("l_logo/c_scale,w_60/fl_layer_apply,g_faces", faces=faces)
    assert result.size == (220, 105)
    assert _boxes(result) == [(0, 0, 60, 30), (120, 30, 180, 60)]
    assert (pixels(result)[104, 20:] == BLUE).all()
    assert not (pixels(result)[104, :20] == BLUE).all(axis=1).any()


def test_a_layer_as_large_as_its_base_is_enlarged_to_that() -> None:
    result = _laid("l_logo/c_scale,fl_relative,h_1.0,w_1.0/fl_layer_apply")
    assert where(result, RED) == (0, 0, 200, 100)


def test_coordinates_in_the_url_place_no_layer() -> None:
    """S1-022."""
    with pytest.raises(TransformationError, match="cannot place a layer"):
        _laid("l_logo/fl_layer_apply,g_auto:aoi_10_10_30_30")


def test_faces_that_nobody_has_looked_for_are_refused_by_name() -> None:
    with pytest.raises(NotRenderedYet, match="g_face"):
        _laid("l_logo/fl_layer_apply,g_face")
