"""Expressions and variables: what is read, computed and printed, and what is refused."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.canonical.form import canonical_form
from planner.errors import TransformationError, ValueRefused
from planner.expressions.evaluation import evaluate, folded
from planner.expressions.expression import (
    LEVELS,
    MAXIMUM_OPERANDS,
    Expression,
    pieces,
    read_expression,
)
from planner.expressions.names import CHARACTERISTICS, LONG_NAMES
from planner.expressions.scope import Scope
from planner.expressions.values import Amount
from planner.transformation import parse
from tests.planner.fixture_lines import pairs

_OPERANDS = st.one_of(
    st.integers(-50, 50).map(str),
    st.sampled_from(["0.5", "1.25", "2.0", "16:9", "$a", "$b9", "iw", "w", "initial_height"]),
)

_WRITTEN = st.lists(st.tuples(_OPERANDS, st.sampled_from(sorted(LEVELS))), max_size=6).flatmap(
    lambda before: _OPERANDS.map(
        lambda last: "_".join([word for pair in before for word in pair] + [last])
    )
)


def _read(text: str) -> Expression:
    return read_expression(pieces(text))


@pytest.mark.parametrize(
    ("written", "expected"), [*pairs("expressions.txt"), *pairs("variables.txt")]
)
def test_an_expression_is_computed_or_refused_as_the_fixture_states(
    written: str, expected: str
) -> None:
    """S2-067 S2-068 S2-069 S2-070 S2-085 S2-092 F23."""
    if expected.startswith("!"):
        with pytest.raises(TransformationError) as caught:
            canonical_form(parse(written))
        assert caught.value.message == expected[1:].strip()
        assert caught.value.component
        assert caught.value.status == 400
    else:
        assert canonical_form(parse(written)).raw == expected
        assert canonical_form(parse(expected)).raw == expected


@given(_WRITTEN)
def test_a_printed_expression_reads_as_itself(written: str) -> None:
    read = _read(written)
    assert _read(read.text) == read


@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["add", "sub", "mul"])), max_size=8))
def test_operators_bind_as_python_binds_them(terms: list[tuple[int, str]]) -> None:
    symbols = {"add": "+", "sub": "-", "mul": "*"}
    written = "_".join([f"{number}_{word}" for number, word in terms] + ["3"])
    oracle = eval("".join(f"{number}{symbols[word]}" for number, word in terms) + "3")
    assert evaluate(_read(written), Scope()) == Amount(oracle)


@given(_WRITTEN, st.integers(1, 900), st.integers(1, 900))
def test_what_is_folded_early_comes_to_the_same_later(written: str, width: int, a: int) -> None:
    """Folding in two steps, first without the image, is folding at once."""
    known = Scope({"a": Amount(a), "b9": Amount(Fraction(1, 2), decimal=True)})
    everything = Scope(known.variables, lambda word, _key: Amount(width + len(word)))
    assert _outcome(_read(written), everything) == _in_two_steps(written, known, everything)


def _in_two_steps(written: str, known: Scope, everything: Scope) -> Fraction | str:
    try:
        first = folded(_read(written), known)
    except TransformationError:
        return "refused"
    return _outcome(_read(first.text), everything)


def _outcome(expression: Expression, scope: Scope) -> Fraction | str:
    try:
        value = evaluate(expression, scope)
    except TransformationError:
        return "refused"
    assert isinstance(value, Amount)
    return Fraction(value.number)


@pytest.mark.parametrize(("long", "short"), LONG_NAMES.items())
def test_the_names_of_the_sdks_are_those_of_urls(long: str, short: str) -> None:
    assert _read(long).text == short
    assert short in CHARACTERISTICS


@pytest.mark.parametrize(
    "hostile",
    [
        "2_" + "pow_9_" * 190 + "2",
        "1_" + "add_1_" * 2_000 + "1",
        "9" * 4_000 + "_add_1",
        "!" * 4_001,
        "_" * 4_000,
        "$a_" * 1_000,
        "1:3_" + "pow_64_" * 100 + "2",
    ],
)
def test_a_hostile_expression_is_refused(hostile: str) -> None:
    """F23."""
    with pytest.raises(TransformationError):
        parse(f"w_{hostile}")


def test_an_expression_has_so_many_operands_and_no_more() -> None:
    assert _read("1_" + "add_1_" * (MAXIMUM_OPERANDS - 2) + "add_1")
    with pytest.raises(ValueRefused):
        _read("1_" + "add_1_" * MAXIMUM_OPERANDS + "1")
