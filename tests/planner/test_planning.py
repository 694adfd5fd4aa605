"""Planning: steps, their sizes, and limits. Turned sizes are checked against turned corners."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.colour import TRANSPARENT, WHITE
from planner.errors import TransformationError
from planner.facts import AssetFacts
from planner.geometry.values import Size
from planner.planning.merging import merged
from planner.planning.sizes import size_after
from planner.planning.stages.framing import clamped
from planner.planning.stages.turning import bounding_box
from planner.steps import Canvas, Crop, Flatten, Flip, Resize, Rotate, Step
from tests.planner.fixture_lines import pairs, statements
from tests.planner.plans import asset, planned, written
from tests.planner.strategies import facts, transformations


def _source(size: str) -> AssetFacts:
    width, height = size.split("x")
    return asset(int(width), int(height))


@pytest.mark.parametrize(("example", "expected"), pairs("geometry.txt"))
def test_an_example_has_the_size_and_the_steps_that_it_states(example: str, expected: str) -> None:
    source, transformation = (cell.strip() for cell in example.split("|"))
    size, _, steps = (cell.strip() for cell in expected.partition("|"))
    plan = planned(transformation, _source(source))
    assert f"{plan.width}x{plan.height}" == size
    if steps:
        assert written(plan.steps) == steps


@pytest.mark.parametrize("example", statements("resizing.txt"))
def test_a_resizing_read_from_its_url_has_the_size_that_geometry_states(example: str) -> None:
    _, source, transformation, size, *_ = (cell.strip() for cell in example.split("|"))
    plan = planned(transformation, _source(source))
    assert f"{plan.width}x{plan.height}" == size


@given(transformations(), facts())
def test_the_steps_of_a_plan_lead_to_its_size_and_stay_inside_the_image(
    transformation: str, source: AssetFacts
) -> None:
    try:
        plan = planned(transformation, source)
    except TransformationError:
        assume(False)
    size = Size(source.width, source.height)
    for step in plan.steps:
        if isinstance(step, Crop):
            assert 0 <= step.left <= size.width - step.width
            assert 0 <= step.top <= size.height - step.height
        after = size_after(step, size)
        if after is None:
            assert step == plan.steps[-1]
            assert plan.rest is not None
            return
        size = after
        assert min(size.width, size.height) >= 1
    assert plan.rest is None
    assert size == Size(plan.width, plan.height)


@given(st.integers(1, 3000), st.integers(1, 3000), st.floats(0.01, 359.99))
def test_a_turned_image_just_fits_its_canvas(width: int, height: int, degrees: float) -> None:
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    corners = turn @ np.array([[0, width, 0, width], [0, 0, height, height]])
    spans = np.ptp(corners, axis=1)
    box = bounding_box(Size(width, height), degrees)
    assert np.all(np.abs(np.array([box.width, box.height]) - np.maximum(spans, 1)) <= 0.500001)


_RADII = st.one_of(st.none(), st.integers(0, 300))


@given(st.tuples(_RADII, _RADII, _RADII, _RADII), st.integers(1, 200), st.integers(1, 200))
def test_clamped_radii_never_overlap_and_keep_their_proportions(
    corners: tuple[int | None, int | None, int | None, int | None], width: int, height: int
) -> None:
    asked = [(width / 2, height / 2) if radius is None else (radius, radius) for radius in corners]
    (tl, tr, br, bl) = fitted = clamped(corners, Size(width, height), 1)  # type: ignore[arg-type] # - 1 is a ratio
    assert max(tl[0] + tr[0], bl[0] + br[0]) <= width + 1e-9
    assert max(tl[1] + bl[1], tr[1] + br[1]) <= height + 1e-9
    factors = {
        round(got / want, 6)
        for after, before in zip(fitted, asked, strict=True)
        for got, want in zip(after, before, strict=True)
        if want
    }
    assert len(factors) <= 1
    assert all(factor <= 1 for factor in factors)


@pytest.mark.parametrize(
    ("transformation", "output", "expected"),
    [
        ("r_20", "jpg", "Round 20; Flatten white"),
        ("r_20", "webp", "Round 20"),
        ("c_pad,h_700,w_700", "jpg", "Resize 700 467; Canvas 0 117 700 700 white"),
        ("a_45", "jpg", "Rotate 45.0 white 754 754"),
        ("a_45", "gif", "Rotate 45.0 transparent 754 754"),
        ("c_scale,w_320", "jpg", "Resize 320 214"),
    ],
)
def test_a_format_without_transparency_gets_what_is_left_of_it_on_white(
    transformation: str, output: str, expected: str
) -> None:
    assert written(planned(transformation, asset(), output).steps) == expected


def test_a_transparent_source_is_laid_on_white_for_a_format_without_transparency() -> None:
    plan = planned("c_scale,w_320", asset(has_alpha=True, format="png"), "jpg")
    assert plan.steps == (Resize(320, 214), Flatten(WHITE))


@pytest.mark.parametrize(
    ("output", "animated"),
    [("gif", True), ("webp", True), ("jpg", False), ("png", False), ("avif", False)],
)
def test_an_animation_stays_one_where_the_format_can(output: str, animated: bool) -> None:
    source = asset(format="gif", pages=5)
    assert planned("c_scale,w_100", source, output).output.animated is animated
    assert not planned("c_scale,w_100", asset(), output).output.animated


@pytest.mark.parametrize(
    ("source", "transformation", "component", "message"),
    [
        (asset(), "c_scale,h_8000,w_8000", "c_scale,h_8000,w_8000", "would become 8000 x 8000"),
        (asset(), "c_pad,h_2000,w_30000/c_scale,w_9", "c_pad,h_2000,w_30000", "30000 x 2000"),
        (asset(), "c_scale,w_20000/c_scale,w_10", "c_scale,w_20000", "would become 20000 x 13344"),
        (asset(), "c_scale,w_4000/dpr_10", "c_scale,w_4000", "would become 40000 x"),
        (asset(), "bo_10000px_solid_red", "bo_10000px_solid_red", "would become 20640 x 20427"),
        (asset(pages=999), "c_scale,w_1000", "", "each of 999 frames"),
        (asset(1, 30_000), "f_webp", "", "too large for webp"),
    ],
)
def test_a_result_beyond_the_limits_is_refused(
    source: AssetFacts, transformation: str, component: str, message: str
) -> None:
    """F23."""
    with pytest.raises(TransformationError) as caught:
        planned(transformation, source, "webp")
    assert caught.value.component == component
    assert message in caught.value.message
    assert "at most" in caught.value.expected


def test_an_image_beyond_the_limits_may_become_smaller() -> None:
    assert planned("c_scale,w_100", asset(12_000, 8_000)).width == 100
    assert planned("c_crop,w_9000/c_scale,w_100", asset(12_000, 8_000)).width == 100


_WHOLE = Size(100, 80)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((Crop(0, 0, 100, 80), Resize(100, 80)), ()),
        ((Crop(5, 5, 50, 50), Crop(1, 2, 50, 50)), (Crop(5, 5, 50, 50),)),
        ((Crop(5, 5, 50, 50), Crop(1, 2, 30, 30)), (Crop(6, 7, 30, 30),)),
        ((Flip(True), Flip(True)), ()),
        ((Flip(True), Flip(False)), (Flip(True), Flip(False))),
        ((Crop(1, 1, 9, 9), Flip(True), Flip(True), Crop(1, 1, 3, 3)), (Crop(2, 2, 3, 3),)),
        (
            (Rotate(90, TRANSPARENT, 80, 100), Rotate(270, TRANSPARENT, 100, 80)),
            (),
        ),
        (
            (Canvas(1, 1, 110, 90, TRANSPARENT), Flatten(WHITE)),
            (Canvas(1, 1, 110, 90, WHITE),),
        ),
        (
            (Canvas(1, 1, 110, 90, WHITE), Flatten(WHITE)),
            (Canvas(1, 1, 110, 90, WHITE), Flatten(WHITE)),
        ),
    ],
)
def test_neighbours_are_merged_where_that_is_exact(
    steps: tuple[Step, ...], expected: tuple[Step, ...]
) -> None:
    assert merged(steps, _WHOLE) == expected
