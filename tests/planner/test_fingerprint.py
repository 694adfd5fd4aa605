"""The fingerprint changes with all that decides the bytes, and with nothing else."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planner.canonical.form import canonical_form
from planner.derivation import derive
from planner.errors import TransformationError
from planner.facts import AssetFacts, Client
from planner.fingerprint import fingerprint
from planner.layers.assets import AssetName
from planner.plan import RenderPlan
from planner.transformation import parse
from tests.planner.fixture_lines import pairs
from tests.planner.plans import asset
from tests.planner.strategies import drawable_keys, facts, transformations

_OLD = Client()

_CLIENTS = st.builds(
    Client,
    accept=st.sets(st.sampled_from(["avif", "webp"])).map(frozenset),
    save_data=st.booleans(),
)


def _badge(_name: AssetName) -> AssetFacts:
    return asset(80, 60)


def _named(written: str, source: AssetFacts, client: Client = _OLD) -> tuple[str, RenderPlan]:
    try:
        derivation = derive(parse(written), None, source, client, _badge)
    except TransformationError:
        assume(False)
        raise
    return derivation.fingerprint, derivation.plan


@given(transformations(), transformations(), facts(), _CLIENTS)
def test_one_fingerprint_means_one_plan(
    first: str, second: str, source: AssetFacts, client: Client
) -> None:
    (one, drawn), (other, differently) = _named(first, source, client), _named(second, source)
    assert one != other or drawn == differently


@given(transformations(), facts(), _CLIENTS)
def test_equivalent_spellings_share_a_fingerprint(
    written: str, source: AssetFacts, client: Client
) -> None:
    canonical = canonical_form(parse(written)).raw
    assert _named(written, source, client) == _named(canonical, source, client)


@pytest.mark.parametrize(("written", "expected"), pairs("canonical.txt"))
def test_a_spelling_and_its_canonical_form_share_a_fingerprint(written: str, expected: str) -> None:
    assert _named(written, asset()) == _named(expected, asset())


@pytest.mark.parametrize("fact", ["cloud", "asset_id", "version_id"])
@given(written=transformations())
def test_another_asset_version_or_tenant_has_another_fingerprint(fact: str, written: str) -> None:
    changed: dict[str, Any] = {fact: "another"}
    other = asset(**changed)
    assert _named(written, asset())[0] != _named(written, other)[0]


def test_the_parts_of_an_identity_do_not_run_into_one_another() -> None:
    one = asset(cloud="ab", asset_id="c", version_id="d")
    other = asset(cloud="a", asset_id="bc", version_id="d")
    assert fingerprint(one, "w_1", "jpg", ()) != fingerprint(other, "w_1", "jpg", ())
    assert fingerprint(one, "w_1", "jpg", ()) != fingerprint(one, "w_1j", "pg", ())


@pytest.mark.parametrize(
    "changes",
    [
        {"q": "q_79"},
        {"q": "q_80:444"},
        {"f": "f_webp"},
        {"w": "w_401"},
        {"g": "g_south"},
        {"c": "c_lfill"},
        {"dpr": "dpr_2.0"},
    ],
    ids=str,
)
def test_every_part_of_what_is_asked_counts(changes: dict[str, str]) -> None:
    asked = {"c": "c_fill", "f": "f_jpg", "g": "g_north", "h": "h_300", "q": "q_80", "w": "w_400"}
    before, after = ",".join(asked.values()), ",".join((asked | changes).values())
    assert _named(before, asset())[0] != _named(after, asset())[0]


@pytest.mark.parametrize("name", ["width", "height", "bytes"])
def test_what_follows_from_the_content_does_not_count_again(name: str) -> None:
    other = asset(**{name: 999})
    assert _named("c_fill,h_9,w_9", asset())[0] == _named("c_fill,h_9,w_9", other)[0]


@pytest.mark.parametrize("name", ["c", "c_fill", "g_north", "f_jpg", "q", "w"])
def test_a_new_revision_of_what_is_used_gives_a_new_fingerprint(name: str) -> None:
    derivation = derive(parse("c_fill,g_north,h_300,w_400"), None, asset(), Client())
    revisions = dict(derivation.revisions)
    bumped = revisions | {name: revisions[name] + 1}
    folded, output = derivation.leaf.transformation, derivation.leaf.format
    assert fingerprint(asset(), folded, output, revisions.items()) == derivation.fingerprint
    assert fingerprint(asset(), folded, output, bumped.items()) != derivation.fingerprint


def test_the_revisions_name_what_is_used_and_nothing_else() -> None:
    derivation = derive(parse("c_fill,g_north,w_400/r_20"), "png", asset(), Client())
    assert [name for name, _ in derivation.revisions] == [
        *("c", "c_fill", "f", "f_png", "g", "g_north", "r", "w")
    ]


@pytest.mark.parametrize(("written", "expected"), pairs("fingerprints.txt"))
def test_a_fingerprint_of_an_earlier_release_stays(written: str, expected: str) -> None:
    """F29. A line may change only with the revision of a declaration that it uses."""
    assert _named(written, asset())[0] == expected


def test_the_earlier_fingerprints_use_every_declaration_that_is_drawn() -> None:
    """F29."""
    used = {
        component_key
        for written, _ in pairs("fingerprints.txt")
        for component in canonical_form(parse(written)).components
        for component_key, _ in component.values
    }
    assert used | {"d", "p"} == set(drawable_keys())


@pytest.mark.parametrize("written", ["d_avatar.png", "c_scale,w_9/d_avatar.png", "d_a.png/r_9"])
def test_a_default_image_has_no_part_in_the_identity_of_an_asset_that_is_there(
    written: str,
) -> None:
    without = "/".join(part for part in written.split("/") if not part.startswith("d_"))
    assert _named(written, asset()) == _named(without, asset())
