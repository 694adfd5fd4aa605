"""Batches in a real store."""

import asyncio
from dataclasses import replace

import msgpack
import pytest

from planner.facts import ContentFacts
from planner.jobs import Leaf
from storage import batch_records
from storage.batch_records import (
    BatchItem,
    BatchRecord,
    ItemStatus,
    LeafResult,
    NotificationStatus,
    item_job_id,
)
from storage.batches import Batches
from storage.errors import AlreadyExists, NotFound, UnknownSchema
from storage.objects import ObjectStore
from storage.records import AssetRef

MADE = LeafResult("f0" * 20, "jpg", 400, 300, 12_345)


def batch(number: int = 1, items: int = 3, **options: object) -> BatchRecord:
    leaves = [Leaf(f"{index:040x}", f"w_{index + 1}", "jpg") for index in range(items)]
    return replace(
        BatchRecord(
            batch_id=f"{number:032x}",
            asset=ContentFacts("demo", "a5" * 16, "7e" * 16, "jpg", 640, 427),
            ref=AssetRef("demo", "image", "upload", "boot"),
            version=1_795_000_000,
            items=tuple(BatchItem(leaf.transformation, (leaf,), (("w", 1),)) for leaf in leaves),
            created_at="2026-11-21T00:00:00Z",
        ),
        **options,  # type: ignore[arg-type]  # - any field of a batch
    )


@pytest.fixture
def batches(store: ObjectStore) -> Batches:
    return Batches(store)


async def test_a_batch_is_read_as_it_was_recorded(batches: Batches) -> None:
    recorded = batch(
        notification_url="http://127.0.0.1/hook", notification_status=NotificationStatus.DUE
    )
    await batches.create(recorded)
    assert await batches.read("demo", recorded.batch_id) == recorded
    with pytest.raises(AlreadyExists):
        await batches.create(recorded)
    with pytest.raises(NotFound):
        await batches.read("demo", "00" * 16)


async def test_an_item_that_is_over_stays_as_it_is(batches: Batches) -> None:
    await batches.create(batch())
    await batches.finish_item("demo", batch().batch_id, 1, results=(MADE,))
    again = await batches.finish_item("demo", batch().batch_id, 1, reason="Too late")
    assert again.items[1].status is ItemStatus.DONE
    assert again.items[1].results == (MADE,)
    assert again == await batches.read("demo", batch().batch_id)


async def test_items_that_end_at_once_are_all_noted(batches: Batches) -> None:
    """F24: and whoever comes last sees that all is over."""
    await batches.create(batch(items=8))
    seen = await asyncio.gather(
        *(
            batches.finish_item(
                "demo", batch().batch_id, index, reason="Broken" if index % 3 == 0 else ""
            )
            for index in range(8)
        )
    )
    assert [now.is_over for now in seen].count(True) == 1
    last = await batches.read("demo", batch().batch_id)
    failed = [item.status is ItemStatus.FAILED for item in last.items]
    assert failed == [True, False, False, True, False, False, True, False]
    assert last.is_closed


async def test_a_batch_is_closed_only_when_it_has_been_told(batches: Batches) -> None:
    due = batch(items=1, notification_status=NotificationStatus.DUE)
    await batches.create(due)
    over = await batches.finish_item("demo", due.batch_id, 0)
    assert (over.is_over, over.is_closed) == (True, False)
    told = await batches.change(
        "demo",
        due.batch_id,
        lambda now: replace(now, notification_status=NotificationStatus.DELIVERED),
    )
    assert told.is_closed


async def test_open_batches_are_found_until_they_are_closed(batches: Batches) -> None:
    """F05: what the sweeper goes through."""
    for number in range(5):
        await batches.create(batch(number))
    await batches.close("demo", batch(2).batch_id)
    await batches.close("demo", batch(2).batch_id)
    found = [now.batch_id async for now in batches.open()]
    assert found == [batch(number).batch_id for number in (0, 1, 3, 4)]


async def test_a_batch_that_is_gone_is_not_changed(batches: Batches) -> None:
    with pytest.raises(NotFound):
        await batches.finish_item("demo", batch().batch_id, 0)


def test_jobs_are_the_same_each_time_and_different_from_each_other() -> None:
    jobs = [batch().render_job(index) for index in range(3)]
    assert jobs == [batch().render_job(index) for index in range(3)]
    ids = {job.job_id for job in jobs} | {
        batch().notify_job().job_id,
        batch(2).render_job(0).job_id,
    }
    assert len(ids) == 5
    assert {len(job_id) for job_id in ids} == {40}
    assert jobs[1].leaves == batch().items[1].leaves
    assert jobs[1].batch_id == batch().batch_id
    assert batch().index_of(item_job_id(batch().batch_id, 2)) == 2
    with pytest.raises(ValueError, match="not in"):
        batch().index_of("00" * 20)


def test_a_batch_of_another_schema_or_none_is_refused() -> None:
    value = msgpack.unpackb(batch_records.pack(batch()))
    with pytest.raises(UnknownSchema, match="schema 2"):
        batch_records.unpack(msgpack.packb(value | {"schema": 2}))
    with pytest.raises(UnknownSchema, match="not a batch"):
        batch_records.unpack(msgpack.packb({"schema": 1}))
    more = msgpack.packb(value | {"later": 1})
    assert batch_records.unpack(more) == batch()
