"""The style of a stored text is written into what names it, and is all that is taken of it."""

from dataclasses import replace

import pytest

from planner.derivation import Derivation, derive, plan_leaf
from planner.errors import ReferenceNotFound, TransformationError
from planner.facts import AssetFacts, Client
from planner.layers.assets import AssetName
from planner.transformation import parse
from tests.planner.plans import asset

_TEXT = asset(
    54,
    20,
    asset_id="text",
    format="png",
    text="b_white,co_red,l_text:Arial_40_bold:Sample%20text,o_60",
)

#: How a layer in that style says Hi.
_LAID = "b_white,co_red,l_text:Arial_40_bold:Hi/o_60/fl_layer_apply"


def _lookup(name: AssetName) -> AssetFacts | None:
    return _TEXT if name == AssetName("image", "text", "sample") else None


def _derived(written: str, text: AssetFacts = _TEXT) -> Derivation:
    found = {AssetName("image", "text", "sample"): text}
    derivation = derive(parse(written), "png", asset(), Client(), found.get)
    planned = plan_leaf(derivation.leaf, asset().of_content())
    assert planned == derivation.plan
    return derivation


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("l_text:sample:Hi", _LAID),
        (
            "co_blue,l_text:sample:Hi,o_20",
            "b_white,co_blue,l_text:Arial_40_bold:Hi/o_60/o_20/fl_layer_apply",
        ),
        (
            "u_text:sample:Hi/fl_layer_apply,g_south",
            "b_white,co_red,u_text:Arial_40_bold:Hi/o_60/fl_layer_apply,g_south",
        ),
        (
            "$s_!sample!/l_text:$s:$(s)/c_scale,w_0.5/fl_layer_apply",
            "b_white,co_red,l_text:Arial_40_bold:sample/o_60/c_scale,w_0.5/fl_layer_apply",
        ),
        (
            "if_w_gt_100/l_text:sample:wide/if_else/l_text:sample:narrow/if_end",
            "b_white,co_red,l_text:Arial_40_bold:wide/o_60/fl_layer_apply",
        ),
        (
            "e_trim/l_text:sample:Hi",
            f"e_trim/{_LAID}",
        ),
        (
            "l_text:Arial_9:a/l_text:sample:Hi/fl_layer_apply/fl_layer_apply",
            f"l_text:Arial_9:a/{_LAID}/fl_layer_apply",
        ),
    ],
)
def test_a_style_is_written_where_it_is_named(written: str, expected: str) -> None:
    """A layer's own colours count, its opacity comes on top; the leaf needs the text no more."""
    leaf = _derived(written).leaf
    assert leaf.transformation == f"{expected}/f_png"
    assert leaf.layers == ()


def test_only_the_style_of_a_stored_text_is_part_of_an_identity() -> None:
    before = _derived("l_text:sample:Hi").fingerprint
    others = (
        ("b_white,co_red,l_text:Arial_40_bold:Other,o_60", True),
        ("b_white,co_red,l_text:Arial_41_bold:Sample%20text,o_60", False),
        ("b_white,co_rgb:ff0001,l_text:Arial_40_bold:Sample%20text,o_60", False),
        ("co_red,l_text:Arial_40_bold:Sample%20text,o_60", False),
    )
    for text, same in others:
        newer = replace(_TEXT, version_id="newer", text=text)
        assert (_derived("l_text:sample:Hi", newer).fingerprint == before) is same


def test_a_stored_text_alone_is_an_image() -> None:
    derivation = _derived("l_text:sample/fl_layer_apply")
    (layer,) = derivation.leaf.layers
    assert layer.name == AssetName("image", "text", "sample")
    assert layer.content == _TEXT.of_content()
    newer = replace(_TEXT, version_id="newer")
    other = _derived("l_text:sample/fl_layer_apply", newer)
    assert other.fingerprint != derivation.fingerprint


def test_a_style_that_is_not_stored_is_named() -> None:
    for written in ("l_text:nobody:Hi", "l_text:nobody", "e_trim/l_text:nobody:Hi"):
        with pytest.raises(ReferenceNotFound, match="image 'nobody' of type text") as caught:
            derive(parse(written), None, asset(), Client(), _lookup)
        assert caught.value.parameter == "l"


def test_what_is_no_text_has_no_style() -> None:
    with pytest.raises(TransformationError, match="'sample' is no stored text") as caught:
        _derived("l_text:sample:Hi", replace(_TEXT, text=""))
    assert caught.value.component == "l_text:sample:Hi"
