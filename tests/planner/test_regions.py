"""Areas that are stored of an asset: where they lie, what is cut by them, and what it is called."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.derivation import Derivation, derive, leaf_revisions, plan_leaf
from planner.errors import NotRenderedYet, TransformationError
from planner.facts import AssetFacts, Client
from planner.geometry.edges import Edges
from planner.geometry.values import Size
from planner.planning.tracking import tracked
from planner.steps import ApplyEffect, AutoCrop, Crop, Flip, Resize, Rotate, Step
from planner.transformation import parse
from tests.planner.fixture_lines import pairs
from tests.planner.plans import asset, going_on, planned, written

_SMALL = (300, 40, 30, 40)
_STORED: dict[str, AssetFacts] = {
    "plain": asset(),
    "bedroom": asset(custom_coordinates=(_SMALL, (225, 230, 250, 180))),
    "people": asset(faces=((420, 120, 90, 120), (220, 80, 100, 120))),
    "nobody": asset(faces=()),
    "shop": asset(
        regions=(("hat", ((10, 10), (110, 60))), ("shoe", ((200, 340), (230, 300), (260, 320))))
    ),
    "traced": asset(paths=(("boot 1", (40, 100, 200, 300)), ("lace", (60, 120, 20, 30)))),
    "untraced": asset(paths=()),
    "huge": asset(9000, 7112, paths=(("boot 1", (40, 100, 200, 300)),)),
    "moving": asset(format="gif", pages=5, custom_coordinates=(_SMALL,), faces=((0, 0, 50, 50),)),
}


def _derived(text: str, source: AssetFacts) -> Derivation:
    output = "gif" if "zoompan" in text else "png"
    return derive(parse(text), output, source, Client())


@pytest.mark.parametrize(("example", "expected"), pairs("regions.txt"))
def test_an_example_has_the_size_and_the_steps_that_it_states(example: str, expected: str) -> None:
    stored, transformation = (cell.strip() for cell in example.split("|"))
    size, _, steps = (cell.strip() for cell in expected.partition("|"))
    plan = planned(transformation, _STORED[stored])
    assert f"{plan.width}x{plan.height}" == size
    if steps:
        assert written(plan.steps) == steps


@pytest.mark.parametrize(("example", "_"), pairs("regions.txt"))
def test_who_draws_a_leaf_needs_to_be_told_of_no_area(example: str, _: str) -> None:
    stored, transformation = (cell.strip() for cell in example.split("|"))
    source = _STORED[stored]
    derived = _derived(transformation, source)
    assert plan_leaf(derived.leaf, source.of_content()) == derived.plan


_READ = {
    "c_crop,g_custom": "custom_coordinates",
    "c_fill,g_auto,h_99,w_9": "custom_coordinates",
    "c_thumb,g_face,h_90,w_90": "faces",
    "e_blur_faces": "faces",
    "c_crop,g_region_!hat!": "regions",
    "c_crop,g_clipping_path_!p 1!": "paths",
}
_MOVED: dict[str, tuple[Any, Any]] = {
    "custom_coordinates": (((10, 20, 30, 40),), ((100, 20, 30, 40),)),
    "faces": (((10, 20, 30, 40),), ((10, 20, 33, 40),)),
    "regions": ((("hat", ((1, 1), (9, 9))),), (("hat", ((1, 1), (9, 30))),)),
    "paths": ((("p 1", (1, 1, 9, 9)),), (("p 1", (1, 1, 9, 30)),)),
}


@pytest.mark.parametrize("text", _READ)
@pytest.mark.parametrize("moved", _MOVED)
def test_moving_an_area_renames_exactly_what_reads_it(text: str, moved: str) -> None:
    source = asset(**{kind: before for kind, (before, _) in _MOVED.items()})
    if text.startswith("c_fill,g_auto"):
        # Custom coordinates take the place of the faces that it would weigh.
        assert _derived(text, source) == _derived(text, replace(source, faces=()))
    one, two = (_derived(text, replace(source, **{moved: value})) for value in _MOVED[moved])
    assert (one.fingerprint != two.fingerprint) == (_READ[text] == moved)
    assert (one.plan != two.plan) == (_READ[text] == moved)


def test_another_region_and_a_smaller_rectangle_are_not_read() -> None:
    shop, bedroom = _STORED["shop"], _STORED["bedroom"]
    fewer = replace(shop, regions=shop.regions[:1])
    text = "c_crop,g_region_!hat!"
    assert _derived(text, shop).fingerprint == _derived(text, fewer).fingerprint
    largest = replace(bedroom, custom_coordinates=bedroom.custom_coordinates[1:])
    text = "c_crop,g_custom"
    assert _derived(text, bedroom).fingerprint == _derived(text, largest).fingerprint


@pytest.mark.parametrize(
    "text", ["e_blur_faces", "e_trim/e_blur_faces", "c_fill,g_auto,h_99,w_9", "c_crop,g_faces"]
)
def test_as_many_areas_as_may_be_stored_reach_who_draws_them(text: str) -> None:
    faces = tuple((4 * number, 3 * number, 37, 41) for number in range(1000))
    crowd = asset(5000, 4000, faces=faces)
    derived = _derived(text, crowd)
    assert plan_leaf(derived.leaf, crowd.of_content()) == derived.plan
    assert leaf_revisions(derived.leaf) == derived.revisions


_BOXES = st.tuples(*[st.floats(0, 100)] * 4).map(
    lambda box: Edges(
        min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]) + 1, max(box[1], box[3]) + 1
    )
)
_STEPS: st.SearchStrategy[list[Step]] = st.lists(
    st.one_of(
        st.builds(Resize, st.integers(20, 300), st.integers(20, 300)),
        st.builds(Flip, st.booleans()),
    ),
    max_size=4,
)


@given(_BOXES, _STEPS)
def test_an_area_is_where_its_pixels_are(box: Edges, steps: list[Step]) -> None:
    """The oracle draws the area: numpy mirrors and stretches where its edges lie."""
    size = Size(101, 101)
    across, down = np.array([box.left, box.right]), np.array([box.top, box.bottom])
    width = height = 101.0
    for step in steps:
        match step:
            case Resize():
                across, down = across * step.width / width, down * step.height / height
                width, height = step.width, step.height
            case Flip(horizontal=True):
                across = np.sort(width - across)
            case _:
                down = np.sort(height - down)
    found = tracked([box], steps, size)
    assert found is not None
    (area,) = found
    assert np.allclose([area.left, area.right], across)
    assert np.allclose([area.top, area.bottom], down)


@pytest.mark.parametrize("degrees", [30.0, 90.0, 180.0, 270.0, 315.0])
def test_a_turned_area_lies_in_the_box_around_its_turned_corners(degrees: float) -> None:
    """The oracle turns complex numbers about the middle."""
    plan = planned(f"a_{degrees:g}", asset(200, 100))
    (turn,) = plan.steps
    assert isinstance(turn, Rotate)
    corners = np.array([20 + 30j, 60 + 30j, 20 + 70j, 60 + 70j])
    turned = (corners - (100 + 50j)) * np.exp(1j * np.radians(degrees))
    turned += complex(turn.width, turn.height) / 2
    found = tracked([Edges(20, 30, 60, 70)], [turn], Size(200, 100))
    assert found is not None
    (area,) = found
    expected = [turned.real.min(), turned.imag.min(), turned.real.max(), turned.imag.max()]
    assert np.allclose([area.left, area.top, area.right, area.bottom], expected, atol=1e-6)


@given(
    st.tuples(st.integers(0, 500), st.integers(0, 300), st.integers(5, 140), st.integers(5, 127)),
    st.integers(20, 300),
    st.integers(20, 300),
)
def test_thumb_is_as_tight_as_auto_and_auto_as_fill(
    face: tuple[int, int, int, int], width: int, height: int
) -> None:
    """S4-047."""

    def shown(mode: str) -> float:
        plan = planned(f"c_{mode},g_face,h_{height},w_{width}", asset(faces=(face,)))
        pixels, seen = 640 * 427, 640.0 * 427.0
        for step in plan.steps:
            if isinstance(step, Resize):
                pixels = step.width * step.height
            elif isinstance(step, Crop):
                seen *= step.width * step.height / pixels
                pixels = step.width * step.height
        return seen

    thumb, auto, fill = shown("thumb"), shown("auto"), shown("fill")
    assert thumb <= auto * 1.1 + 60
    assert auto <= fill * 1.1 + 60


def test_a_face_in_a_thumb_fills_it() -> None:
    plan = planned("c_thumb,g_face,h_100,w_100", asset(2000, 2000, faces=((500, 500, 400, 400),)))
    assert written(plan.steps) == "Resize 500 500; Crop 125 125 100 100"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("c_thumb,g_face,h_9,w_9", _STORED["plain"]),
        ("e_blur_faces", _STORED["plain"]),
        ("c_fill,g_auto:face,h_9,w_9", _STORED["plain"]),
        ("e_trim/c_crop,g_face", _STORED["plain"]),
        ("e_trim/e_blur_faces", _STORED["plain"]),
        ("e_zoompan/c_crop,g_custom", _STORED["bedroom"]),
        ("c_scale,g_liquid,h_427,w_300/c_crop,g_custom", _STORED["bedroom"]),
        ("e_trim/c_fill,g_auto:adv_eyes,h_9,w_9", _STORED["people"]),
        ("e_trim/c_crop,g_cat:face", _STORED["people"]),
        ("c_fill,g_auto:subject,h_9,w_9", _STORED["plain"]),
        ("c_fill,g_auto:hat,h_9,w_9", _STORED["plain"]),
        ("c_crop,g_hat", _STORED["people"]),
    ],
)
def test_what_nobody_knows_the_place_of_is_refused_by_name(text: str, source: AssetFacts) -> None:
    with pytest.raises(NotRenderedYet):
        _derived(text, source)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("c_thumb,g_face,h_9,w_9", "an asset with face_coordinates, or a compass gravity"),
        ("c_fill,g_custom:faces,h_9,w_9", "an asset with face_coordinates"),
        ("e_blur_faces", "an asset with face_coordinates"),
        ("c_fill,g_auto:face,h_9,w_9", "an asset with face_coordinates, or g_auto alone"),
        ("c_fill,g_auto:cat,h_9,w_9", "g_auto alone"),
        ("c_crop,g_cat", "a compass gravity, custom"),
    ],
)
def test_who_asks_for_what_nobody_knows_is_told_what_would_do(text: str, expected: str) -> None:
    with pytest.raises(NotRenderedYet) as caught:
        _derived(text, _STORED["plain"])
    assert caught.value.expected.startswith(expected)


def test_regions_that_are_missing_for_certain_are_named() -> None:
    text = "c_crop,g_region_!hat!/c_fill,g_region_!b!,w_9,h_9/e_blur_region,g_region_!a!"
    assert _derived(text, _STORED["shop"]).missing == ("a", "b")
    inner = "l_logo/c_crop,g_region_!a!/fl_layer_apply"
    layered = derive(parse(inner), "png", asset(), Client(), lambda _: asset(80, 60))
    assert layered.missing == ()


def test_what_is_not_stored_is_nowhere_also_behind_what_the_picture_decides() -> None:
    plan = _derived("e_trim/c_fill,g_custom,h_9,w_9", _STORED["plain"]).plan
    expected = planned("c_fill,h_9,w_9", asset(100, 50)).steps
    assert going_on(plan, 100, 50).steps == expected


def test_what_is_stored_weighs_in_an_automatic_crop() -> None:
    """S1-010 S1-011 S4-093 S4-095 S4-105 S4-111."""

    def search(text: str, source: AssetFacts) -> Any:
        (step,) = planned(f"c_fill,{text},h_427,w_100", source).steps
        assert isinstance(step, AutoCrop)
        return step.search

    people = _STORED["people"]
    assert len(search("g_auto", people).attractions) == 2
    assert search("g_auto", people) == search("g_auto:faces", people)
    assert search("g_auto:none", people).attractions == ()
    assert search("g_auto", _STORED["plain"]).attractions == ()
    (named,) = search("g_auto:face", people).attractions
    assert named.weight == 100
    assert named.area == pytest.approx((220 / 640, 80 / 427, 100 / 640, 120 / 427), abs=1e-6)
    (avoided,) = search("g_auto:face_avoid", people).attractions
    assert avoided.weight < 0
    (beside,) = search("g_auto:custom_no_override", _STORED["bedroom"]).attractions
    assert beside.area[0] == pytest.approx(225 / 640, abs=1e-6)
    assert search("g_auto:none", _STORED["bedroom"]).attractions == ()
    assert not search("g_auto:thirds_0", people).thirds
    assert search("g_auto:20", people).tightness == 20


def test_an_effect_is_told_where_the_faces_are_after_the_crop_beside_it() -> None:
    """S1-042."""
    plan = planned("c_crop,e_blur_faces,h_300,w_300,x_200,y_50", _STORED["people"])
    *_, effect = plan.steps
    assert isinstance(effect, ApplyEffect)
    assert set(effect.areas) == {(220, 70, 80, 120), (20, 30, 100, 120)}


def test_beside_a_crop_gravity_is_of_the_crop_alone() -> None:
    *_, effect = planned("c_fill,e_blur_region,g_custom,h_99,w_99", _STORED["bedroom"]).steps
    assert isinstance(effect, ApplyEffect)
    assert effect.areas == ()


@pytest.mark.parametrize(
    "text", ["c_auto_pad,g_face,w_9", "c_fill_pad,w_9", "c_fill_pad,g_north,w_9"]
)
def test_modes_that_may_pad_work_only_with_automatic_gravity(text: str) -> None:
    """S4-032 S4-052."""
    with pytest.raises(TransformationError, match="g_auto"):
        _derived(text, _STORED["people"])
