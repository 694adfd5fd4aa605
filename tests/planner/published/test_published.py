"""What the vendor's documents publish is understood, or refused where they call it wrong."""

from urllib.parse import urlsplit

import pytest

from planner.canonical.form import canonical_form
from planner.derivation import derive
from planner.errors import NotRenderedYet, TransformationError
from planner.explanation import check, explain
from planner.facts import Client
from planner.transformation import parse
from planner.url import DeliveryUrl, parse_delivery_path
from tests.planner.published.cases import Case, addresses, cases

_RIGHT = [case for case in cases() if not case.wrong]
_WRONG = [case for case in cases() if case.wrong]


def _named(case: Case) -> str:
    return f"{case.ids} {case.text}"


@pytest.mark.parametrize("case", _RIGHT, ids=_named)
def test_a_published_transformation_is_understood(case: Case) -> None:
    assert check(case.text, case.media)["error"] is None


@pytest.mark.parametrize("case", _RIGHT, ids=_named)
def test_a_published_transformation_has_a_canonical_form_that_is_its_own(case: Case) -> None:
    canonical = canonical_form(parse(case.text)).raw
    assert canonical_form(parse(canonical)).raw == canonical


@pytest.mark.parametrize("case", _RIGHT, ids=_named)
def test_a_published_transformation_is_planned_or_said_not_to_be_rendered_yet(case: Case) -> None:
    explained = explain(case.text, case.asset, media=case.media)
    if explained["derived"] is None:
        with pytest.raises(NotRenderedYet, match=r"\w"):
            derive(parse(case.text), None, case.asset, Client())
    else:
        derived = explained["derived"]
        assert derived["width"] or derived["steps"][-1]["size"] is None


@pytest.mark.parametrize("case", _RIGHT, ids=_named)
def test_a_published_transformation_is_explained(case: Case) -> None:
    explained = explain(case.text, case.asset, media=case.media)
    assert explained["canonical"] == check(case.text, case.media)["canonical"]
    assert bool(explained["components"]) == bool(case.text)


@pytest.mark.parametrize("case", _WRONG, ids=_named)
def test_what_is_published_as_wrong_is_refused_naming_the_parameter(case: Case) -> None:
    with pytest.raises(TransformationError) as refusal:
        explain(case.text, case.asset, media=case.media)
    assert refusal.value.parameter == case.wrong
    assert refusal.value.status == 400


@pytest.mark.parametrize(("ids", "address", "name"), addresses())
def test_a_published_address_leads_to_its_asset(ids: str, address: str, name: str) -> None:
    del ids
    url = _read(address)
    extension = f".{url.extension}" if url.extension else ""
    assert url.doubt is None
    assert url.public_id + extension == name
    if url.transformation:
        assert check(url.transformation, url.asset_type)["error"] is None


def _read(address: str) -> DeliveryUrl:
    parts = urlsplit(address)
    tenant = (parts.hostname or "").split(".")[0]
    return parse_delivery_path(parts.path, cloud=None if tenant == "res" else tenant)
