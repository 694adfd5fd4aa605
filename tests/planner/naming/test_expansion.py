"""Named transformations: written in the place of their names, and nothing else of them."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.canonical.form import canonical_form
from planner.errors import TransformationError
from planner.limits import MAXIMUM_COMPONENTS
from planner.naming.expansion import MAXIMUM_DEPTH, expanded
from planner.parameters.baseline import BASELINE
from planner.parameters.default_image import DEFAULT_IMAGE
from planner.parameters.named import NAMED
from planner.transformation import parse
from tests.planner.fixture_lines import pairs
from tests.planner.strategies import transformations

_NAMES = st.sampled_from(["thumbnail", "a", "2x3", "on white", "v-1"])


def _read(line: str) -> tuple[dict[str, str], str]:
    written, _, text = line.partition("|")
    named = (each.partition("=") for each in written.split("&"))
    return {name.strip(): definition.strip() for name, _, definition in named}, text.strip()


@pytest.mark.parametrize(("line", "expected"), pairs("naming.txt"))
def test_a_name_is_replaced_as_the_fixture_states(line: str, expected: str) -> None:
    definitions, text = _read(line)
    written = [part for part in text.split("/") if part]
    assert "/".join(expanded(written, definitions)) == expected


@pytest.mark.parametrize(("line", "expected"), pairs("naming.txt"))
def test_a_name_means_the_same_as_what_it_stands_for(line: str, expected: str) -> None:
    definitions, text = _read(line)
    named = parse(text, definitions=definitions)
    assert canonical_form(named).raw == canonical_form(parse(expected)).raw
    assert named.raw == text


@given(transformations(), transformations(), _NAMES)
def test_named_and_written_out_have_one_canonical_form(
    definition: str, after: str, name: str
) -> None:
    """S2-088."""
    assume("t_" not in f"{definition}/{after}" and "bl_" not in f"{definition}/{after}")
    named = "/".join(filter(None, [f"t_{name.replace(' ', '%20')}", after]))
    written = "/".join(filter(None, [definition, after]))
    assert _canonical(named, {name: definition}) == _canonical(written, {})


def _canonical(text: str, definitions: dict[str, str]) -> str:
    """Give the canonical form, or what is wrong."""
    try:
        return canonical_form(parse(text, definitions=definitions)).raw
    except TransformationError as error:
        return error.message


@pytest.mark.parametrize(("line", "expected"), pairs("naming_errors.txt"))
def test_what_a_name_cannot_stand_for_is_answered_as_the_fixture_states(
    line: str, expected: str
) -> None:
    definitions, text = _read(line)
    component, status, message, expectation = (cell.strip() for cell in expected.split("|"))
    with pytest.raises(TransformationError) as caught:
        parse(text, definitions=definitions)
    assert caught.value.message == message
    assert caught.value.component == component
    assert caught.value.status == int(status)
    assert expectation in caught.value.expected


def test_without_definitions_a_name_is_kept() -> None:
    transformation = parse("t_thumbnail.small")
    assert transformation.components[0].get(NAMED) == "thumbnail.small"
    assert canonical_form(parse("t_thumbnail/r_5")).raw == "t_thumbnail/r_5"


def test_definitions_may_be_so_deep_and_no_deeper() -> None:
    """F23."""
    chain = {f"a{depth}": f"t_a{depth + 1}" for depth in range(MAXIMUM_DEPTH - 1)}
    chain[f"a{MAXIMUM_DEPTH - 1}"] = "r_5"
    assert parse("t_a0", definitions=chain).components[0].raw == "r_5"
    with pytest.raises(TransformationError, match="nested more than 10 deep"):
        parse("t_b", definitions=chain | {"b": "t_a0"})


@pytest.mark.parametrize("last", ["", "r_5", "l_x/fl_layer_apply"])
def test_definitions_that_multiply_are_stopped_early(last: str) -> None:
    """F23. Ten definitions that each use the next ten times would make ten thousand million."""
    looked_up = []

    class Multiplying:
        def get(self, name: str, /) -> str | None:
            looked_up.append(name)
            depth = int(name[1:])
            return last if depth == MAXIMUM_DEPTH - 1 else "/".join([f"t_a{depth + 1}"] * 10)

    with pytest.raises(TransformationError):
        parse("t_a0", definitions=Multiplying())
    assert len(looked_up) <= 3 * MAXIMUM_COMPONENTS


def test_a_definition_too_long_to_write_out_is_refused() -> None:
    """F23."""
    with pytest.raises(TransformationError, match="too many components once its names"):
        parse("t_a/t_a/t_a", definitions={"a": "/".join(["r_5"] * 40)})
    with pytest.raises(TransformationError, match="too many components once its names"):
        parse("t_a/t_a", definitions={"a": "l_text:Arial_40:" + "x" * 5_000})


def test_a_baseline_holds_what_its_name_means() -> None:
    definitions = {"twotone": "e_sepia/t_small/f_png", "small": "c_scale,w_9"}
    named = parse("bl_twotone/r_5", definitions=definitions)
    baseline = named.components[0].get(BASELINE)
    assert baseline is not None
    assert baseline.definition == "e_sepia/c_scale,w_9/f_png"
    printed = canonical_form(named).raw
    assert canonical_form(parse(printed)).raw == printed
    other = parse("bl_other/r_5", definitions={"other": "e_sepia/c_scale,w_9/f_png"})
    assert canonical_form(other).raw == printed
    edited = parse("bl_twotone/r_5", definitions=definitions | {"small": "c_scale,w_10"})
    assert canonical_form(edited).raw != printed


def test_a_default_image_has_its_slashes_as_colons() -> None:
    transformation = parse("d_docs:avatar.png/w_9")
    assert transformation.components[0].get(DEFAULT_IMAGE) == "docs/avatar.png"
    assert (
        canonical_form(transformation).raw == canonical_form(parse("w_9/d_docs%2Favatar.png")).raw
    )
