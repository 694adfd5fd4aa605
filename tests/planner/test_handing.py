"""What concerns the answer alone makes no other derived asset."""

import pytest

from planner.derivation import derive
from planner.facts import Client
from planner.handing import Handing
from planner.transformation import parse
from tests.planner.plans import asset


@pytest.mark.parametrize(
    ("written", "handing"),
    [
        ("fl_attachment", Handing(attachment="")),  # S2-062
        ("fl_attachment:name", Handing(attachment="name")),
        ("fl_attachment:a%252Eb", Handing(attachment="a.b")),
        ("fl_immutable_cache", Handing(immutable=True)),  # S2-065
        ("fl_attachment.immutable_cache", Handing(attachment="", immutable=True)),
    ],
)
def test_an_original_is_handed_over_as_it_is(written: str, handing: Handing) -> None:
    derivation = derive(parse(written), None, asset(), Client())
    assert derivation.original
    assert derivation.handing == handing


def test_a_derived_asset_is_the_same_whatever_its_answer_says() -> None:
    plain = derive(parse("c_scale,w_100/fl_progressive"), None, asset(), Client())
    saved = derive(parse("c_scale,w_100/fl_attachment:a.progressive"), None, asset(), Client())
    assert saved.fingerprint == plain.fingerprint
    assert saved.leaf == plain.leaf
    assert saved.handing == Handing(attachment="a")


@pytest.mark.parametrize(
    ("written", "handing"),
    [
        ("if_w_gt_300/fl_attachment:a/if_end/c_scale,w_100", Handing(attachment="a")),
        ("if_w_lt_300/fl_attachment:a/if_end/c_scale,w_100", Handing()),
        ("fl_attachment:b/if_w_gt_300/fl_attachment:a/if_end/w_100", Handing(attachment="a")),
        ("if_w_gt_300/fl_attachment:a/if_end/w_100,fl_attachment:b", Handing(attachment="b")),
    ],
)
def test_a_condition_may_decide_on_how_an_answer_is_handed_over(
    written: str, handing: Handing
) -> None:
    """Still it makes no other derived asset."""
    derivation = derive(parse(written), None, asset(), Client())
    assert derivation.handing == handing
    assert derivation.fingerprint == derive(parse("w_100"), None, asset(), Client()).fingerprint
