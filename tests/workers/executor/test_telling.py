"""fl_getinfo and listed breakpoints: what is told is held to what is delivered."""

import io
import json
from typing import Any

import numpy as np
import pytest
from PIL import Image

from planner.derivation import derive, plan_leaf
from planner.facts import AssetFacts, Client
from planner.transformation import parse
from tests.photographs import encoded, rocket
from workers.executor.encoding import Encoded
from workers.executor.limits import Limits
from workers.executor.rendering import render

SOURCE = encoded(rocket(), "PNG")
ASSET = AssetFacts("demo", "00", "11", "png", 640, 427, bytes=len(SOURCE))


def _rendered(text: str, source: bytes = SOURCE, asset: AssetFacts = ASSET) -> Encoded:
    derivation = derive(parse(text), None, asset, Client())
    return render(memoryview(source), plan_leaf(derivation.leaf, asset), Limits())


def _info(text: str) -> dict[str, Any]:
    encoded_info = _rendered(text)
    assert (encoded_info.format, encoded_info.content_type) == ("json", "application/json")
    info: dict[str, Any] = json.loads(encoded_info.data)
    return info


@pytest.mark.parametrize(
    "text",
    [
        "c_fill,h_200,w_200/f_jpg",
        "c_scale,w_100/f_webp/q_auto",
        "c_crop,g_north_west,h_99,w_77,x_5,y_9/e_sepia/f_png",
        "e_trim/f_png",
        "a_90/bo_3px_solid_red/f_jpg,q_50",
    ],
)
def test_what_is_told_is_what_is_delivered(text: str) -> None:
    """S4-098."""
    info, delivered = _info(f"{text}/fl_getinfo"), _rendered(text)
    with Image.open(io.BytesIO(delivered.data)) as picture:
        assert info["output"] == {
            "format": delivered.format,
            "bytes": len(delivered.data),
            "width": picture.width,
            "height": picture.height,
        }
    assert info["input"] == {"width": 640, "height": 427, "bytes": len(SOURCE)}
    assert info["landmarks"] == []


@pytest.mark.parametrize(
    "text",
    ["c_fill,g_west,h_200,w_100", "c_fill,h_120,w_300", "c_crop,g_north,h_200,w_300"],
)
def test_the_crop_that_is_told_gives_the_result(text: str) -> None:
    """Pillow crops the original by what is told, and scales it by the factors that are told."""
    info = _info(f"{text}/f_png/fl_getinfo")
    window, *factors = info["resize"]
    left, top = window["x"], window["y"]
    cut = rocket().crop((left, top, left + window["width"], top + window["height"]))
    if factors:
        across, down = (
            round(cut.width * factors[0]["x_factor"]),
            round(cut.height * factors[0]["y_factor"]),
        )
        assert abs(across - info["output"]["width"]) <= 1
        assert abs(down - info["output"]["height"]) <= 1
    expected = cut.resize(
        (info["output"]["width"], info["output"]["height"]), Image.Resampling.LANCZOS
    )
    with Image.open(io.BytesIO(_rendered(f"{text}/f_png").data)) as picture:
        difference = np.abs(np.asarray(picture.convert("RGB"), float) - np.asarray(expected, float))
    assert difference.mean() < 2


def test_scaling_alone_is_told_by_its_factors() -> None:
    assert _info("c_scale,h_427,w_160/f_png/fl_getinfo")["resize"] == [
        {"x_factor": 0.25, "y_factor": 1.0}
    ]


@pytest.mark.parametrize("text", ["c_fill,g_auto,h_300,w_200", "c_auto,g_auto,h_200,w_200"])
def test_a_crop_that_was_looked_for_gives_the_result(text: str) -> None:
    """S4-098. It is told apart, in pixels of the original."""
    info = _info(f"{text}/f_png/fl_getinfo")
    (window,) = info["g_auto_info"]
    assert info["resize"][0] == window
    left, top = window["x"], window["y"]
    cut = rocket().crop((left, top, left + window["width"], top + window["height"]))
    expected = cut.resize(
        (info["output"]["width"], info["output"]["height"]), Image.Resampling.LANCZOS
    )
    with Image.open(io.BytesIO(_rendered(f"{text}/f_png").data)) as picture:
        difference = np.abs(np.asarray(picture.convert("RGB"), float) - np.asarray(expected, float))
    assert difference.mean() < 2


def test_a_crop_that_nothing_looked_for_is_not_told_apart() -> None:
    for text in ("c_fill,h_300,w_200", "e_trim"):
        assert _info(f"{text}/f_png/fl_getinfo")["g_auto_info"] == []


def test_an_original_that_lies_on_its_side_is_told_of_as_it_is_shown() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = encoded(rocket(), "JPEG", exif=exif.tobytes())
    asset = AssetFacts("demo", "00", "11", "jpg", 427, 640, orientation=6, bytes=len(lying))
    info = json.loads(_rendered("w_100/fl_getinfo", lying, asset).data)
    assert info["input"] == {"width": 427, "height": 640, "bytes": len(lying)}


def test_listed_breakpoints_are_told_without_drawing() -> None:
    """S2-095."""
    answer = _rendered("c_scale,w_auto:breakpoints_100_600_10_5:json")
    assert (answer.format, answer.content_type) == ("json", "application/json")
    widths = json.loads(answer.data)["breakpoints"]
    assert widths == sorted(set(widths))
    assert (widths[0], widths[-1], len(widths)) == (100, 600, 5)
