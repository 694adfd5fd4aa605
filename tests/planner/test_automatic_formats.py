"""f_auto: which format it comes to by content and client, one case a line of a fixture."""

import pytest

from planner.derivation import derive, plan_leaf
from planner.facts import AssetFacts, Client
from planner.transformation import parse
from tests.planner.fixture_lines import pairs

_ASSETS = {
    "photo": AssetFacts("demo", "00", "11", "jpg", 600, 400, illustration=0.1),
    "alpha": AssetFacts("demo", "00", "11", "png", 600, 400, has_alpha=True, illustration=0.1),
    "drawing": AssetFacts("demo", "00", "11", "png", 600, 400, illustration=0.9),
    "art": AssetFacts("demo", "00", "11", "png", 600, 400, has_alpha=True, illustration=0.9),
    "moving": AssetFacts("demo", "00", "11", "gif", 600, 400, pages=3, illustration=0.9),
}
_OTHER = {"jpg": "png", "webp": "webp"}


@pytest.mark.parametrize(("case", "expected"), pairs("automatic_formats.txt"))
def test_an_automatic_format_is_chosen_by_content_and_client(case: str, expected: str) -> None:
    """F12: whatever comes of it, a shared cache asks again for another Accept."""
    kind, accepted, text = (part.strip() for part in case.split("|"))
    asset, client = _ASSETS[kind], Client(frozenset(accepted.split()))
    derivation = derive(parse(text), None, asset, client)
    output = derivation.plan.output
    chosen = f"{output.format} or {_OTHER[output.format]}" if output.open else output.format
    assert chosen == expected
    assert derivation.vary == (("Accept",) if "auto" in text else ())
    assert plan_leaf(derivation.leaf, asset.of_content()) == derivation.plan
    noted = derive(parse(derivation.leaf.transformation), None, asset, Client())
    assert noted.leaf == derivation.leaf or output.info


def test_what_the_picture_has_a_say_in_is_another_asset_than_what_is_asked_for_by_name() -> None:
    open_one, named = (
        derive(parse(text), None, _ASSETS["drawing"], Client()) for text in ("f_auto", "f_jpg")
    )
    assert open_one.fingerprint != named.fingerprint
    assert open_one.leaf.transformation == "f_auto:jpg,q_80"
