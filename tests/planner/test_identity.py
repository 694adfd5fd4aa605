"""Identity, both ways: what is the same has one fingerprint, what differs has another."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.canonical.form import canonical_form
from planner.derivation import Derivation, derive
from planner.errors import TransformationError
from planner.facts import AssetFacts, Client
from planner.fingerprint import fingerprint
from planner.language.component import read_parameter
from planner.layers.assets import AssetName, asset_names, layer_facts
from planner.transformation import parse
from tests.planner.layers.strategies import layered
from tests.planner.plans import asset
from tests.planner.strategies import components, facts, programs, transformations

#: What people and programs say of an asset beside its content.
_SAID: dict[str, st.SearchStrategy[Any]] = {
    "public_id": st.sampled_from(["boot", "shoe"]),
    "tags": st.sampled_from([(), ("sale",), ("new", "sale")]),
    "context": st.sampled_from([(), (("k", "v"),), (("k", "w"),)]),
    "metadata": st.sampled_from([(), (("stock", 12.0),), (("stock", 80.0),)]),
    "regions": st.sampled_from([(), (("hat", ((1, 1), (9, 9))),)]),
    "faces": st.sampled_from([None, (), ((1, 2, 3, 4),)]),
    "custom_coordinates": st.sampled_from([(), ((1, 2, 3, 4),)]),
    "page_names": st.sampled_from([(), ("cover",)]),
    "dpi": st.sampled_from([None, 72.0, 300.0]),
    "illustration": st.sampled_from([None, 0.1, 0.9]),
    "paths": st.sampled_from([None, (), (("p 1", (1, 1, 8, 8)),)]),
    "duration": st.sampled_from([None, 3.0, 30.0]),
}

#: Each example derives twice; programs and fingerprints have other tests beside these.
_FEWER = 40

_READING = st.sampled_from(
    [
        *("if_!hat!_in_rn", "if_ccc_gt_0", "if_!cover!_in_pgnames", "if_idn_gt_100"),
        *("if_ils_lt_0.5", "if_idu_lt_10", "if_$p_eq_!boot!", "if_rc_eq_1", "if_fc_gt_0"),
        *("if_!sale!_in_tags", "if_ctx:!k!_eq_!v!", "if_md:!stock!_lt_50", "if_w_gt_300"),
    ]
)


#: Transformations of at least one component.
_SOME = transformations().filter(bool)


def _derived(text: str, source: AssetFacts, **definitions: str) -> Derivation:
    try:
        return derive(parse(text, definitions=definitions), "png", source, Client())
    except TransformationError:
        assume(False)
        raise


def _said(source: AssetFacts) -> st.SearchStrategy[AssetFacts]:
    return st.fixed_dictionaries(_SAID).map(lambda said: replace(source, **said))


@settings(max_examples=_FEWER)
@given(st.data(), facts(), _READING, components(), transformations())
def test_what_is_said_of_an_asset_counts_exactly_as_far_as_it_changes_what_is_drawn(
    data: st.DataObject, source: AssetFacts, condition: str, then: str, before: str
) -> None:
    text = "/".join(filter(None, ["$p_current:public_id", before, condition, then, "if_end"]))
    one, two = (_derived(text, data.draw(_said(source))) for _ in range(2))
    alike = one.leaf.transformation == two.leaf.transformation
    assert (one.fingerprint == two.fingerprint) == alike
    assert (one.fingerprint != two.fingerprint) or one.plan == two.plan


@settings(max_examples=_FEWER)
@given(programs(), facts(), st.sampled_from(["cloud", "asset_id", "version_id"]))
def test_another_tenant_asset_or_version_is_another_identity_with_the_same_plan(
    text: str, source: AssetFacts, part: str
) -> None:
    other: dict[str, Any] = {part: "another"}
    one, two = _derived(text, source), _derived(text, replace(source, **other))
    assert one.fingerprint != two.fingerprint
    assert one.plan == two.plan


@settings(max_examples=_FEWER)
@given(_SOME, transformations(), facts())
def test_a_name_is_what_it_stands_for(named: str, after: str, source: AssetFacts) -> None:
    written = _derived("/".join(filter(None, [named, after])), source)
    by_name = _derived("/".join(filter(None, ["t_a", after])), source, a=named)
    assert by_name.fingerprint == written.fingerprint
    assert by_name.plan == written.plan


@settings(max_examples=_FEWER)
@given(_SOME, _SOME, facts())
def test_another_definition_counts_exactly_as_far_as_it_changes_what_is_drawn(
    before: str, after: str, source: AssetFacts
) -> None:
    """S0-021."""
    one, two = _derived("t_a", source, a=before), _derived("t_a", source, a=after)
    same = (one.leaf.transformation, one.leaf.format) == (
        two.leaf.transformation,
        two.leaf.format,
    )
    assert (one.fingerprint == two.fingerprint) == same


@given(components(), st.randoms(use_true_random=False), facts())
def test_the_order_within_a_component_does_not_count(
    component: str, random: Any, source: AssetFacts
) -> None:
    """S2-007."""
    parts = component.split(",")
    # Of what is given twice, also under another name, the last counts.
    assume(len({read_parameter(part)[0].key for part in parts}) == len(parts))
    shuffled = ",".join(random.sample(parts, len(parts)))
    assert canonical_form(parse(shuffled)).raw == canonical_form(parse(component)).raw
    one, two = _derived(component, source), _derived(shuffled, source)
    assert (one.fingerprint, one.plan) == (two.fingerprint, two.plan)


def _assets(**changed: AssetFacts) -> Any:
    """Give a lookup in which every asset is there; some are of another content than usual."""

    def look(name: AssetName) -> AssetFacts:
        return changed.get(name.public_id, asset(100, 80, asset_id=name.public_id))

    return look


@given(layered(), st.sampled_from(["cloud", "asset_id", "version_id"]))
def test_the_content_of_every_layer_counts_and_nothing_else_of_it(text: str, part: str) -> None:
    nodes = canonical_form(parse(text)).nodes
    usual = list(layer_facts(nodes, _assets()).values())

    def named(layers: list[AssetFacts]) -> str:
        return fingerprint(asset(), text, "png", (), layers)

    changes: dict[str, Any] = {part: "another"}
    for place, layer in enumerate(usual):
        content = [*usual[:place], replace(layer, **changes), *usual[place + 1 :]]
        said = [*usual[:place], replace(layer, tags=("new",), faces=()), *usual[place + 1 :]]
        assert named(content) != named(usual)
        assert named(said) == named(usual)


@pytest.mark.parametrize("part", ["cloud", "asset_id", "version_id"])
@pytest.mark.parametrize(
    "text",
    ["l_logo/fl_layer_apply", "u_logo/c_scale,w_20/fl_layer_apply,g_south/r_5", "l_logo,w_30,x_3"],
)
def test_a_derived_asset_is_another_with_other_content_of_its_layers(text: str, part: str) -> None:
    parsed = parse(text)
    assert [name.public_id for name in asset_names(parsed.nodes)] == ["logo"]
    logo = asset(100, 80, asset_id="logo")
    changes: dict[str, Any] = {part: "another"}

    def identity(**changed: AssetFacts) -> str:
        return derive(parsed, "png", asset(), Client(), lookup=_assets(**changed)).fingerprint

    assert identity(logo=replace(logo, **changes)) != identity(logo=logo)
    assert identity(logo=replace(logo, tags=("new",))) == identity(logo=logo)
    assert identity(other=replace(logo, **changes)) == identity()
