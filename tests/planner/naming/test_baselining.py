"""Baselines: kept by themselves, and the rest planned as if they were originals."""

import pytest

from planner.baselining import continuation
from planner.derivation import Derivation, derive, leaf_revisions, plan_leaf
from planner.errors import NotRenderedYet
from planner.facts import AssetFacts, Client
from planner.transformation import parse
from tests.planner.plans import asset

WEBP = Client(accept=frozenset({"webp"}))
DEFINITIONS = {
    "small": "c_scale,w_200/f_png",
    "square": "c_fill,h_100,w_100/f_jpg,q_60",
    "tagged": "if_!red!_in_tags/c_scale,w_50/if_end/f_png",
    "round": "c_fill,h_90,r_max,w_90/f_png",
    "trimmed": "e_trim/f_png",
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
    "written",
    [
        "bl_small/c_crop,g_face,w_9",
        "bl_small/if_fc_gt_0/w_9/if_end",
        "bl_small/if_rc_gt_0/w_9/if_end",
        "bl_small/if_iw_gt_9/if_tar_gt_1/w_9/if_end/if_end",
        "bl_trimmed/w_9",
    ],
)
def test_what_only_the_original_or_the_picture_tells_is_refused_by_name(written: str) -> None:
    """Never taken from the original in silence: its pixels are not those of the kept result."""
    with pytest.raises(NotRenderedYet, match="baseline"):
        _derived(written, asset(faces=((1, 2, 3, 4),), regions=(("a", ((1, 2), (3, 4))),)))
