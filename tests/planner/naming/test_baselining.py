"""Baselines: kept by themselves, and the rest planned as if they were originals."""

from dataclasses import replace
from typing import Any

import pytest

from planner.baselining import continuation
from planner.derivation import Derivation, derive, leaf_revisions, plan_leaf
from planner.errors import NotRenderedYet
from planner.facts import AssetFacts, Client
from planner.transformation import parse
from tests.planner.plans import asset
from tests.planner.plans import written as steps_written

WEBP = Client(accept=frozenset({"webp"}))
DEFINITIONS = {
    "small": "c_scale,w_200/f_png",
    "square": "c_fill,h_100,w_100/f_jpg,q_60",
    "tagged": "if_!red!_in_tags/c_scale,w_50/if_end/f_png",
    "round": "c_fill,h_90,r_max,w_90/f_png",
    "trimmed": "e_trim/f_png",
    "half": "c_crop,g_east,h_427,w_320/c_scale,w_160/f_png",
    "carved": "c_scale,g_liquid,w_600/f_png",
    "late": "e_trim/if_w_gt_3/f_png/if_end",
    "undrawn": "e_gen_restore/f_png",
    "moving": "c_scale,w_200/f_webp",
}


def _derived(
    written: str,
    source: AssetFacts | None = None,
    extension: str | None = None,
    definitions: dict[str, str] | None = None,
) -> Derivation:
    transformation = parse(written, definitions=definitions or DEFINITIONS)
    return derive(transformation, extension, source or asset(), WEBP)


@pytest.mark.parametrize(
    ("written", "extension", "size", "form"),
    [
        ("bl_small/c_scale,w_0.5", None, (100, 67), "png"),
        ("bl_small/c_scale,w_iw_div_4", None, (50, 33), "png"),  # of the kept result
        ("bl_small/c_fill,h_50,w_60", "jpg", (60, 50), "jpg"),
        ("bl_square/c_scale,w_0.5/f_auto", None, (50, 50), "webp"),
        ("bl_square/f_png", None, (100, 100), "png"),
        ("bl_square", "webp", (100, 100), "webp"),
    ],
)
def test_the_rest_is_made_of_the_kept_result(
    written: str, extension: str | None, size: tuple[int, int], form: str
) -> None:
    derived = _derived(written, extension=extension)
    begun = continuation(derived.leaf, asset().of_content())
    assert begun is not None
    name = written.removeprefix("bl_").partition("/")[0]
    assert begun.baseline == _derived(DEFINITIONS[name]).leaf
    plan = plan_leaf(begun.rest, begun.content)
    assert plan == derived.plan
    assert (plan.width, plan.height, plan.output.format) == (*size, form)
    assert derived.leaf.fingerprint == begun.rest.fingerprint
    assert leaf_revisions(derived.leaf) == derived.revisions


@pytest.mark.parametrize(("written", "extension"), [("bl_small", None), ("bl_small", "png")])
def test_nothing_behind_a_baseline_is_the_kept_result_itself(
    written: str, extension: str | None
) -> None:
    derived = _derived(written, extension=extension)
    assert derived.leaf == _derived(DEFINITIONS["small"]).leaf
    assert continuation(derived.leaf, asset().of_content()) is None
    assert not derived.original


def test_the_identity_is_that_of_the_definition_and_of_the_rest() -> None:
    one = _derived("bl_small/r_5")
    other = {"other": "f_png/w_200"}
    assert _derived("bl_other/r_5", definitions=other).fingerprint == one.fingerprint
    edited = {"small": "c_scale,w_201/f_png"}
    assert _derived("bl_small/r_5", definitions=edited).fingerprint != one.fingerprint
    assert _derived("bl_small/r_6").fingerprint != one.fingerprint
    assert _derived("t_small/r_5").fingerprint != one.fingerprint
    newer = asset(version_id="newer")
    assert _derived("bl_small/r_5", newer).fingerprint != one.fingerprint


def test_what_a_definition_reads_of_the_asset_is_decided_before_it_is_kept() -> None:
    plain, tagged = _derived("bl_tagged/w_20"), _derived("bl_tagged/w_20", asset(tags=("red",)))
    assert plain.fingerprint != tagged.fingerprint
    sizes = []
    for derived in (plain, tagged):
        begun = continuation(derived.leaf, asset().of_content())
        assert begun is not None
        sizes.append((begun.content.width, begun.content.height))
    assert sizes == [(640, 427), (50, 33)]


@pytest.mark.parametrize(("written", "alpha"), [("bl_round/w_20", True), ("bl_small/w_20", False)])
def test_what_is_transparent_when_it_is_kept_is_so_behind_it(written: str, alpha: bool) -> None:
    begun = continuation(_derived(written).leaf, asset().of_content())
    assert begun is not None
    assert begun.content.has_alpha == alpha


@pytest.mark.parametrize(
    ("written", "component"),
    [
        ("bl_small/if_idn_gt_72/w_9/if_end", "if_idn_gt_72"),
        ("bl_small/if_ils_gt_0.5/w_9/if_end", "if_ils_gt_0.5"),
        ("bl_small/if_iw_gt_9/if_tar_gt_1/w_9/if_end/if_end", "if_tar_gt_1"),
        ("bl_late/w_9", ""),
    ],
)
def test_what_only_the_bytes_of_the_kept_result_tell_is_refused_by_name(
    written: str, component: str
) -> None:
    """Never taken from the original in silence: its pixels are not those of the kept result."""
    with pytest.raises(NotRenderedYet, match="baseline") as caught:
        _derived(written, asset(dpi=300, illustration=1, trimmed=(0, 0, 9, 9)))
    assert caught.value.component == component


def test_what_is_wrong_with_a_definition_is_told_of_the_name_that_was_written() -> None:
    with pytest.raises(NotRenderedYet) as caught:
        _derived("bl_undrawn/w_9")
    assert caught.value.component == "bl_undrawn"
    assert "'e_gen_restore' of its definition" in caught.value.message


#: Of a picture of 640 x 427; the second rectangle and the face are no part of its right half.
TOLD: dict[str, Any] = {
    "custom_coordinates": ((400, 100, 80, 60), (0, 0, 10, 10)),
    "faces": ((10, 20, 40, 40),),
    "regions": (("sign", ((340, 40), (380, 60), (360, 80))),),
}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("bl_half/c_crop,g_custom", "Crop 40 50 40 30"),
        ("bl_half/c_crop,g_region_!sign!", "Crop 10 20 20 20"),
        ("bl_half/c_crop,g_face,h_9,w_9", "Crop 76 0 9 9"),  # it has left: to the north
        ("bl_small/c_crop,g_face", "Crop 3 6 13 13"),
        ("bl_half/if_ccc_eq_2_and_fc_eq_1_and_!sign!_in_rn/r_5/if_end", "Round 5"),
        ("bl_half/if_pc_eq_1/r_5/if_end", "Round 5"),
    ],
)
def test_areas_of_the_original_lie_where_they_come_to_in_the_kept_result(
    written: str, expected: str
) -> None:
    """They count as many as they were, as they do without a baseline."""
    source = asset(**TOLD)
    derived = _derived(written, source)
    assert steps_written(derived.plan.steps) == expected
    begun = continuation(derived.leaf, source.of_content())
    assert begun is not None
    assert plan_leaf(begun.rest, begun.content) == derived.plan


def test_an_area_nobody_knows_where_it_lies_is_not_looked_for_behind_a_baseline() -> None:
    for name in ("trimmed", "carved"):
        for written in (f"bl_{name}/c_crop,g_custom", f"bl_{name}/if_ccc_gt_1/r_5/if_end"):
            with pytest.raises(NotRenderedYet, match="areas of the original"):
                _derived(written, asset(**TOLD))
            assert not _derived(written).original


@pytest.mark.parametrize(
    ("written", "expected", "form"),
    [
        ("bl_trimmed/w_100", "Resize 100 75", "png"),
        ("bl_trimmed/w_iw_div_4", "Resize 100 75", "png"),
        ("bl_trimmed/c_crop,g_center,h_0.5,w_0.5", "Crop 100 75 200 150", "png"),
        ("bl_trimmed/if_iw_gt_300/r_5/if_else/w_5/if_end", "Round 5", "png"),
        ("bl_trimmed/if_iar_gt_1_and_w_lt_640/f_webp/if_end", "-", "webp"),
        ("bl_trimmed/f_auto/r_5", "Round 5", "webp"),
    ],
)
def test_a_baseline_whose_size_its_picture_tells_is_gone_on_with_when_it_is_made(
    written: str, expected: str, form: str
) -> None:
    derived = _derived(written)
    assert (derived.plan.width, derived.plan.height) == (0, 0)
    begun = continuation(derived.leaf, asset().of_content())
    assert begun is not None
    assert begun.baseline == _derived(DEFINITIONS["trimmed"]).leaf
    plan = plan_leaf(begun.rest, replace(begun.content, width=400, height=300))
    assert (steps_written(plan.steps), plan.output.format) == (expected, form)


def test_an_animation_is_kept_as_one_and_upright() -> None:
    source = asset(format="gif", pages=5, orientation=6)
    begun = continuation(_derived("bl_moving/w_9", source).leaf, source.of_content())
    assert begun is not None
    assert (begun.content.pages, begun.content.orientation) == (5, 1)
