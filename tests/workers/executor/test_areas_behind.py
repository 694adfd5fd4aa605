"""Stored areas behind all that moves a picture: what is cut by them is what was there.

The oracle looks: the area is painted, so where its colour is in the result of a chain, the area is.
"""

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image

from planner.derivation import derive
from planner.facts import AssetFacts, Client
from planner.transformation import parse
from tests.photographs import encoded
from tests.planner.plans import asset
from tests.workers.executor.layers.laid import RED, flat, laid_file, pixels

#: Left, top, width and height of what is painted, beside the smaller one that does not count.
AREA = (120, 70, 60, 40)
SMALL = (40, 100, 20, 20)

BEHIND = [
    "e_trim",
    "e_trim/c_scale,w_150",
    "e_trim/a_90/e_trim",
    "c_fill,g_auto:none,h_130,w_150",
    "c_thumb,g_auto:none,h_200,w_150,z_1.2",
    "c_fill,g_auto:aoi_0_0_240_180,h_90,w_120",
    "e_trim/c_auto,g_auto:none,h_150,w_120",
    "l_text:Arial_40:words/fl_layer_apply,g_north_west,x_-40,y_-30",
    "u_text:Arial_30:under/fl_layer_apply,g_south_east,x_-50,y_-30",
    "u_badge/e_trim/c_scale,w_400/fl_layer_apply",
    "e_distort:40:25:280:60:260:155:35:165",
    "e_distort:-30:10:250:-20:300:220:10:180",
    "e_distort:240:0:0:0:0:180:240:180",
    "e_distort:arc:60",
    "e_distort:arc:-120",
    "e_distort:arc:340",
    "e_shear:20:0",
    "e_shear:-15:30",
    "a_33",
    "co_blue,e_shadow:60,x_-30,y_20",
    "e_trim/e_shear:10:0/c_fit,w_150/bo_5px_solid_blue",
    "e_trim/e_shear:10:-10/a_-20/c_fit,w_300",
    "a_40/e_shear:20:0/a_-40",
    "e_distort:arc:80/a_25/c_crop,h_200,w_150",
    "e_distort:40:25:280:60:260:155:35:165/a_-60",
    "if_w_gt_20/e_trim/if_end/if_w_gt_50/a_hflip/if_else/a_vflip/if_end",
]


def _picture() -> Image.Image:
    """A picture with a margin to be trimmed, on which one area is painted."""
    noise = np.random.default_rng(4).integers(0, 120, (180, 240, 3)).astype(np.uint8)
    noise[..., 0] = 0
    noise[:12] = noise[-7:] = noise[:, :9] = noise[:, -21:] = 255
    left, top, width, height = AREA
    noise[top : top + height, left : left + width] = RED[:3]
    return Image.fromarray(noise)


def _facts(**stored: Any) -> AssetFacts:
    return asset(240, 180, format="png", asset_id="base", **stored)


def _drawn(written: str, output: str = "png", **stored: Any) -> Image.Image:
    badge = Image.new("RGBA", (60, 20), (0, 0, 0, 0))
    badge.paste((0, 0, 200, 255), (10, 2, 40, 15))
    layers = {"badge": badge, "logo": flat(8, 6, (255, 255, 0, 255))}
    data = laid_file(written, encoded(_picture(), "PNG"), _facts(**stored), output, layers)
    with Image.open(io.BytesIO(data)) as drawn:
        return drawn.convert("RGBA")


def _red(picture: Image.Image) -> tuple[int, int, int, int]:
    """Give the box around all that is rather red."""
    seen = pixels(picture)
    rows, columns = np.nonzero(
        (seen[..., 0] > 127) & (seen[..., 1:3].max(axis=2) < 100) & (seen[..., 3] > 127)
    )
    return int(columns.min()), int(rows.min()), int(columns.max()) + 1, int(rows.max()) + 1


@pytest.mark.parametrize("chain", BEHIND)
def test_what_is_cut_by_a_stored_area_is_what_was_there(chain: str) -> None:
    """S1-006 S1-008: all of what is painted, and no more than a pixel around it."""
    left, top, right, bottom = _red(_drawn(chain))
    cut = _drawn(f"{chain}/c_crop,g_custom", custom_coordinates=(SMALL, AREA))
    assert abs(cut.width - (right - left)) <= 2
    assert abs(cut.height - (bottom - top)) <= 2
    across, down, east, south = _red(cut)
    assert max(across, down, cut.width - east, cut.height - south) <= 2


@pytest.mark.parametrize(
    ("gravity", "stored"),
    [
        ("g_face", {"faces": (SMALL, AREA)}),
        ("g_faces", {"faces": (AREA,)}),
        ("g_custom:face", {"faces": (AREA,)}),
        ("g_region_!hat!", {"regions": (("hat", ((120, 70), (180, 110))),)}),
        ("g_auto", {"custom_coordinates": (AREA,), "faces": (SMALL,)}),
    ],
)  # fmt: skip
def test_whatever_is_stored_is_found_behind_what_the_picture_decides(
    gravity: str, stored: dict[str, Any]
) -> None:
    left, top, _, _ = _red(_drawn("e_trim"))
    result = _drawn(f"e_trim/c_crop,{gravity},h_80,w_100", **stored)
    expected = _drawn(f"e_trim/c_crop,h_80,w_100,x_{left - 20},y_{top - 20}")
    assert result.tobytes() == expected.tobytes()


@pytest.mark.parametrize(
    ("gravity", "fallback", "stored"),
    [
        ("custom", "center", {"custom_coordinates": ((0, 0, 9, 180),)}),
        ("custom:face", "north", {"custom_coordinates": ((0, 0, 9, 180),), "faces": ()}),
        ("face", "north", {"faces": ((0, 0, 8, 8),)}),
        ("faces:center", "center", {"faces": ((230, 0, 8, 8),)}),
        ("face:auto", "auto", {"faces": ((230, 0, 8, 8),)}),
        ("region_!hat!", "center", {"regions": (("hat", ((0, 0), (240, 12))),)}),
        ("region_!cap!", "center", {"regions": (("hat", ((0, 0), (240, 12))),)}),
    ],
)
def test_what_has_been_trimmed_away_gives_way_to_the_fallback(
    gravity: str, fallback: str, stored: dict[str, Any]
) -> None:
    result = _drawn(f"e_trim/c_fill,g_{gravity},h_150,w_60", **stored)
    expected = _drawn(f"e_trim/c_fill,g_{fallback},h_150,w_60", faces=())
    assert result.tobytes() == expected.tobytes()


def test_the_chain_of_fallbacks_goes_on_to_faces_behind_a_trim() -> None:
    outside = (0, 0, 9, 180)
    result = _drawn("e_trim/c_crop,g_custom:face", custom_coordinates=(outside,), faces=(AREA,))
    assert result.size == AREA[2:]
    assert (pixels(result) == RED).all()


def test_a_trim_in_the_same_component_comes_before_the_crop() -> None:
    result = _drawn("c_crop,e_trim,g_custom", custom_coordinates=(AREA,))
    assert result.size == AREA[2:]
    assert (pixels(result) == RED).all()


def test_an_effect_works_on_faces_where_a_trim_has_left_them() -> None:
    """S1-042: the squares are of one colour where they are all of what is painted."""
    left, top, right, bottom = _red(_drawn("e_trim"))
    face = (100, 50, 100, 80)
    result = pixels(_drawn("e_trim/e_pixelate_faces:200", faces=(face,)))
    plain = pixels(_drawn("e_trim"))
    inside = np.zeros(plain.shape[:2], dtype=bool)
    inside[top - 20 : bottom + 20, left - 20 : right + 20] = True
    assert np.ptp(result[inside].reshape(-1, 4), axis=0).max() <= 1
    assert (result[~inside] == plain[~inside]).all()
    beside = _drawn("e_trim/c_crop,e_pixelate_faces:200,h_160,w_210,x_0,y_0", faces=(face,))
    assert (pixels(beside) == result[: beside.height, : beside.width]).all()


def test_a_layer_lies_on_each_face_where_a_trim_has_left_them() -> None:
    result = _drawn("e_trim/l_logo/fl_layer_apply,g_faces", faces=(SMALL, AREA))
    yellow = (pixels(result) == (255, 255, 0, 255)).all(axis=2)
    rows, columns = np.nonzero(yellow)
    for x, y, width, height in (SMALL, AREA):
        # The margin that is trimmed is 9 pixels wide on the left and 12 above.
        middle = (x + width / 2 - 9, y + height / 2 - 12)
        near = (np.abs(columns + 0.5 - middle[0]) < 8) & (np.abs(rows + 0.5 - middle[1]) < 8)
        assert near.sum() == 48
        assert columns[near].mean() + 0.5 == pytest.approx(middle[0])
        assert rows[near].mean() + 0.5 == pytest.approx(middle[1])
    assert yellow.sum() == 96


def test_a_layer_is_as_large_as_its_region_where_a_trim_has_left_it() -> None:
    """S1-013."""
    text = "l_logo/c_scale,fl_region_relative,h_1.0,w_0.5/fl_layer_apply,g_custom"
    result = pixels(_drawn(f"e_trim/{text}", custom_coordinates=(AREA,)))
    rows, columns = np.nonzero((result == (255, 255, 0, 255)).all(axis=2))
    assert (columns.min(), columns.max() + 1) == (120 + 15 - 9, 120 + 45 - 9)
    assert (rows.min(), rows.max() + 1) == (70 - 12, 110 - 12)


def test_a_layer_whose_region_has_been_trimmed_away_is_left_out() -> None:
    """S1-017."""
    outside = (0, 0, 9, 180)
    result = _drawn("e_trim/l_logo/fl_layer_apply,g_custom", custom_coordinates=(outside,))
    assert result.tobytes() == _drawn("e_trim").tobytes()


def test_faces_weigh_in_an_automatic_crop_behind_a_trim() -> None:
    """S4-093."""
    text = "e_trim/c_fill,g_auto,h_160,w_40"
    for x in (15, 190):
        face = (x, 60, 24, 60)
        shown = _drawn(text, faces=(face,))
        alone = _drawn(f"e_trim/c_fill,g_auto:aoi_{x - 9}_48_24_60,h_160,w_40")
        assert np.abs(pixels(shown) - pixels(alone)).mean() < 60
    assert _drawn(text, faces=((15, 60, 24, 60),)).tobytes() != shown.tobytes()


def test_a_camera_looks_at_what_a_trim_has_left() -> None:
    left, top, right, bottom = _red(_drawn("e_trim"))
    middle = f"x_{(left + right) / 2};y_{(top + bottom) / 2}"
    by_area = _drawn(
        "e_trim/e_zoompan:du_1;from_(g_custom;zoom_6);fps_5", "gif", custom_coordinates=(AREA,)
    )
    written = _drawn(f"e_trim/e_zoompan:du_1;from_({middle};zoom_6);fps_5", "gif")
    assert by_area.tobytes() == written.tobytes()


def test_another_area_than_the_one_that_is_read_gives_the_same_name() -> None:
    def name(**stored: Any) -> str:
        text = parse("e_trim/c_crop,g_custom")
        return derive(text, "png", _facts(**stored), Client()).fingerprint

    one, hat = name(custom_coordinates=(AREA,)), (("hat", ((1, 1), (2, 2))),)
    assert one == name(custom_coordinates=(AREA,), faces=(SMALL,), regions=hat)
    assert one != name(custom_coordinates=(SMALL,))
