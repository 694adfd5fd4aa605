"""The catalog over a real store and a real Valkey."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial

import pytest

from storage import object_keys
from storage.catalog import Catalog, HotRecords
from storage.errors import NotFound, Unavailable, UnknownSchema
from storage.objects import IfAbsent, ObjectStore
from storage.records import AssetRecord
from storage.redis_link import RedisLink
from storage.swapping import swap
from tests.servers import free_port
from tests.storage.test_records import RECORD

REF = RECORD.ref


@pytest.fixture
def hot_records(link: RedisLink) -> HotRecords:
    return HotRecords(link)


@pytest.fixture
def catalog(store: ObjectStore, hot_records: HotRecords) -> Catalog:
    return Catalog(store, hot_records)


@pytest.fixture
async def catalog_without_redis(store: ObjectStore) -> AsyncIterator[Catalog]:
    link = RedisLink(f"redis://127.0.0.1:{free_port()}/0")
    yield Catalog(store, HotRecords(link))
    await link.close()


def tagged(tag: str, record: AssetRecord | None) -> AssetRecord:
    record = record or RECORD
    return replace(record, tags=(*record.tags, tag))


async def test_a_record_is_read_as_it_was_made(catalog: Catalog) -> None:
    with pytest.raises(NotFound):
        await catalog.read(REF)
    made = await catalog.change(REF, lambda _: RECORD)
    assert made == RECORD
    assert await catalog.read(REF) == RECORD


async def test_revisions_grow_with_every_change_and_through_deletion(catalog: Catalog) -> None:
    """So that no copy of what was there before can be taken for newer."""
    revisions = []
    for mutate in (lambda _: RECORD, lambda record: tagged("a", record), None, lambda _: RECORD):
        if mutate is None:
            assert await catalog.change(REF, lambda _: None) is None
            with pytest.raises(NotFound):
                await catalog.read(REF)
        else:
            record = await catalog.change(REF, mutate)
            assert record is not None
            revisions.append(record.revision)
    assert revisions == [1, 2, 4]


async def test_changes_at_once_are_all_made(catalog: Catalog) -> None:
    await catalog.change(REF, lambda _: replace(RECORD, tags=()))
    names = [f"tag-{index}" for index in range(12)]
    await asyncio.gather(*(catalog.change(REF, partial(tagged, name)) for name in names))
    record = await catalog.read(REF)
    assert sorted(record.tags) == sorted(names)
    assert record.revision == 13


async def test_a_change_that_changes_nothing_writes_nothing(
    catalog: Catalog, store: ObjectStore
) -> None:
    await catalog.change(REF, lambda _: RECORD)
    before = await store.head(object_keys.record(REF))
    assert await catalog.change(REF, lambda record: record) == RECORD
    assert await store.head(object_keys.record(REF)) == before


async def test_deleting_what_is_not_there_writes_nothing(
    catalog: Catalog, store: ObjectStore
) -> None:
    assert await catalog.change(REF, lambda _: None) is None
    with pytest.raises(NotFound):
        await store.head(object_keys.record(REF))


async def test_a_change_that_is_refused_leaves_the_record(catalog: Catalog) -> None:
    await catalog.change(REF, lambda _: RECORD)

    def refuse(record: AssetRecord | None) -> AssetRecord:
        raise PermissionError(record)

    with pytest.raises(PermissionError):
        await catalog.change(REF, refuse)
    assert await catalog.read(REF) == RECORD


async def test_copies_are_gone_before_a_change_is_answered(
    catalog: Catalog, hot_records: HotRecords
) -> None:
    """F14: upload, then a read at once."""
    made = await catalog.change(REF, lambda _: RECORD)
    assert made is not None
    await hot_records.keep(made.ref, made)
    await catalog.change(REF, lambda record: tagged("new", record))
    assert await hot_records.read(REF) is None
    await hot_records.keep(made.ref, made)
    assert await hot_records.read(REF) is None


async def test_a_dead_redis_does_not_keep_records_from_changing(
    catalog_without_redis: Catalog,
) -> None:
    """F06: storage is the truth."""
    await catalog_without_redis.change(REF, lambda _: RECORD)
    assert await catalog_without_redis.read(REF) == RECORD


async def test_a_record_of_a_newer_release_is_not_overwritten(
    catalog: Catalog, store: ObjectStore
) -> None:
    """F25: releases overlap."""
    key = object_keys.record(REF)
    await store.put(key, b"\x81\xa6schema\x09", content_type="application/msgpack")
    with pytest.raises(UnknownSchema):
        await catalog.read(REF)
    with pytest.raises(UnknownSchema):
        await catalog.change(REF, lambda _: RECORD)
    assert await (await store.get(key)).read() == b"\x81\xa6schema\x09"


async def test_a_swap_against_endless_others_gives_up(
    store: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.swapping.ATTEMPTS", 3)
    monkeypatch.setattr("storage.swapping.REST_SECONDS", (0.0, 0.0))
    others = 0
    await store.put("a", b"0", content_type="text/plain", condition=IfAbsent())

    class Meddled:
        """The store, with someone else who is always faster."""

        def __getattr__(self, name: str) -> object:
            return getattr(store, name)

        async def put(self, key: str, data: bytes, **options: object) -> object:
            nonlocal others
            others += 1
            await store.put(key, b"other %d" % others, content_type="text/plain")
            return await store.put(key, data, **options)  # type: ignore[arg-type]  # - passed on as they came

    with pytest.raises(Unavailable, match="too many"):
        await swap(Meddled(), "a", lambda before: (before or b"") + b"!")  # type: ignore[arg-type]  # - it is a store by delegation
    assert others == 3
    assert await (await store.get("a")).read() == b"other 3"
