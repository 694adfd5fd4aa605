"""Conditional requests (RFC 9110, section 13)."""

from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime

import pytest

from storage import object_keys
from tests.gateway.conftest import Darkroom
from tests.gateway.darkroom import Answer, gateway, store_asset

FILL = "/demo/image/upload/c_scale,w_80/boot.jpg"


async def _rendered(darkroom: Darkroom) -> Answer:
    await store_asset(darkroom.gateway.context, "boot")
    return await darkroom.gateway.get(FILL)


@pytest.mark.parametrize("written", ["{}", "W/{}", '"other", {}', '"other",W/{}'])
async def test_a_client_that_has_it_is_told_so(darkroom: Darkroom, written: str) -> None:
    known = await _rendered(darkroom)
    answer = await darkroom.gateway.get(FILL, if_none_match=written.format(known.headers["ETag"]))
    assert (answer.status, answer.body) == (304, b"")
    for name in ("ETag", "Cache-Control", "X-Request-Id", "Access-Control-Allow-Origin"):
        assert name in answer.headers


async def test_a_304_needs_no_stored_object(darkroom: Darkroom) -> None:
    known = await _rendered(darkroom)
    async with gateway(darkroom.storage) as other:
        await other.context.store.delete_prefix("derived/")
        answer = await other.get(FILL, if_none_match=known.headers["ETag"])
    assert answer.status == 304
    assert darkroom.worker.rendered.total() == 1


@pytest.mark.parametrize("written", ['"other"', "boot", '""', 'W/"'])
async def test_a_client_that_has_something_else_gets_it(darkroom: Darkroom, written: str) -> None:
    await _rendered(darkroom)
    answer = await darkroom.gateway.get(FILL, if_none_match=written)
    assert answer.status == 200


@pytest.mark.parametrize("warm", [True, False])
async def test_a_star_asks_whether_there_is_anything(darkroom: Darkroom, *, warm: bool) -> None:
    await _rendered(darkroom)
    async with gateway(darkroom.storage) as cold:
        asked = darkroom.gateway if warm else cold
        assert (await asked.get(FILL, if_none_match="*")).status == 304
        assert (await asked.get(FILL, if_match="*")).status == 200
        assert (await asked.get("/demo/image/upload/no", if_none_match="*")).status == 404


@pytest.mark.parametrize("warm", [True, False])
async def test_what_changed_since_a_date_is_sent(darkroom: Darkroom, *, warm: bool) -> None:
    known = await _rendered(darkroom)
    modified = parsedate_to_datetime(known.headers["Last-Modified"])
    before = format_datetime(modified - timedelta(seconds=1), usegmt=True)
    at = format_datetime(modified, usegmt=True)
    async with gateway(darkroom.storage) as cold:
        asked = darkroom.gateway if warm else cold
        assert (await asked.get(FILL, if_modified_since=at)).status == 304
        assert (await asked.get(FILL, if_modified_since=before)).status == 200
        assert (await asked.get(FILL, if_modified_since="yesterday")).status == 200
        assert (await asked.get(FILL, if_unmodified_since=at)).status == 200
        assert (await asked.get(FILL, if_unmodified_since=before)).status == 412


async def test_an_etag_counts_for_more_than_a_date(darkroom: Darkroom) -> None:
    known = await _rendered(darkroom)
    answer = await darkroom.gateway.get(
        FILL, if_none_match='"other"', if_modified_since=known.headers["Last-Modified"]
    )
    assert answer.status == 200


async def test_if_match_compares_strongly(darkroom: Darkroom) -> None:
    known = await _rendered(darkroom)
    tag = known.headers["ETag"]
    assert (await darkroom.gateway.get(FILL, if_match=tag)).status == 200
    for other in ('"other"', f"W/{tag}"):
        answer = await darkroom.gateway.get(FILL, if_match=other)
        assert (answer.status, answer.headers["Cache-Control"]) == (412, "no-store")


async def test_if_match_comes_before_if_none_match(darkroom: Darkroom) -> None:
    known = await _rendered(darkroom)
    tag = known.headers["ETag"]
    both = await darkroom.gateway.get(FILL, if_match='"other"', if_none_match=tag)
    same = await darkroom.gateway.get(FILL, if_match=tag, if_none_match=tag)
    assert (both.status, same.status) == (412, 304)


async def test_an_etag_is_strong_and_names_the_content(darkroom: Darkroom) -> None:
    record = await store_asset(darkroom.gateway.context, "boot")
    original = await darkroom.gateway.get("/demo/image/upload/boot")
    derived = await darkroom.gateway.get(FILL)
    assert original.headers["ETag"] == f'"{record.version_id}"'
    (fingerprint,) = darkroom.worker.rendered
    assert derived.headers["ETag"] == f'"{fingerprint}"'
    key = object_keys.derived("demo", record.asset_id, fingerprint)
    assert (await darkroom.gateway.context.store.head(key)).size == len(derived.body)
