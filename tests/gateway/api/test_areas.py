import json

import cloudinary.utils
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.access import Value
from gateway.api.areas import (
    rectangles_of,
    rectangles_shown,
    regions_of,
    regions_shown,
)
from gateway.errors import BadRequest

_SIDE = st.integers(1, 100_000)
_RECTANGLE = st.tuples(st.integers(0, 100_000), st.integers(0, 100_000), _SIDE, _SIDE)
_NAME = st.text("abcXYZ019-", min_size=1, max_size=12)
_POINTS = st.lists(st.tuples(_SIDE, _SIDE), min_size=2, max_size=6)


@given(st.lists(_RECTANGLE, min_size=1, max_size=4))
def test_rectangles_are_read_back_as_the_sdk_wrote_them(
    rectangles: list[tuple[int, int, int, int]],
) -> None:
    """S1-005 S1-014 S1-037."""
    written = cloudinary.utils.encode_double_array([list(one) for one in rectangles])
    assert rectangles_of("face_coordinates", written) == tuple(rectangles)
    nested = json.dumps(rectangles)
    assert rectangles_of("face_coordinates", nested) == tuple(rectangles)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("225,230,250,240", [(225, 230, 250, 240)]),
        ("225, 230, 250, 240", [(225, 230, 250, 240)]),
        ("225.0,230.0,250.0,240.0", [(225, 230, 250, 240)]),
        ("[225, 230, 250, 240]", [(225, 230, 250, 240)]),
        ("225,230,250,240|300,230,300,240", [(225, 230, 250, 240), (300, 230, 300, 240)]),
        ("[[225,230,250,240],[300,230,300,240]]", [(225, 230, 250, 240), (300, 230, 300, 240)]),
        (["225", "230", "250", "240"], [(225, 230, 250, 240)]),
        (["225,230,250,240", "300,230,300,240"], [(225, 230, 250, 240), (300, 230, 300, 240)]),
        ("", []),
        (" ", []),
        ("[]", []),
        ([], []),
    ],
)
def test_rectangles_in_their_forms(
    written: Value, expected: list[tuple[int, int, int, int]]
) -> None:
    """S1-004 S1-005 S1-014."""
    assert rectangles_of("custom_coordinates", written) == tuple(expected)


@pytest.mark.parametrize(
    "written",
    [
        "225,230,250",
        "225,230,250,240,1",
        "225,230,0,240",
        "-1,2,3,4",
        "1.5,2,3,4",
        "a,b,c,d",
        "1,2,3,4|",
        "[1,2,3",
        "[[1,2,3]]",
        "[[1,2,3,4],5]",
        "[true,2,3,4]",
        "[1,2,3,NaN]",
        "1,2,3,9999999",
        "|".join(["1,2,3,4"] * 1001),
        ["1", "2", "3"],
        "\u0661,2,3,4",
    ],
)
def test_what_is_no_rectangle_is_refused(written: Value) -> None:
    with pytest.raises(BadRequest, match="custom_coordinates"):
        rectangles_of("custom_coordinates", written)


def test_rectangles_are_shown_as_whole_numbers_or_exactly() -> None:
    """S1-007 S1-039."""
    (shown,) = rectangles_shown([(225, 230, 250, 240)], exact=True)
    assert json.dumps(shown) == "[225.0, 230.0, 250.0, 240.0]"
    (shown,) = rectangles_shown([(225, 230, 250, 240)])
    assert json.dumps(shown) == "[225, 230, 250, 240]"


@given(st.dictionaries(_NAME, _POINTS, max_size=4))
def test_regions_are_read_back_as_the_sdk_wrote_them(
    regions: dict[str, list[tuple[int, int]]],
) -> None:
    """S1-024 S1-025 S1-027."""
    read = regions_of(cloudinary.utils.json_encode(regions))
    assert {name: list(points) for name, points in read} == regions
    assert list(read) == sorted(read)


def test_regions_are_shown_by_name_and_values() -> None:
    """S1-023 S1-030."""
    written = '{"shoes":[[3200,6200],[4900,8140]],"hat":[[2720,770],[3700,1920]]}'
    assert regions_shown(regions_of(written)) == [
        {"name": "hat", "values": [[2720, 770], [3700, 1920]]},
        {"name": "shoes", "values": [[3200, 6200], [4900, 8140]]},
    ]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{", "expected an object"),
        ("[]", "expected an object"),
        ('{"hat": [[1,2],[3,4]], "hat": [[1,2],[3,4]]}', "expected an object"),
        ('{"the_hat": [[1,2],[3,4]]}', "letters, digits and hyphens"),
        ('{"\u0125at": [[1,2],[3,4]]}', "letters, digits and hyphens"),
        ('{"": [[1,2],[3,4]]}', "letters, digits and hyphens"),
        ('{"hat": [[1,2]]}', "at least two"),
        ('{"hat": [1,2,3,4]}', "at least two"),
        ('{"hat": [[1,2],[3]]}', "at least two"),
        ('{"hat": [[1,2],[3,4.5]]}', "whole pixels"),
        ('{"hat": "1,2"}', "at least two"),
    ],
)
def test_what_is_no_region_is_refused(written: str, message: str) -> None:
    """S1-024 S1-025."""
    with pytest.raises(BadRequest, match=message):
        regions_of(written)


@given(st.text(max_size=40))
def test_any_text_is_areas_or_a_bad_request(written: str) -> None:
    for read in (regions_of, lambda text: rectangles_of("face_coordinates", text)):
        try:
            read(written)
        except BadRequest:
            continue
