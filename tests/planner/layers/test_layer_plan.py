"""Layer plans: which assets a layer needs, where it lies, how it is applied."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.derivation import derive
from planner.errors import NotRenderedYet, ReferenceNotFound
from planner.facts import AssetFacts, Client
from planner.fingerprint import fingerprint
from planner.geometry.gravity import COMPASS
from planner.geometry.values import Size
from planner.language.component import Component, read_component
from planner.language.tree import flat
from planner.layers.assets import AssetName, asset_names, layer_facts, no_assets
from planner.layers.blocks import blocks
from planner.layers.layer_plan import Basis, LayerPlan, basis, layer_plan
from planner.layers.placement import at_compass, at_region, held, largest
from planner.transformation import parse
from tests.planner.plans import asset

_SIZES = st.builds(Size, st.integers(1, 500), st.integers(1, 500))


def _plan(text: str) -> LayerPlan:
    (block,) = blocks(parse(text).nodes)
    return layer_plan(block, no_assets)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("l_docs:camera.png/fl_layer_apply", [("image", "upload", "docs/camera")]),
        ("l_private:logo/fl_layer_apply", [("image", "private", "logo")]),
        ("l_video:docs:kitchen/fl_layer_apply", [("video", "upload", "docs/kitchen")]),
        ("l_audio:authenticated:song/fl_layer_apply", [("video", "authenticated", "song")]),
        ("l_lut:a.cube/fl_layer_apply", [("raw", "upload", "a.cube")]),
        ("l_subtitles:a.srt/fl_layer_apply", [("raw", "upload", "a.srt")]),
        ("l_fetch:aHR0cDovL2EvYg/fl_layer_apply", [("image", "fetch", "http://a/b")]),
        ("l_text:Arial_40:hi/fl_layer_apply", []),
        ("l_text:my.ttf_40:hi/fl_layer_apply", [("raw", "authenticated", "my.ttf")]),
        ("l_text:a:b:my.ttf_40:hi/fl_layer_apply", [("raw", "authenticated", "a/b/my.ttf")]),
        ("l_text:sample_style:hi/fl_layer_apply", [("image", "text", "sample_style")]),
        ("l_$image/fl_layer_apply", []),
        ("l_a/l_b/fl_layer_apply/fl_layer_apply/u_a", [("image", "upload", n) for n in "ab"]),
        ("if_w_gt_3/l_a/if_else/l_b/if_end", [("image", "upload", n) for n in "ab"]),
    ],
)
def test_a_transformation_names_the_assets_of_its_layers(
    written: str, expected: list[tuple[str, str, str]]
) -> None:
    """S3-003, S3-013."""
    names = asset_names(parse(written).nodes)
    assert [(name.asset_type, name.delivery_type, name.public_id) for name in names] == expected


def test_protected_assets_are_told_apart() -> None:
    names = asset_names(parse("l_private:a/fl_layer_apply/l_b/fl_layer_apply").nodes)
    assert [name.protected for name in names] == [True, False]


def test_a_font_may_be_named_by_all_though_its_file_is_protected() -> None:
    fonts = asset_names(parse("l_text:my.ttf_40:hi/fl_layer_apply").nodes)
    assert [(name.delivery_type, name.protected) for name in fonts] == [("authenticated", False)]
    table = asset_names(parse("l_lut:authenticated:a.cube/fl_layer_apply").nodes)
    assert [(name.delivery_type, name.protected) for name in table] == [("authenticated", True)]


def test_a_missing_asset_is_named() -> None:
    known = AssetName("image", "upload", "a")

    def lookup(name: AssetName) -> AssetFacts | None:
        return asset() if name == known else None

    assert layer_facts(parse("l_a/fl_layer_apply").nodes, lookup) == {known: asset()}
    with pytest.raises(ReferenceNotFound) as caught:
        layer_facts(parse("l_a/fl_layer_apply/l_docs:b,w_9/fl_layer_apply").nodes, lookup)
    assert caught.value.status == 404
    assert caught.value.component == "l_docs:b,w_9"
    assert caught.value.message == "Unknown or invalid referenced image 'docs/b' of type upload"


def test_a_plan_says_what_is_shown_and_how_it_is_applied() -> None:
    """S2-048, S2-090."""
    plan = _plan("fl_relative,l_logo,w_0.25/fl_layer_apply.tiled,e_multiply,g_south_east,x_20,so_2")
    assert not plan.under
    assert [(name.public_id, facts) for name, facts in plan.assets] == [("logo", None)]
    (inner,) = plan.inner
    assert isinstance(inner, Component)
    assert basis(inner) is Basis.BASE
    assert plan.application.gravity.name == "south_east"
    assert plan.application.x.value == 20
    assert plan.application.y is None
    assert plan.application.blend is not None
    assert plan.application.blend.effect.name == "multiply"
    assert plan.application.flags == {"tiled"}
    assert plan.application.start is not None
    assert not plan.application.splice


def test_a_text_keeps_what_says_how_it_is_set() -> None:
    """S2-042, S2-043."""
    plan = _plan("bo_9px_solid_blue,c_fit,co_yellow,e_sepia,l_text:Arial_100_stroke:hi,w_200")
    assert [key for key, _ in plan.text] == ["bo", "c", "co", "w"]
    assert [key for inner in flat(plan.inner) for key, _ in inner.values] == ["e"]


def test_an_underlay_and_a_spliced_clip_say_so() -> None:
    """S3-007, S3-009, S3-018."""
    assert _plan("u_bg/fl_layer_apply").under
    spliced = _plan("fl_splice:transition_(name_circleopen;du_2.5),l_video:a/fl_layer_apply,so_0")
    assert spliced.application.splice
    assert spliced.application.transition == ("circleopen", 2.5)
    assert _plan("fl_splice,l_video:a/fl_layer_apply").application.transition is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("c_scale,w_0.8", Basis.LAYER),
        ("c_scale,fl_relative,w_0.5", Basis.BASE),
        ("c_scale,fl_region_relative,w_0.75", Basis.REGION),
    ],
)
def test_a_decimal_size_has_its_basis(written: str, expected: Basis) -> None:
    """S2-049, S2-066, S2-093."""
    assert basis(read_component(written)) is expected


@pytest.mark.parametrize(
    ("gravity", "corner"),
    [
        ("north_west", (7, 5)),
        ("north", (52, 5)),
        ("north_east", (83, 5)),
        ("west", (7, 45)),
        ("center", (52, 45)),
        ("east", (83, 45)),
        ("south_west", (7, 75)),
        ("south", (52, 75)),
        ("south_east", (83, 75)),
    ],
)
def test_offsets_move_inwards(gravity: str, corner: tuple[int, int]) -> None:
    """S2-050, S2-090. On the middle axes they move right and down."""
    place = at_compass(Size(100, 90), Size(10, 10), gravity, Fraction(7), Fraction(5))
    assert place == corner


@given(_SIZES, _SIZES, st.sampled_from(sorted(COMPASS)), st.integers(-99, 99), st.integers(-99, 99))
def test_a_canvas_holds_base_and_layer_and_no_more(
    base: Size, layer: Size, gravity: str, x: int, y: int
) -> None:
    corner = at_compass(base, layer, gravity, Fraction(x), Fraction(y))
    canvas = held(base, layer, corner, grows=True)
    boxes = [(canvas.base, base), (canvas.layer, layer)]
    assert min(left for (left, _), _ in boxes) == min(top for (_, top), _ in boxes) == 0
    assert canvas.size.width == max(left + size.width for (left, _), size in boxes)
    assert canvas.size.height == max(top + size.height for (_, top), size in boxes)
    assert held(base, layer, corner, grows=False).size == base


def test_a_layer_lies_with_its_centre_on_a_region() -> None:
    """S1-013."""
    assert at_region((100, 50, 40, 20), Size(20, 10)) == (110, 55)
    assert at_region((100, 50, 40, 20), Size(20, 10), Fraction(3), Fraction(-2)) == (113, 53)
    assert largest([(0, 0, 3, 3), (5, 5, 4, 4)]) == (5, 5, 4, 4)
    assert largest([]) is None


def test_a_derivation_wants_the_assets_of_its_layers() -> None:
    """Those of a branch that is not taken do not matter."""
    layer = parse("l_docs:b/fl_layer_apply")
    with pytest.raises(ReferenceNotFound, match="docs/b"):
        derive(layer, None, asset(), Client(), no_assets)
    drawn = derive(layer, None, asset(), Client(), lambda _name: asset(80, 60))
    assert [beside.name.public_id for beside in drawn.leaf.layers] == ["docs/b"]
    with pytest.raises(NotRenderedYet):
        derive(layer, None, asset(), Client())
    unused = parse("if_w_gt_9000/l_docs:b/fl_layer_apply/if_end/c_scale,w_9")
    assert derive(unused, None, asset(), Client(), no_assets).plan.width == 9


def test_a_name_is_not_drawn_where_no_definitions_were_given() -> None:
    for written in ("t_thumbnail/w_9", "bl_thumbnail/w_9"):
        with pytest.raises(NotRenderedYet, match="thumbnail"):
            derive(parse(written), None, asset(), Client())


def test_the_assets_of_layers_are_part_of_the_identity() -> None:
    one, other = asset(version_id="1"), asset(version_id="2")
    names = {
        fingerprint(asset(), "l_a/fl_layer_apply", "png", (), layers)
        for layers in ([], [one], [other], [one, other], [other, one])
    }
    assert len(names) == 5
