"""Records in memory: near, and never out of date for long."""

import asyncio
from dataclasses import dataclass, replace

import pytest

from gateway.known import MEMORY_SECONDS
from gateway.known_records import KnownRecords, name_of
from storage.errors import NotFound
from storage.records import AssetRecord
from tests.gateway.conftest import Darkroom
from tests.gateway.darkroom import gateway, store_asset
from tests.photographs import astronaut


@dataclass
class Known:
    """Records over a real catalog, on a clock that a test turns."""

    records: KnownRecords
    record: AssetRecord
    darkroom: Darkroom
    now: float = 0

    def at_hand(self) -> AssetRecord | None:
        return self.records.at_hand(name_of(self.record.ref))


@pytest.fixture
async def known(darkroom: Darkroom) -> Known:
    context = darkroom.gateway.context
    record = await store_asset(context, "boot")
    made = Known(
        KnownRecords(context.hot_records, context.catalog, lambda: made.now), record, darkroom
    )
    return made


async def test_a_record_is_at_hand_for_about_a_second(known: Known) -> None:
    assert known.at_hand() is None
    assert await known.records.read(known.record.ref) == known.record
    assert known.at_hand() == known.record
    known.now += MEMORY_SECONDS
    assert known.at_hand() is None


async def test_a_404_is_never_kept_in_memory(known: Known) -> None:
    """F14."""
    missing = replace(known.record.ref, public_id="missing")
    for _ in range(2):
        with pytest.raises(NotFound):
            await known.records.read(missing)
    await store_asset(known.darkroom.gateway.context, "missing")
    assert (await known.records.read(missing)).public_id == "missing"
    assert len(known.records) == 1


async def test_a_record_that_has_changed_is_forgotten(known: Known) -> None:
    await known.records.read(known.record.ref)
    known.records.forget(known.record.ref)
    assert known.at_hand() is None
    await known.records.read(known.record.ref)
    known.records.forget_everything()
    assert known.at_hand() is None


async def test_what_changes_while_it_is_read_is_not_remembered(
    known: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = known.darkroom.gateway.context
    reading, go_on = asyncio.Event(), asyncio.Event()
    read = context.hot_records.read

    async def slow(*_: object) -> AssetRecord | None:
        reading.set()
        await go_on.wait()
        return known.record

    monkeypatch.setattr(type(context.hot_records), "read", slow)
    early = asyncio.ensure_future(known.records.read(known.record.ref))
    await reading.wait()
    known.records.forget(known.record.ref)
    monkeypatch.setattr(type(context.hot_records), "read", lambda _self, ref: read(ref))
    new = await store_asset(context, "boot", picture=astronaut())
    assert await known.records.read(new.ref) == new
    go_on.set()
    assert await early == known.record
    assert known.at_hand() == new


async def test_storage_is_asked_for_something_newer_at_most_once_a_second(known: Known) -> None:
    context = known.darkroom.gateway.context
    assert await known.records.read_newer(known.record.ref, known.record) == known.record
    new = await store_asset(context, "boot", picture=astronaut())
    assert await known.records.read_newer(known.record.ref, known.record) == known.record
    known.now += 1
    assert await known.records.read_newer(known.record.ref, known.record) == new
    assert known.at_hand() == new


async def test_a_change_through_one_gateway_is_seen_by_the_other_at_once(
    darkroom: Darkroom,
) -> None:
    async with gateway(darkroom.storage) as other:
        await store_asset(darkroom.gateway.context, "boot", version=1_700_000_000)
        for asked in (darkroom.gateway, other):
            assert (await asked.get("/demo/image/upload/boot")).status == 200
        for turn in range(5):
            by = (darkroom.gateway, other)[turn % 2]
            new = await store_asset(by.context, "boot", version=1_700_000_001 + turn)
            here = await by.get(f"/demo/image/upload/v{new.version}/boot")
            for asked in (darkroom.gateway, other):
                answer = await asked.get(f"/demo/image/upload/v{new.version}/boot")
                assert answer.headers["ETag"] == here.headers["ETag"] == f'"{new.version_id}"'
            # Without a version in the URL it is the news that tells.
            for asked in (darkroom.gateway, other):
                await asked.hears()
                answer = await asked.get("/demo/image/upload/boot")
                assert answer.headers["ETag"] == f'"{new.version_id}"'
