"""Every example looks as it did when somebody last looked at it."""

import pytest

from tests.golden.cases import Case
from tests.golden.hashes import look, looked_at, recorded
from workers.executor import rendering

#: Bits of structure, out of 64, that another processor or library may turn.
_BITS = 4
#: Levels of colour, out of 255.
_LEVELS = 3

_RECORDED = recorded()


@pytest.fixture(scope="module", autouse=True)
def _prepared() -> None:
    rendering.prepare()


def test_every_drawn_example_is_recorded_and_nothing_else_is() -> None:
    assert {case.name for case in looked_at()} == set(_RECORDED)


@pytest.mark.parametrize("case", looked_at(), ids=lambda case: case.name)
def test_an_example_looks_as_recorded(case: Case) -> None:
    found, expected = look(case), _RECORDED[case.name]
    assert found.size == expected.size
    bits, levels = found.apart(expected)
    assert bits <= _BITS, f"{found.text} for {expected.text}"
    assert levels <= _LEVELS, f"{found.text} for {expected.text}"


def test_the_looks_tell_examples_apart() -> None:
    """A hash that everything shares would hold nothing."""
    effects = [_RECORDED[case.name].text for case in looked_at() if case.section == "Effects"]
    assert len(set(effects)) > 0.85 * len(effects)
