"""What the vendor's documents publish is understood, or refused where they call it wrong."""

from urllib.parse import urlsplit

import pytest

from planner.canonical.form import canonical_form
from planner.explanation import check, explain
from planner.transformation import parse
from planner.url import DeliveryUrl, parse_delivery_path
from tests.planner.published.cases import Case, addresses, cases
from tests.planner.published.outcomes import outcome

_CASES = cases()
_RIGHT = [case for case in _CASES if not case.wrong]


def _named(case: Case) -> str:
    return f"{case.ids} {case.subject} {case.text}"


@pytest.mark.parametrize("case", _CASES, ids=_named)
def test_a_published_transformation_becomes_what_is_stated(case: Case) -> None:
    assert outcome(case.text, case.asset, case.media) == case.outcome


@pytest.mark.parametrize("case", _RIGHT, ids=_named)
def test_a_published_transformation_has_a_canonical_form_that_is_its_own(case: Case) -> None:
    canonical = canonical_form(parse(case.text)).raw
    assert canonical_form(parse(canonical)).raw == canonical
    assert outcome(canonical, case.asset, case.media) == case.outcome


@pytest.mark.parametrize("case", _RIGHT, ids=_named)
def test_a_published_transformation_is_explained(case: Case) -> None:
    explained = explain(case.text, case.asset, media=case.media)
    assert explained["canonical"] == check(case.text, case.media)["canonical"]
    assert bool(explained["components"]) == bool(case.text)


@pytest.mark.parametrize(("ids", "address", "parts"), addresses())
def test_a_published_address_has_the_parts_that_are_stated(
    ids: str, address: str, parts: str
) -> None:
    del ids
    url = _read(address)
    version = f"v{url.version}" if url.version else ""
    extension = f".{url.extension}" if url.extension else ""
    where = f"{url.cloud} {url.asset_type} {url.delivery_type}"
    assert url.doubt is None
    assert f"{where} | {url.transformation} | {version} | {url.public_id}{extension}" == parts
    if url.transformation:
        assert check(url.transformation, url.asset_type)["error"] is None


def _read(address: str) -> DeliveryUrl:
    parts = urlsplit(address)
    tenant = (parts.hostname or "").split(".")[0]
    return parse_delivery_path(parts.path, cloud=None if tenant == "res" else tenant)
