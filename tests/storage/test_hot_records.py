"""Copies of records in a real Valkey."""

import asyncio
from dataclasses import replace

import pytest
import redis

from storage import redis_keys
from storage.catalog import HotRecords
from storage.hot_copies import on_changed
from storage.kinds import ASSETS
from storage.notices import Notices
from storage.records import AssetRecord, AssetRef
from storage.redis_link import RedisLink
from tests.servers import ValkeyServer, free_port
from tests.storage.test_records import RECORD


@pytest.fixture
def hot_records(link: RedisLink) -> HotRecords:
    return HotRecords(link)


def at(revision: int) -> AssetRecord:
    return replace(RECORD, revision=revision)


async def test_a_copy_is_read_as_it_was_kept(hot_records: HotRecords, valkey: ValkeyServer) -> None:
    assert await hot_records.read(RECORD.ref) is None
    await hot_records.keep(RECORD.ref, RECORD)
    assert await hot_records.read(RECORD.ref) == RECORD
    assert await hot_records.read(replace(RECORD.ref, public_id="other")) is None
    with redis.Redis.from_url(valkey.url) as client:
        (key,) = client.keys("darkroom:record:*")
        assert 0 < client.ttl(key) <= redis_keys.RECORD_SECONDS


async def test_only_a_newer_revision_replaces_a_copy(hot_records: HotRecords) -> None:
    await hot_records.keep(RECORD.ref, at(5))
    await hot_records.keep(RECORD.ref, at(4))
    assert await hot_records.read(RECORD.ref) == at(5)
    await hot_records.keep(RECORD.ref, at(10))
    assert await hot_records.read(RECORD.ref) == at(10)


async def test_a_late_reader_cannot_put_back_what_was_superseded(hot_records: HotRecords) -> None:
    """F13: it read storage before the change, and keeps what it read after it."""
    await hot_records.keep(RECORD.ref, at(5))
    await hot_records.supersede(RECORD.ref, 6)
    assert await hot_records.read(RECORD.ref) is None
    await hot_records.keep(RECORD.ref, at(5))
    assert await hot_records.read(RECORD.ref) is None
    await hot_records.keep(RECORD.ref, at(6))
    assert await hot_records.read(RECORD.ref) == at(6)


async def test_news_of_an_older_change_leaves_a_newer_copy(hot_records: HotRecords) -> None:
    await hot_records.keep(RECORD.ref, at(7))
    await hot_records.supersede(RECORD.ref, 6)
    assert await hot_records.read(RECORD.ref) == at(7)


async def test_a_change_is_announced_to_other_processes(
    hot_records: HotRecords, notices: Notices
) -> None:
    told: asyncio.Queue[AssetRef] = asyncio.Queue()
    on_changed(notices, ASSETS, told.put_nowait)
    assert await notices.ready(60)
    await hot_records.keep(RECORD.ref, RECORD)
    await hot_records.supersede(RECORD.ref, 2)
    async with asyncio.timeout(60):
        assert await told.get() == RECORD.ref
    assert told.empty()


async def test_without_redis_there_are_no_copies_and_no_complaints() -> None:
    """F06: reads fall back to storage."""
    link = RedisLink(f"redis://127.0.0.1:{free_port()}/0")
    hot_records = HotRecords(link)
    await hot_records.keep(RECORD.ref, RECORD)
    await hot_records.supersede(RECORD.ref, 2)
    assert await hot_records.read(RECORD.ref) is None
    await link.close()


@pytest.mark.parametrize("copy", [b"7 \xc1", b"7 rubbish", b"", b"7"])
async def test_a_copy_that_cannot_be_read_is_none(
    hot_records: HotRecords, valkey: ValkeyServer, copy: bytes
) -> None:
    await hot_records.keep(RECORD.ref, RECORD)
    with redis.Redis.from_url(valkey.url) as client:
        (key,) = client.keys("darkroom:record:*")
        client.set(key, copy)
    assert await hot_records.read(RECORD.ref) is None
