"""The language: what is read, what is refused, and that the declarations are whole."""

import sys
from collections.abc import Callable
from random import Random
from types import FrameType
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import TransformationError
from planner.language.component import read_component
from planner.language.declaration import Declaration, Role
from planner.language.registry import declarations
from planner.language.unsupported import UNSUPPORTED_KEYS
from planner.limits import MAXIMUM_COMPONENTS, MAXIMUM_QUOTE
from planner.parameters.condition import CONDITION
from planner.recognition import Recognition, classify
from planner.transformation import parse
from tests.planner.fixture_lines import pairs

T = TypeVar("T")

_EVERY = pytest.mark.parametrize(
    "declaration", declarations().values(), ids=lambda declaration: declaration.key
)


@pytest.mark.parametrize(("written", "expected"), pairs("errors.txt"))
def test_a_mistake_is_answered_as_the_fixture_states(written: str, expected: str) -> None:
    parameter, message, expectation = (cell.strip() for cell in expected.split("|"))
    with pytest.raises(TransformationError) as caught:
        parse(f"c_scale,h_9/{written}/r_20")
    assert caught.value.message == message
    assert caught.value.parameter == parameter
    assert caught.value.component == written
    assert expectation in caught.value.expected
    assert caught.value.status == 400


@_EVERY
@given(random=st.randoms())
def test_a_printed_value_reads_as_the_same_value(
    declaration: Declaration[Any], random: Random
) -> None:
    value = declaration.parse(declaration.grammar.spell(random))
    printed = declaration.grammar.text(value)
    assert declaration.parse(printed) == value
    assert declaration.grammar.text(declaration.parse(printed)) == printed


@_EVERY
@given(text=st.text(max_size=40))
def test_any_text_is_a_value_or_a_mistake(declaration: Declaration[Any], text: str) -> None:
    value, mistake = _attempt(lambda: declaration.parse(text))
    if mistake is None:
        assert declaration.parse(declaration.grammar.text(value)) == value
    else:
        assert mistake.parameter == declaration.key
        assert mistake.expected


@_EVERY
def test_the_example_of_a_declaration_uses_it(declaration: Declaration[Any]) -> None:
    written = parse(declaration.example).raw.split("/")
    assert any(read_component(component).has(declaration) for component in written)
    assert declaration.sentence.endswith(".")


@_EVERY
def test_what_qualifies_names_a_declared_action(declaration: Declaration[Any]) -> None:
    assert bool(declaration.qualifies) == (declaration.role is Role.QUALIFIER)
    for key in declaration.qualifies:
        assert declarations()[key].role is Role.ACTION


def test_no_key_is_both_declared_and_unsupported() -> None:
    assert not UNSUPPORTED_KEYS & set(declarations())


@given(st.text(max_size=200))
def test_any_text_is_a_transformation_or_a_mistake(text: str) -> None:
    transformation, mistake = _attempt(lambda: parse(text))
    assert (transformation is None) != (mistake is None)
    assert str(mistake).isprintable()


@pytest.mark.parametrize(
    ("segment", "expected"),
    [
        ("c_fill,w_400", Recognition.COMPONENT),
        ("w_400,", Recognition.COMPONENT),
        ("opacity_40", Recognition.COMPONENT),
        ("b_rgb%3Afff", Recognition.COMPONENT),
        ("c_foo,w_3", Recognition.MALFORMED),
        ("w_3,foo_4", Recognition.MALFORMED),
        (",w_3", Recognition.MALFORMED),
        ("e_sepia,l_logo", Recognition.COMPONENT),
        ("w_abc,", Recognition.MALFORMED),
        ("c_photos", Recognition.DOUBTFUL),
        ("w_abc", Recognition.DOUBTFUL),
        ("t_shirts", Recognition.COMPONENT),
        ("e_sepia", Recognition.COMPONENT),
        ("e_sepai", Recognition.DOUBTFUL),
        ("w_", Recognition.DOUBTFUL),
        ("$price_10", Recognition.COMPONENT),
        ("photos", Recognition.OTHER),
        ("my_photos", Recognition.OTHER),
        ("W_100", Recognition.OTHER),
        ("red,green", Recognition.OTHER),
        ("w", Recognition.OTHER),
        ("", Recognition.OTHER),
        (",,", Recognition.OTHER),
        ("v123", Recognition.OTHER),
    ],
)
def test_a_path_segment_is_recognised(segment: str, expected: Recognition) -> None:
    recognised = classify(segment)
    assert recognised.recognition is expected
    assert (recognised.component is not None) == (expected is Recognition.COMPONENT)
    assert (recognised.error is not None) == (
        expected in (Recognition.MALFORMED, Recognition.DOUBTFUL)
    )


@given(st.text(max_size=60))
def test_what_is_recognised_as_a_component_parses(segment: str) -> None:
    component = classify(segment).component
    if component is None or "/" in segment:
        return
    parsed = parse(segment).components
    # What a condition guards is gone where it does not hold.
    assert component.has(CONDITION) or parsed == (component,)


def test_what_was_written_is_kept_beside_what_it_means() -> None:
    written = "w_0200,c_fill,/f_jpeg"
    transformation = parse(written)
    assert transformation.raw == written
    assert [component.raw for component in transformation.components] == [
        "w_0200,c_fill,",
        "f_jpeg",
    ]


@pytest.mark.parametrize(
    ("hostile", "message"),
    [
        ("w_1/" * 5_000, "The transformation is too long"),
        ("w_1/" * (MAXIMUM_COMPONENTS + 1), "The transformation has too many components"),
        ("w_1," * 2_000 + "w_x", "Invalid width 'x'"),
        ("a_" + "hflip." * 1_300 + "x", "Invalid angle"),
        ("r_" + ":".join("1" * 4_000), "Invalid radius"),
        ("w_" + "9" * 8_000, "Invalid width"),
        ("b_" + "%25" * 2_000, "Invalid background"),
        ("fl_" + "no_overflow." * 600, "Invalid flag"),
        ("l_x/" * 40 + "fl_layer_apply/" * 40, "Conditions and layers are nested too deeply"),
        ("if_w_gt_1/" * 64, "Conditions and layers are nested too deeply"),
    ],
)
def test_a_hostile_transformation_is_refused_in_few_words(hostile: str, message: str) -> None:
    """F23."""
    with pytest.raises(TransformationError) as caught:
        parse(hostile)
    assert caught.value.message.startswith(message)
    assert len(caught.value.component) <= MAXIMUM_QUOTE + len("...")
    assert len(str(caught.value)) < 1_000


@pytest.mark.parametrize(
    "pattern", ["w_1,", "w_1/", "a_hflip.45.", "fl_no_overflow.", "r_1:", "x_", "%25", "w_1_add_"]
)
def test_the_work_of_refusing_grows_with_the_length_and_no_faster(pattern: str) -> None:
    """F23. Counted in calls, which do not depend on how busy the machine is."""
    times = 4_000 // len(pattern)
    half, whole = _calls(pattern * times), _calls(pattern * times * 2)
    assert whole <= 2.2 * half


def _calls(text: str) -> int:
    """Count the calls, of Python and of C, that reading takes."""
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        _attempt(lambda: parse(text))
    finally:
        sys.setprofile(None)
    return counted


def _attempt(read: Callable[[], T]) -> tuple[T | None, TransformationError | None]:
    try:
        return read(), None
    except TransformationError as mistake:
        return None, mistake
