"""Conditions: when they hold, which components they guard, and what of an asset they read."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, example, given

from planner.canonical.form import canonical_form
from planner.derivation import Derivation, derive, plan_leaf
from planner.errors import NotRenderedYet, TransformationError
from planner.facts import AssetFacts, Client
from planner.transformation import parse
from tests.planner.fixture_lines import pairs
from tests.planner.plans import asset
from tests.planner.strategies import facts, programs

_SHOES = asset(
    public_id="shop/boot",
    tags=("sale", "in_stock", "red"),
    context=(("productType", "shoes"), ("alt", ""), ("price_and_tax", "12")),
    metadata=(("stock-level", 12.0), ("sizes", ("s", "m")), ("code", "A7")),
    regions=(("logo", ((1, 1), (9, 9))),),
    faces=((1, 2, 3, 4), (5, 6, 7, 8)),
    custom_coordinates=((1, 2, 3, 4),),
    page_names=("cover", "back"),
    dpi=300.0,
    illustration=0.25,
    trimmed=(20, 30, 600, 200),
    duration=12.5,
)


def _derived(text: str, source: AssetFacts = _SHOES) -> Derivation:
    return derive(parse(text), "png", source, Client())


def _attempted(text: str, source: AssetFacts) -> Derivation:
    try:
        return _derived(text, source)
    except TransformationError:
        assume(False)
        raise


@pytest.mark.parametrize(("condition", "holds"), pairs("conditions.txt"))
def test_a_condition_holds_as_the_fixture_states(condition: str, holds: str) -> None:
    """S2-074 S2-075 S2-076 S2-077 S2-078 S2-079 S2-080 S2-081 S2-082 S2-083."""
    variables = "$n_7,$s_!sale!,$set_!sale:red!,$t_!in_stock!"
    derivation = _derived(f"{variables}/if_{condition}/r_1/if_else/r_2/if_end")
    assert derivation.leaf.transformation == {"yes": "r_1/f_png", "no": "r_2/f_png"}[holds]


@pytest.mark.parametrize(("written", "expected"), pairs("branches.txt"))
def test_components_are_guarded_as_the_fixture_states(written: str, expected: str) -> None:
    """S2-072 S2-073 S2-083 S2-086 S2-087."""
    if expected.startswith("!"):
        with pytest.raises(TransformationError) as caught:
            canonical_form(parse(written))
        assert caught.value.message == expected[1:].strip()
    else:
        assert canonical_form(parse(written)).raw == expected
        assert canonical_form(parse(expected)).raw == expected


@pytest.mark.parametrize(
    "fact",
    [
        {"tags": ("sale", "new")},
        {"context": (("productType", "hats"),)},
        {"metadata": (("stock-level", 80.0),)},
        {"regions": ()},
        {"faces": ()},
        {"custom_coordinates": ()},
        {"page_names": ()},
        {"dpi": 72.0},
        {"illustration": 1.0},
        {"trimmed": (0, 0, 640, 427)},
        {"duration": 99.0},
        {"public_id": "shop/shoe"},
    ],
    ids=lambda fact: next(iter(fact)),
)
def test_a_fact_that_is_not_read_changes_no_fingerprint(fact: dict[str, Any]) -> None:
    text = "if_w_gt_300_and_!sale!_in_tags_and_ctx:!alt!_eq_!!/c_scale,w_300/if_end"
    assert _derived(text, replace(_SHOES, **fact)).fingerprint == _derived(text).fingerprint


@pytest.mark.parametrize(
    ("condition", "fact"),
    [
        ("!red!_in_tags", {"tags": ("sale",)}),
        ("ctx:!productType!_eq_!shoes!", {"context": (("productType", "hats"),)}),
        ("md:!stock-level!_lt_50", {"metadata": (("stock-level", 80.0),)}),
        ("!logo!_in_rn", {"regions": ()}),
        ("rc_eq_1", {"regions": ()}),
        ("fc_gt_1", {"faces": ()}),
        ("ccc_eq_1", {"custom_coordinates": ()}),
        ("!back!_in_pgnames", {"page_names": ()}),
        ("idn_gt_100", {"dpi": 72.0}),
        ("ils_lt_0.5", {"illustration": 1.0}),
        ("tar_gt_2", {"trimmed": (0, 0, 640, 427)}),
        ("idu_lt_20", {"duration": 99.0}),
        ("$p_eq_!shop/boot!", {"public_id": "shop/shoe"}),
    ],
)
def test_a_fact_that_is_read_changes_the_fingerprint(condition: str, fact: dict[str, Any]) -> None:
    text = f"$p_current:public_id/if_{condition.replace('/', '%2F')}/r_1/if_end"
    assert _derived(text, replace(_SHOES, **fact)).fingerprint != _derived(text).fingerprint


@given(programs(), facts(), facts())
def test_a_fingerprint_changes_exactly_with_what_is_drawn(
    text: str, source: AssetFacts, other: AssetFacts
) -> None:
    """Of one content, facts matter as far as they lead to another plan."""
    said = ("tags", "context", "metadata", "faces", "regions", "custom_coordinates")
    found = ("dpi", "illustration", "trimmed")
    changed = replace(source, **{name: getattr(other, name) for name in (*said, *found)})
    one, two = _attempted(text, source), _attempted(text, changed)
    assert (one.fingerprint == two.fingerprint) == (
        one.leaf.transformation == two.leaf.transformation
    )
    if one.fingerprint == two.fingerprint:
        assert one.plan == two.plan


@given(programs(), facts())
@example("$a_40/if_w_gt_300/$a_5/if_end/w_$a", asset())
@example("if_w_gt_300/f_png/if_else/f_png/f_png/if_end", asset())
def test_the_canonical_form_of_a_program_is_fixed_and_draws_the_same(
    text: str, source: AssetFacts
) -> None:
    derivation = _attempted(text, source)
    again = derive(parse(derivation.canonical), "png", source, Client())
    assert again.canonical == derivation.canonical
    assert (again.fingerprint, again.plan) == (derivation.fingerprint, derivation.plan)


@given(programs(), facts())
def test_a_leaf_has_nothing_left_to_decide(text: str, source: AssetFacts) -> None:
    derivation = _attempted(text, source)
    assume(not derivation.original)
    bare = replace(source, tags=(), context=(), metadata=(), faces=None)
    planned = plan_leaf(derivation.leaf, bare)
    assert replace(planned, rest=None) == replace(derivation.plan, rest=None)
    # What waits for a size that only the picture tells is decided when it is drawn.
    late = derivation.plan.rest is not None
    assert late or "if_" not in derivation.leaf.transformation
    assert late or "$" not in derivation.leaf.transformation


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("w_div_2", "c_scale,w_320"),
        ("w_iw_div_3", "c_scale,w_213"),
        ("$x_iw_div_3/w_$x", "c_scale,w_213"),
        ("w_100/h_h_mul_0.5", "c_scale,w_100/c_scale,h_34"),
        ("w_100/if_w_eq_200/o_5/if_end/dpr_2.0", "c_scale,w_100/o_5/dpr_2,f_png"),
        ("w_100/if_iw_eq_640/o_5/if_end", "c_scale,w_100/o_5"),
        ("c_crop,h_100,w_100,x_w_div_50", "c_crop,g_north_west,h_100,w_100,x_13"),
        ("if_w_gt_300/c_scale,w_300/if_end/if_w_eq_300/r_1/if_end", "c_scale,w_300/r_1"),
    ],
)
def test_sizes_on_the_way_are_folded_in(text: str, expected: str) -> None:
    """S2-070 S2-078."""
    delivery = "" if "f_png" in expected else "/f_png"
    assert _derived(text).leaf.transformation == expected + delivery


@pytest.mark.parametrize("condition", ["tar_gt_1", "fc_gt_0", "idn_gt_3", "ils_gt_0.5"])
def test_what_nobody_knows_yet_is_answered_as_not_rendered(condition: str) -> None:
    with pytest.raises(NotRenderedYet, match="is not known yet") as caught:
        _derived(f"if_{condition}/r_1/if_end", asset())
    assert caught.value.component == f"if_{condition}"


def test_faces_that_nobody_has_looked_for_are_named() -> None:
    with pytest.raises(NotRenderedYet, match="Whether 'fc_gt_0' is not known yet"):
        _derived("if_w_gt_3_and_fc_gt_0/r_1/if_end", asset())
    assert _derived("if_fc_gt_0/r_1/if_end", asset(faces=())).leaf.transformation == "f_png"


@pytest.mark.parametrize("text", ["if_du_gt_3/r_1/if_end", "if_idu_gt_3/r_1/if_end", "w_idu"])
def test_an_image_has_no_duration(text: str) -> None:
    with pytest.raises(TransformationError, match="Images have no duration") as caught:
        _derived(text, asset())
    assert not isinstance(caught.value, NotRenderedYet)
    assert caught.value.component == text.partition("/")[0]


def test_what_decides_without_a_duration_needs_none() -> None:
    assert _derived("if_w_gt_3_or_du_gt_3/r_1/if_end", asset()).leaf.transformation == "r_1/f_png"


@pytest.mark.parametrize(
    "fact",
    [
        {"custom_coordinates": ((9, 9, 9, 9),)},
        {"faces": ((9, 9, 9, 9), (1, 1, 1, 1))},
        {"regions": (("logo", ((5, 5), (9, 9))),)},
        {"dpi": 301.0},
        {"illustration": 0.3},
        {"trimmed": (0, 0, 630, 200)},
        {"metadata": (("stock-level", 13.0),)},
    ],
    ids=lambda fact: next(iter(fact)),
)
def test_a_fact_counts_by_the_answer_of_the_condition_alone(fact: dict[str, Any]) -> None:
    """S1-016 S1-032 S1-033: another value with the same answer is the same derived asset."""
    text = (
        "if_ccc_eq_1_and_fc_eq_2_and_!logo!_in_rn_and_rc_gt_0_and_idn_gte_300_and_ils_lt_0.5"
        "_and_tar_gt_2_and_md:!stock-level!_lt_50/r_1/if_end"
    )
    assert _derived(text).leaf.transformation == "r_1/f_png"
    assert _derived(text, replace(_SHOES, **fact)).fingerprint == _derived(text).fingerprint


@pytest.mark.parametrize(
    ("guarded", "what"),
    [
        ("cs_srgb", "cs_"),
        ("d_sample.png", "d_"),
        ("dl_20", "dl_"),
        ("a_ignore", "a_ignore"),
        ("c_fit,fl_no_overflow,w_3", "fl_no_overflow"),
    ],
)
def test_what_cannot_depend_on_a_condition_is_refused(guarded: str, what: str) -> None:
    with pytest.raises(TransformationError, match=f"{what} cannot depend on a condition") as caught:
        parse(f"if_w_gt_3/{guarded}/if_end")
    assert caught.value.component == guarded


def test_a_value_outside_the_limits_names_what_was_computed() -> None:
    with pytest.raises(TransformationError) as caught:
        _derived("r_3/$a_iw_mul_100/w_$a")
    assert caught.value.component == "w_$a"
    assert caught.value.parameter == "w"
    assert caught.value.expected.endswith("$a comes to 64000")
