"""The canonical form: it is where equivalent spellings meet, and nothing else does."""

from random import Random
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planner.canonical.form import canonical_form
from planner.errors import TransformationError
from planner.facts import AssetFacts
from planner.geometry.values import Size
from planner.planning.chain import drawn
from planner.planning.merging import merged
from planner.steps import Step
from planner.transformation import Transformation, parse
from tests.planner.fixture_lines import pairs, statements
from tests.planner.strategies import components, facts, transformations


@pytest.mark.parametrize(("written", "expected"), pairs("canonical.txt"))
def test_a_spelling_has_the_canonical_form_that_the_fixture_states(
    written: str, expected: str
) -> None:
    assert canonical_form(parse(written)).raw == expected


@pytest.mark.parametrize("statement", statements("identity.txt"))
def test_a_canonical_statement_is_its_own_form(statement: str) -> None:
    assert canonical_form(parse(statement)).raw == statement


@given(transformations())
@example("w_0.5,r_0/dpr_2")
@example("c_fill,w_1.0,z_2")
@example("ar_1,c_fill,h_1.0,w_1.0")
@example("a_45.0.5")
def test_the_canonical_form_of_a_canonical_form_is_itself(written: str) -> None:
    once = canonical_form(parse(written))
    assert canonical_form(parse(once.raw)).raw == once.raw


@given(transformations())
def test_a_printed_transformation_reads_as_the_same_values(written: str) -> None:
    printed = canonical_form(parse(written))
    assert parse(printed.raw) == printed


@given(transformations(), facts())
@example("c_crop,h_9,w_9,x_0", AssetFacts("", "", "", "jpg", 40, 30))
@example("c_crop,g_center,h_9,w_9,x_5", AssetFacts("", "", "", "jpg", 40, 30))
@example("c_imagga_crop,h_2,z_2", AssetFacts("", "", "", "jpg", 1, 2))
@example("c_auto", AssetFacts("", "", "", "jpg", 40, 30, custom_coordinates=((1, 2, 3, 4),)))
@example("a_auto_right", AssetFacts("", "", "", "jpg", 40, 30))
@example("e_blur_faces,g_west", AssetFacts("", "", "", "jpg", 40, 30, faces=()))
@example("w_1.0,r_20/dpr_2", AssetFacts("", "", "", "jpg", 400, 300))
def test_the_canonical_form_draws_what_was_written(written: str, asset: AssetFacts) -> None:
    transformation = parse(written)
    assert _drawing(canonical_form(transformation), asset) == _drawing(transformation, asset)


@given(components(), st.randoms())
def test_the_order_inside_a_component_does_not_matter(component: str, random: Random) -> None:
    first = parse(component)
    shuffled = [f"{key}_{_value(first, key)}" for key, _ in first.components[0].values]
    random.shuffle(shuffled)
    assert canonical_form(parse(",".join(shuffled))).raw == canonical_form(first).raw


def _value(transformation: Transformation, key: str) -> str:
    (component,) = transformation.components
    for declaration, value in component.declared():
        if declaration.key == key:
            return quote(declaration.grammar.text(value))
    raise KeyError(key)


def _drawing(
    transformation: Transformation, asset: AssetFacts
) -> tuple[tuple[Step, ...], Size, bool, bool] | str:
    """Give steps, size and transparency, or what is wrong."""
    try:
        scene = drawn(transformation, asset)
    except TransformationError as error:
        return error.message
    steps = merged(scene.steps, Size(asset.width, asset.height))
    return steps, scene.size, scene.transparent, scene.wants_alpha
