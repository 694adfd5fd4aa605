"""The planner's benchmark measures the cases that it names."""

import json

import pytest

from loadtest.hostile import HOSTILE
from loadtest.planner import (
    DOCUMENT_BYTES,
    FAMILIES,
    SHORT,
    address,
    api_document,
    fingerprinted,
    plan,
)
from planner.errors import TransformationError, UrlError
from planner.language.component import read_component
from planner.limits import MAXIMUM_TRANSFORMATION
from planner.transformation import parse
from planner.url import parse_delivery_path


def test_the_document_has_ten_kilobytes_and_values_of_every_kind() -> None:
    document = api_document()
    assert DOCUMENT_BYTES <= len(document) <= DOCUMENT_BYTES * 1.03
    kinds = {type(value) for entry in json.loads(document) for value in entry.values()}
    assert kinds == {str, int, float, list, dict}
    assert {"null", "true", "false"} <= set(document.replace(",", " ").replace("}", " ").split())


def test_an_address_has_eight_components_that_all_say_something() -> None:
    url = parse_delivery_path(address(7))
    assert (url.version, url.public_id, url.extension) == (7, "products/boot-7", "jpg")
    components = parse(url.transformation).components
    assert len(components) == 8
    for place in range(8):
        others = "/".join(one.raw for at, one in enumerate(components) if at != place)
        shorter = address(7).replace(url.transformation, others)
        assert fingerprinted(shorter) != fingerprinted(address(7))


def test_addresses_draw_nothing_in_common() -> None:
    one, other = (parse_delivery_path(address(n)).transformation.split("/") for n in (7, 8))
    assert set(one) & set(other) == {"q_auto:good", "f_auto"}


def test_a_cold_address_finds_none_of_its_components_remembered() -> None:
    fingerprinted(address(7))
    read_component.cache_clear()
    fingerprinted(address(8))
    assert read_component.cache_info().misses == 8


@pytest.mark.parametrize("name", FAMILIES)
def test_long_addresses_are_as_long_as_may_be_and_understood(name: str) -> None:
    longest = MAXIMUM_TRANSFORMATION - 100
    for length in (SHORT, longest):
        text = parse_delivery_path(FAMILIES[name](length, 3)).transformation
        assert length * 0.9 <= len(text) <= length + 50
        assert parse(text).components


@pytest.mark.parametrize("path", [path for _, path in HOSTILE], ids=[name for name, _ in HOSTILE])
def test_a_hostile_address_is_refused(path: str) -> None:
    with pytest.raises((TransformationError, UrlError)):
        plan(path)
