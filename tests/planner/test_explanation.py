"""Explanations: plain data that says what is done, and what is probably not meant."""

import json

import pytest

from planner.effects.colour import SEPIA
from planner.explanation import check, explain
from planner.flags.delivery import PROGRESSIVE
from planner.flags.layers import LAYER_APPLY, TILED
from planner.parameters.sides import WIDTH
from planner.questions import read_question
from tests.planner.plans import asset


def test_a_right_transformation_is_judged_so() -> None:
    assert check("w_100/f_auto") == {
        "input": "w_100/f_auto",
        "ok": True,
        "media": "image",
        "canonical": "c_scale,w_100/f_auto",
        "facts": ["format", "size"],
        "components": 2,
        "error": None,
    }


def test_a_wrong_transformation_is_judged_with_what_would_be_right() -> None:
    verdict = check("r_20/c_fill,w_abc")
    assert not verdict["ok"]
    assert verdict["canonical"] is None
    assert verdict["error"] == {
        "component": "c_fill,w_abc",
        "parameter": "w",
        "expected": WIDTH.grammar.expected,
        "message": "Invalid width 'abc'",
    }


@pytest.mark.parametrize(
    ("text", "role", "meaning"),
    [
        ("c_lfill,h_9,w_9", "action", "As fill, but never enlarge."),
        ("e_sepia:40", "action", SEPIA.sentence),
        ("fl_progressive", "global", PROGRESSIVE.sentence),
        ("fl_layer_apply.tiled,l_a", "qualifier", f"{LAYER_APPLY.sentence} {TILED.sentence}"),
        ("w_9", "qualifier", WIDTH.sentence),
    ],
)
def test_a_mode_an_effect_or_a_flag_is_explained_by_its_own_sentence(
    text: str, role: str, meaning: str
) -> None:
    (component,) = explain(text)["components"]
    key = text.partition("_")[0]
    said = next(each for each in component["parameters"] if each["key"] == key)
    assert (said["role"], said["meaning"]) == (role, meaning)


def test_what_cannot_be_computed_is_judged_wrong() -> None:
    verdict = check("c_scale,w_$size")
    assert not verdict["ok"]
    assert verdict["error"]["message"] == "Undefined variable $size"
    assert verdict["error"]["component"] == "c_scale,w_$size"


@pytest.mark.parametrize(
    ("text", "component", "parameter"),
    [
        ("o_$nothing", "o_$nothing", "o"),
        ("r_3/$a_10_div_0/w_9", "$a_10_div_0", "$"),
        ("$a_!x!,$b_$a_mul_2/r_3", "$a_!x!,$b_$a_mul_2", "$"),
        ("$b_!screen!/e_$b", "e_$b", "e"),
        ("if_$nothing_eq_1/r_3/if_end", "if_$nothing_eq_1", "if"),
        ("if_w_gt_3/r_3/if_end/if_end", "if_end", "if"),
        ("l_a/fl_layer_apply/fl_layer_apply,x_3", "fl_layer_apply,x_3", "fl"),
    ],
)
def test_what_goes_wrong_between_components_is_told_of_one_and_its_parameter(
    text: str, component: str, parameter: str
) -> None:
    error = check(text)["error"]
    assert (error["component"], error["parameter"]) == (component, parameter)


def test_a_host_of_one_cloud_is_understood() -> None:
    address = "https://demo-res.example.com/image/upload/bo_1px_solid_gray/f_auto/boot.png"
    question = read_question(address)
    assert question.url is not None
    assert (question.url.cloud, question.url.public_id) == ("demo", "boot")
    assert question.transformation == "bo_1px_solid_gray/f_auto"


def test_a_parameter_of_another_kind_of_asset_is_wrong() -> None:
    assert check("o_50", "image")["ok"]
    assert check("o_50", "video")["error"] == {
        "component": "o_50",
        "parameter": "o",
        "expected": "image",
        "message": "o_ does not work on video assets",
    }


def test_an_explanation_follows_the_size_through_every_step() -> None:
    derived = explain("c_fill,h_200,w_200/a_45,b_red/f_webp", asset())["derived"]
    assert [(step["step"], step["size"]) for step in derived["steps"]] == [
        ("resize", [300, 200]),
        ("crop", [200, 200]),
        ("rotate", [283, 283]),
    ]
    assert derived["steps"][-1]["arguments"]["background"] == "red"
    assert (derived["width"], derived["height"]) == (283, 283)
    assert derived["folded"] == "c_fill,h_200,w_200/a_45,b_red/f_webp,q_75"


def test_an_explanation_is_json() -> None:
    explained = explain("bo_5px_solid_red,r_20:40/o_50/f_auto/q_auto", asset())
    assert json.loads(json.dumps(explained))["canonical"] == explained["canonical"]


def test_colours_are_explained_as_they_are_written() -> None:
    written = "b_auto:border:palette_red_rgb:010203,c_pad,h_9,w_9/e_tint:100:blue:20p"
    explained = json.loads(json.dumps(explain(written, asset())))
    steps = {step["step"]: step["arguments"] for step in explained["derived"]["steps"]}
    assert steps["autobackground"]["palette"] == ["red", "rgb:010203"]
    assert steps["applyeffect"]["arguments"] == [False, 100.0, [["blue", 20.0]]]


def test_what_draws_a_layer_is_explained_as_its_steps() -> None:
    written = "l_text:Arial_20:Hi/c_scale,w_50/fl_layer_apply,g_north"
    (shown,) = json.loads(json.dumps(explain(written, asset())))["derived"]["steps"]
    assert shown["arguments"]["source"]["words"] == "Hi"
    written = "l_logo/c_scale,w_50/r_5/fl_layer_apply,g_north"
    explained = explain(written, asset(), lookup=lambda _: asset(200, 100))
    (shown,) = json.loads(json.dumps(explained))["derived"]["steps"]
    assert [step["step"] for step in shown["arguments"]["draft"]] == ["resize", "round"]
    assert shown["arguments"]["placement"]["gravity"] == "north"


def test_what_is_not_drawn_yet_is_explained_as_far_as_it_is_understood() -> None:
    explained = explain("c_fill,h_9,w_9/e_gen_restore", asset())
    assert explained["canonical"] == "c_fill,h_9,w_9/e_gen_restore"
    assert explained["derived"] is None
    assert explained["undrawn"]["parameter"] == "e"


def test_conditions_and_layers_are_explained_in_their_order() -> None:
    text = "if_w_gt_300/l_logo/c_scale,w_9/fl_layer_apply/if_else/r_5/if_end"
    assert [part["text"] for part in explain(text)["components"]] == text.split("/")
    meant = explain(text)["components"][0]["parameters"]
    assert (meant[0]["key"], meant[0]["value"]) == ("if", "w_gt_300")


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("if_fc_gt_2/r_5/if_end", ["faces"]),
        ("if_!hat!_in_rn/r_5/if_end", ["regions"]),
        ("if_!sale!_in_tags_or_ctx:!a!_eq_!b!/r_5/if_end", ["context", "tags"]),
        ("if_md:!stock!_lt_50/r_5/if_end", ["metadata"]),
        ("if_ccc_eq_1/r_5/if_end", ["coordinates"]),
        ("c_scale,w_iw_div_2", ["size"]),
    ],
)
def test_an_explanation_names_the_facts_that_are_asked_for(text: str, facts: list[str]) -> None:
    assert set(facts) <= set(explain(text)["facts"])


def test_an_explanation_needs_no_asset() -> None:
    assert "derived" not in explain("w_100")


@pytest.mark.parametrize(
    ("transformation", "warning"),
    [
        ("b_red", "A background alone in component 'b_red' is painted here"),
        ("b_red", "b_red,c_pad,w_1.0 is."),
        ("c_fit,g_north,w_9", "g_north has no effect in component 'c_fit,g_north,w_9'."),
        ("x_5", "x_5 has no effect"),
        ("dpr_2.0", "dpr has no effect without a width or height in pixels."),
        ("f_png,q_80", "q has no effect on png, which loses nothing."),
        ("a_auto_right", "a_auto_right has no effect in component 'a_auto_right'."),
        ("fl_tiled.relative", "fl_relative has no effect in component 'fl_tiled.relative'"),
        ("if_w_gt_9/fl_relative/if_end", "fl_relative has no effect in component"),
    ],
)
def test_what_is_probably_not_meant_is_warned_of(transformation: str, warning: str) -> None:
    """S3-023: the vendor loses such a background; this says so."""
    assert any(warning in given for given in explain(transformation)["warnings"])


@pytest.mark.parametrize(
    "transformation",
    [
        *("c_fill,g_north,h_9,w_9", "b_red,c_pad,w_9", "w_9/dpr_2.0", "f_jpg,q_80"),
        *("c_crop,w_9,x_0", "b_red,c_pad,w_1.0", "a_w", "a_iw_div_9,c_fill,h_9,w_9", "o_0"),
        "l_a/c_scale,fl_relative,w_0.5/fl_layer_apply.tiled",
    ],
)
def test_what_is_meant_is_not_warned_of(transformation: str) -> None:
    assert explain(transformation)["warnings"] == []
