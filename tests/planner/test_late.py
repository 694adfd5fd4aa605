"""Late planning: what waits for a size that only the picture tells, and how it goes on."""

import pytest

from planner.derivation import derive, plan_leaf
from planner.errors import NotRenderedYet, TransformationError
from planner.facts import AssetFacts, Client
from planner.layers.assets import AssetName
from planner.layers.setting import TextSetting
from planner.plan import RenderPlan
from planner.steps import ApplyLayer, Crop, Draft
from planner.transformation import parse
from tests.planner.fixture_lines import pairs
from tests.planner.plans import asset, going_on, written


def _leaf_plan(text: str, source: AssetFacts) -> RenderPlan:
    """Plan as a worker does, from what the gateway's derivation says."""
    derivation = derive(parse(text), "png", source, Client(), _badge)
    assert derivation.plan.rest is not None
    return plan_leaf(derivation.leaf, source.of_content())


def _badge(_name: AssetName) -> AssetFacts:
    return asset(80, 60, asset_id="badge")


@pytest.mark.parametrize(("example", "expected"), pairs("late.txt"))
def test_planning_goes_on_with_the_size_that_the_picture_tells(example: str, expected: str) -> None:
    text, sizes = (cell.strip() for cell in example.split("|"))
    steps, size = (cell.strip() for cell in expected.split("|"))
    plan = _leaf_plan(text, asset())
    draft = Draft(plan.steps, plan.width, plan.height, plan.rest)
    parts = [written(draft.steps)]
    for told in sizes.split():
        width, height = map(int, told.split("x"))
        assert draft.rest is not None
        assert (draft.width, draft.height) == (0, 0)
        draft = going_on(draft, width, height)
        parts.append(written(draft.steps))
    assert draft.rest is None
    assert " / ".join(parts) == steps
    assert f"{draft.width}x{draft.height}" == size


def test_words_make_the_rest_wait_unless_the_canvas_stays() -> None:
    """S2-071: how wide words are, fonts tell."""
    words = "l_text:Arial_40:hi/fl_layer_apply"
    assert derive(parse(words), "png", asset(), Client()).plan.rest is not None
    plan = derive(parse(f"{words}.no_overflow/w_w_div_2"), "png", asset(), Client()).plan
    assert plan.rest is None
    assert (plan.width, plan.height) == (320, 214)


def test_what_is_done_to_words_is_planned_when_they_are_drawn() -> None:
    plan = derive(
        parse("l_text:Arial_40:hi/c_scale,fl_relative,w_0.5/fl_layer_apply.no_overflow"),
        "png",
        asset(),
        Client(),
    ).plan
    (layer,) = plan.steps
    assert isinstance(layer, ApplyLayer)
    assert layer.draft.steps == ()
    assert written(going_on(layer.draft, 40, 20).steps) == "Resize 320 160"


def test_the_sides_of_the_original_are_those_of_the_asset_inside_a_layer_too() -> None:
    """S4-004; ruling 9."""
    plan = derive(parse("l_logo/w_iw_div_4/fl_layer_apply"), "png", asset(), Client(), _badge).plan
    (layer,) = plan.steps
    assert isinstance(layer, ApplyLayer)
    assert written(layer.draft.steps) == "Resize 160 120"


@pytest.mark.parametrize(
    ("inner", "side", "steps"),
    [
        ("if_w_gt_100/r_5/if_end", 500, "Resize 250 188; Round 5"),
        ("if_w_gt_100/r_5/if_end", 100, "Resize 50 38"),
        ("$x_w_div_10/r_$x", 100, "Resize 50 38; Round 5"),
        ("c_crop,h_20,w_20", 100, "Resize 50 38; Crop 15 9 20 20"),
    ],
)
def test_sides_of_a_layer_that_are_shares_of_a_late_base_are_those_that_it_turns_out_to_have(
    inner: str, side: int, steps: str
) -> None:
    text = f"e_trim/l_logo/c_scale,fl_relative,w_0.5/{inner}/fl_layer_apply"
    derivation = derive(parse(text), "png", asset(), Client(), _badge)
    plan = plan_leaf(derivation.leaf, asset().of_content())
    (layer,) = going_on(plan, side, 80).steps
    assert isinstance(layer, ApplyLayer)
    assert written(layer.draft.steps) == steps


@pytest.mark.parametrize(
    ("text", "kind", "parameter"),
    [
        ("e_trim/if_w_gt_300/w_100,dpr_2/if_end", "jpg", "dpr"),
        ("e_trim/w_100,dpr_w_div_100", "jpg", "dpr"),
        ("e_trim/if_w_gt_300/fl_attachment/if_end", "jpg", "fl"),
        ("e_trim/if_w_gt_300/f_png/if_end/fl_attachment", "jpg", "fl"),
        ("e_trim/if_w_gt_300/dn_300/if_end", "pdf", "dn"),
        ("l_text:Arial_40:hi/if_w_gt_9/q_10/if_end/fl_layer_apply", "jpg", "q"),
        ("e_trim/l_logo/q_w_div_9,w_0.5,fl_relative/fl_layer_apply", "jpg", "q"),
    ],
)
def test_what_is_done_before_the_picture_tells_its_size_cannot_wait_for_it(
    text: str, kind: str, parameter: str
) -> None:
    """Lengths are multiplied, documents opened and answers named before; a layer has its own."""
    with pytest.raises(
        NotRenderedYet, match=r"only the picture tells|before its picture"
    ) as caught:
        derive(parse(text), None, asset(format=kind), Client(), _badge)
    assert caught.value.parameter == parameter


@pytest.mark.parametrize(
    ("text", "accepted", "expected", "vary"),
    [
        (
            "e_trim/if_w_gt_300/f_webp/if_else/f_jpg/if_end",
            (),
            "f_png/e_trim/if_w_gt_300/f_webp/if_else/f_jpg/if_end",
            (),
        ),
        (
            "e_trim/if_w_gt_300/f_auto,q_auto/if_end",
            ("avif",),
            "f_png/e_trim/if_w_gt_300/f_avif,q_auto:good/if_end",
            ("Accept", "Save-Data"),
        ),
        (
            "f_auto/e_trim/if_w_gt_300/q_auto:eco:sensitive/if_end",
            (),
            "e_trim/f_jpg/if_w_gt_300/q_auto:good/if_end",
            ("Accept",),
        ),
        ("e_trim/q_w_div_9/f_bmp", (), "f_bmp/e_trim/q_w_div_9/f_bmp", ()),
    ],
)
def test_what_a_client_decides_is_written_where_it_may_come_to_count(
    text: str, accepted: tuple[str, ...], expected: str, vary: tuple[str, ...]
) -> None:
    client = Client(frozenset(accepted))
    derivation = derive(parse(text), "png", asset(), client)
    assert derivation.leaf.transformation == expected
    assert derivation.leaf.format == ""
    assert derivation.vary == vary


@pytest.mark.parametrize(
    ("text", "size", "form", "quality"),
    [
        ("e_trim/if_w_gt_300/f_webp/if_else/f_jpg/if_end", 400, "webp", 75),
        ("e_trim/if_w_gt_300/f_webp/if_else/f_jpg/if_end", 200, "jpg", 80),
        ("e_trim/if_w_gt_300/q_10/if_end/f_jpg", 400, "jpg", 10),
        ("q_30/e_trim/if_w_gt_300/q_10/if_end/f_jpg", 200, "jpg", 30),
        ("e_trim/q_w_div_10/w_50/f_jpg", 400, "jpg", 40),
        ("e_trim/q_w_div_10/f_jpg,q_50", 400, "jpg", 50),
        ("e_trim/$x_w_div_10/q_$x,f_webp/$x_3/r_$x", 400, "webp", 40),
        ("e_trim/if_w_gt_300/f_bmp/if_end/f_webp", 400, "webp", 75),
        ("e_trim/if_w_gt_300/r_20/f_jpg/if_end", 400, "jpg", 80),
    ],
)
def test_the_size_that_a_picture_turns_out_to_have_decides_how_it_is_encoded(
    text: str, size: int, form: str, quality: int
) -> None:
    plan = _leaf_plan(text, asset())
    draft = going_on(plan, size, size)
    assert draft.output is not None
    assert (draft.output.format, draft.output.quality) == (form, quality)


def test_the_style_of_a_text_may_wait_for_the_picture() -> None:
    plan = _leaf_plan("e_trim/$x_w_div_20/l_text:Arial_$x:hi/fl_layer_apply", asset())
    (layer,) = going_on(plan, 400, 300).steps
    assert isinstance(layer, ApplyLayer)
    assert isinstance(layer.source, TextSetting)
    assert layer.source.style.size == 20


def test_a_format_without_transparency_is_laid_on_white_where_it_counts() -> None:
    plan = _leaf_plan("e_trim/r_20/if_w_gt_300/f_jpg/if_end", asset())
    assert written(going_on(plan, 400, 400).steps) == "Round 20; Flatten white"
    assert written(going_on(plan, 200, 200).steps) == "Round 20"


def test_what_nobody_knows_is_refused_before_anything_is_drawn() -> None:
    for text in ("e_trim/if_fc_gt_0/w_9/if_end", "e_trim/w_fc_mul_9", "e_trim/e_gen_restore"):
        with pytest.raises(NotRenderedYet):
            derive(parse(text), None, asset(), Client())


def test_a_picture_that_becomes_too_large_is_refused_when_that_is_known() -> None:
    plan = _leaf_plan("e_trim/c_scale,w_100.0", asset())
    with pytest.raises(TransformationError, match="would become 50000 x 40000"):
        going_on(plan, 500, 400)


def test_what_the_picture_has_decided_must_be_told_of_each_step() -> None:
    rest = _leaf_plan("e_trim/c_scale,w_90", asset()).rest
    assert rest is not None
    for decided in ((), ((Crop(0, 0, 90, 60),), (Crop(0, 0, 90, 60),))):
        with pytest.raises(ValueError, match="decided"):
            rest.resumed(90, 60, decided)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("e_trim/r_20/f_auto", True),
        ("e_trim/w_100/f_auto", False),
        ("e_trim/r_w_div_9/f_auto", True),
        ("e_trim/if_w_gt_300/r_5/if_end/f_auto", True),
        ("l_text:Arial_40:hi/fl_layer_apply/f_auto", False),
    ],
)
def test_whether_a_late_result_may_be_transparent_is_told_ahead(text: str, expected: bool) -> None:
    """Then the picture says whether it becomes a PNG or a JPEG."""
    assert derive(parse(text), None, asset(), Client()).plan.output.open is expected
