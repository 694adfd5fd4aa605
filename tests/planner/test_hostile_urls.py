"""Hostile URLs, whole: each is answered with the part that is wrong, within a few milliseconds."""

from time import process_time

import pytest

from planner.derivation import derive
from planner.errors import PlannerError, TransformationError
from planner.facts import Client
from planner.transformation import parse
from planner.url import parse_delivery_path
from tests.planner.plans import asset

#: Definitions that lead back to themselves, and one that multiplies.
_DEFINITIONS = {
    "round": "r_5/t_about",
    "about": "t_round",
    "itself": "t_itself",
    "many": "/".join(["t_more"] * 20),
    "more": "/".join(["t_most"] * 20),
    "most": "/".join(["r_5"] * 20),
}

#: What a refusal may take, in seconds of the processor, on a machine that is slow and busy.
_SOON = 0.03

_HOSTILE = [
    ("/".join(["w_1"] * 10_000), "too long"),
    ("/".join(["w_1"] * 3_000), "Too many components in component 'w_1'"),
    ("/".join(["l_x"] * 64 + ["fl_layer_apply"] * 64), "Too many components"),
    ("/".join(["l_x"] * 45 + ["fl_layer_apply"] * 45), "nested too deeply"),
    ("/".join(["if_w_gt_1"] * 64), "nested too deeply"),
    ("/".join(["if_w_gt_1/r_1/if_else"] * 33), "nested too deeply"),
    ("t_itself", "itself > itself"),
    ("t_round/w_100", "round > about > round"),
    ("t_many", "too many components"),
    ("w_2" + "_pow_2" * 190, "too large a number"),
    ("w_9_pow_9_pow_9_pow_9", "too large a number"),
    ("w_2_pow_99999999", "too large a number|Too large an exponent"),
    ("$a_9/" + "$a_$a_pow_$a/" * 20 + "w_$a", "too large a number|Too large an exponent"),
    ("w_iw_pow_64", "too large a number"),
    ("w_iw_div_0", "Division by zero"),
    ("w_iw_mul_0.000001_pow_64_mul_0", "Invalid width"),
    ("w_NaN,h_5", "Invalid width 'NaN'"),
    ("w_nan_add_1,h_5", "Invalid width"),
    ("w_Infinity,h_5", "Invalid width"),
    ("w_1e9,h_5", "Invalid width '1e9'"),
    ("c_pad,w_1000000000,h_1", "Invalid width '1000000000'"),
    ("c_pad,w_30000,h_30000", "would become 30000 x"),
    ("bo_999999999px_solid_red,w_5", "Invalid border"),
    ("c_scale,w_100.0", "would become"),
    ("c_mpad,x_1000000000,w_5", "Invalid horizontal offset"),
    ("w_80%00,h_5", "Invalid width"),
    ("l_text:Arial_40:a%00b,co_red", "Invalid overlay"),
    ("l_..:..:secret,w_5", "Invalid overlay"),
    ("d_..:..:secret.png,w_5", "Invalid default image"),
    ("w_%E2%80%AE80,h_5", "Invalid width"),
    ("c_fill,g_%D7%A9%D7%9C%D7%95%D7%9D", "Invalid gravity"),
    ("c_fill,w_%FF", "Invalid percent-encoding"),
    ("a_" + ":".join(["45.5"] * 2_000) + ":x,w_5", "Invalid angle"),
    ("e_trim" + ":" * 6_000 + ",w_5", "Invalid effect"),
    ("e_gen_remove:prompt_" + "(" * 6_000 + ",w_5", "Invalid effect"),
    ("b_auto:palette_" + "_".join(["gray50"] * 900) + ",c_pad", "Invalid background"),
    ("if_" + "_and_".join(["w_gt_1"] * 500) + "/r_1", "condition|Condition"),
    ("if_" + "!a" * 3_000 + "/r_1", "condition|Condition"),
]


def _answer(path: str) -> PlannerError:
    try:
        url = parse_delivery_path(path)
        if url.doubt is not None:
            # There is no asset in a folder of that name.
            return url.doubt
        derive(parse(url.transformation, definitions=_DEFINITIONS), None, asset(), Client())
    except PlannerError as refusal:
        return refusal
    raise AssertionError(path[:200])


@pytest.mark.parametrize(("hostile", "named"), _HOSTILE, ids=lambda text: text[:40])
def test_a_hostile_url_is_answered_at_once_with_the_part_that_is_wrong(
    hostile: str, named: str
) -> None:
    """F23."""
    path = f"/demo/image/upload/{hostile}/boot.jpg"
    taken = []
    for _ in range(3):
        began = process_time()
        refusal = _answer(path)
        taken.append(process_time() - began)
    assert any(part in str(refusal) for part in named.split("|"))
    assert len(str(refusal)) < 3_000
    if isinstance(refusal, TransformationError):
        assert refusal.status == 400
    assert min(taken) < _SOON


@pytest.mark.parametrize(
    "name", ["..", "%2e%2e/%2e%2e/a", "a/../b", "a%00b", "%FF", "x" * 16_400, "."]
)
def test_a_hostile_name_is_refused(name: str) -> None:
    """F23."""
    with pytest.raises(PlannerError):
        parse_delivery_path(f"/demo/image/upload/w_100/{name}")
