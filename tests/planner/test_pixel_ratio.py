"""The device pixel ratio in expressions: pixels are multiplied, sides of the image are not."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.derivation import Derivation, derive, plan_leaf
from planner.errors import TransformationError
from planner.facts import Client
from planner.language.effect import effects
from planner.transformation import parse
from tests.planner.fixture_lines import pairs
from tests.planner.plans import asset

_PNG = "f_png"

#: Terms of a width that are lengths already, as written and as what they are of 640 and 427.
_SIDES = st.tuples(st.sampled_from(["w", "h", "iw", "ih"]), st.integers(1, 9), st.integers(1, 9))
_VALUES = {"w": 640, "h": 427, "iw": 640, "ih": 427}

_RATIOS = st.sampled_from(["1.5", "2.0", "3.0", "0.5", "10"])


def _derived(text: str) -> Derivation:
    derivation = derive(parse(text), "png", asset(), Client())
    assert derivation.original or plan_leaf(derivation.leaf, asset()) == derivation.plan
    return derivation


@pytest.mark.parametrize(("written", "expected"), pairs("pixel_ratios.txt"))
def test_a_ratio_multiplies_as_the_fixture_states(written: str, expected: str) -> None:
    """S4-115 S4-116 S4-117."""
    left, _, size = expected.partition("|")
    derivation = _derived(written)
    folded = derivation.leaf.transformation.removesuffix(_PNG).rstrip("/,")
    assert folded == left.strip()
    assert f"{derivation.plan.width} x {derivation.plan.height}" == size.strip()


@given(_SIDES, st.integers(-300, 300), _RATIOS)
def test_what_is_computed_of_sides_and_pixels_is_each_by_its_own_rule(
    side: tuple[str, int, int], pixels: int, ratio: str
) -> None:
    name, times, parts = side
    exact = Fraction(_VALUES[name] * times, parts) + pixels * Fraction(ratio)
    assume(1 <= exact <= 5_000)
    plan = _derived(
        f"fl_ignore_aspect_ratio,w_{name}_mul_{times}_div_{parts}_add_{pixels}/dpr_{ratio}"
    ).plan
    assert plan.width == int(exact + Fraction(1, 2))
    assert plan.height == 427


@given(_SIDES, _RATIOS, _RATIOS)
def test_a_share_of_a_side_is_the_same_with_any_ratio(
    side: tuple[str, int, int], ratio: str, other: str
) -> None:
    """Specification 2.7."""
    name, times, parts = side
    assume(_VALUES[name] * times / parts <= 5_000)
    one, two = (_derived(f"w_{name}_mul_{times}_div_{parts}/dpr_{each}") for each in (ratio, other))
    assert one.plan == two.plan


@given(st.integers(1, 400), st.integers(1, 9), _RATIOS)
def test_pixels_are_multiplied_however_they_are_written(
    pixels: int, parts: int, ratio: str
) -> None:
    """S4-115."""
    assume(pixels * parts * float(ratio) <= 5_000)
    plain = _derived(f"w_{pixels * parts}/dpr_{ratio}")
    assert _derived(f"w_{pixels}_mul_{parts}/dpr_{ratio}").fingerprint == plain.fingerprint
    assert _derived(f"$a_{pixels}/w_$a_mul_{parts}/dpr_{ratio}").fingerprint == plain.fingerprint


def test_a_ratio_that_depends_on_what_it_multiplies_is_refused() -> None:
    with pytest.raises(TransformationError, match="contradicts the condition"):
        _derived("w_100/if_w_eq_200/dpr_1/if_else/dpr_2/if_end")


def test_effects_that_measure_their_arguments_say_that_these_are_lengths() -> None:
    """S4-115: else the pixel ratio that multiplies them would go from the canonical form."""
    measuring = {effect.name for effect in effects().values() if effect.measured is not None}
    assert measuring <= {effect.name for effect in effects().values() if effect.lengths}
