"""Eager batches: every item is told, the notification arrives, and nothing stays half done."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import cloudinary
import pytest
from cloudinary import utils

from planner.jobs import Leaf, Queue
from storage.batch_records import BatchItem, BatchRecord, NotificationStatus
from storage.errors import NotFound
from storage.records import AssetRef
from tests.receiver import Receiver, receiver
from tests.servers import ValkeyServer, wait_until
from tests.workers.workshops import ACCOUNT, ASSET, Desk, by_name, render_job, workshop
from workers.errors import DeliveryFailed, RenderRefused
from workers.sweeper import Sweeper

WIDTHS = range(100, 105)


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver() as state:
        yield state


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deliver again soon."""
    monkeypatch.setattr(DeliveryFailed, "seconds", 0.1)


def batch(url: str, **fields: Any) -> BatchRecord:
    """Five widths, asked for eagerly."""
    jobs = [render_job(f"w_{width}") for width in WIDTHS]
    items = tuple(
        BatchItem(
            f"w_{width}",
            job.leaves,
            job.revisions,
            url=f"http://127.0.0.1/{width}",
            secure_url=f"https://127.0.0.1/{width}",
        )
        for width, job in zip(WIDTHS, jobs, strict=True)
    )
    status = NotificationStatus.DUE if url else NotificationStatus.NONE
    made = BatchRecord(
        batch_id="d" * 32,
        asset=ASSET,
        ref=AssetRef("demo", "image", "upload", "shop/boot"),
        version=7,
        items=items,
        created_at="2026-11-21T00:00:00Z",
        notification_url=url,
        notification_status=status,
    )
    return replace(made, **fields)


def record(front: Desk, batch: BatchRecord) -> None:
    front.connections.loop.run(front.connections.batches.create(batch))


def read(front: Desk, batch: BatchRecord) -> BatchRecord | None:
    try:
        opened = front.connections.batches.read(batch.cloud, batch.batch_id)
        return front.connections.loop.run(opened)
    except NotFound:
        return None


def submit(front: Desk, batch: BatchRecord) -> None:
    """Submit every item, unless the sweeper was quicker."""
    for index in range(len(batch.items)):
        front.submit(batch.render_job(index), Queue.BATCH)


def sweeper(front: Desk) -> Sweeper:
    parts = front.connections
    return Sweeper(parts.redis, parts.board, parts.batches, parts.loop, seconds=60)


def refusing(*widths: int) -> Any:
    """Render, but for some widths that are refused."""
    refused = {render_job(f"w_{width}").job_id for width in widths}

    def act(leaf: Leaf) -> bytes:
        if leaf.fingerprint in refused:
            raise RenderRefused(400, "Too wide")
        return by_name(leaf)

    return act


def test_the_notification_of_a_batch_verifies_in_the_vendors_sdk(
    valkey: ValkeyServer, tmp_path: Path, front: Desk, hook: Receiver
) -> None:
    asked = batch(hook.url)
    record(front, asked)
    with workshop(valkey, tmp_path):
        submit(front, asked)
        wait_until(lambda: read(front, asked) is None, "the batch is closed")
    [posted] = hook.posted
    cloudinary.config(api_secret=ACCOUNT.api_secret)
    assert utils.verify_notification_signature(
        posted.body.decode(),
        int(posted.headers["X-Cld-Timestamp"]),
        posted.headers["X-Cld-Signature"],
    )
    assert posted.headers["Content-Type"] == "application/json"


def test_a_notification_tells_each_item_with_its_size_and_urls(
    valkey: ValkeyServer, tmp_path: Path, front: Desk, hook: Receiver
) -> None:
    """F24: failed items are told beside those that were stored."""
    asked = batch(hook.url)
    record(front, asked)
    with workshop(valkey, tmp_path, refusing(102)):
        submit(front, asked)
        wait_until(lambda: bool(hook.posted), "it is told")
    told = json.loads(hook.posted[0].body)
    assert told["notification_type"] == "eager"
    assert (told["asset_id"], told["public_id"]) == (ASSET.asset_id, "shop/boot")
    assert (told["batch_id"], told["api_key"]) == (asked.batch_id, ACCOUNT.api_key)
    assert told["eager"][0] == {
        "transformation": "w_100",
        "width": 100,
        "height": 50,
        "bytes": 40,
        "format": "jpg",
        "url": "http://127.0.0.1/100",
        "secure_url": "https://127.0.0.1/100",
    }
    assert told["eager"][2] == {
        "transformation": "w_102",
        "status": "failed",
        "reason": "Too wide",
    }
    assert [entry.get("status") for entry in told["eager"]] == [None, None, "failed", None, None]
    stored = [front.stored(item.leaves[0]) is not None for item in asked.items]
    assert stored == [True, True, False, True, True]


def test_a_notification_is_repeated_until_the_receiver_takes_it(
    valkey: ValkeyServer, tmp_path: Path, front: Desk, hook: Receiver
) -> None:
    """F24: at least once, and each time under the same name."""
    hook.refuse = 2
    asked = batch(hook.url)
    record(front, asked)
    with workshop(valkey, tmp_path):
        submit(front, asked)
        wait_until(lambda: read(front, asked) is None, "the batch is closed")
    assert len(hook.posted) == 3
    assert len({json.loads(posted.body)["request_id"] for posted in hook.posted}) == 1


def test_failed_deliveries_are_recorded_with_the_batch(
    valkey: ValkeyServer,
    tmp_path: Path,
    front: Desk,
    hook: Receiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(DeliveryFailed, "seconds", 300)
    hook.refuse = 1
    asked = batch(hook.url)
    record(front, asked)
    with workshop(valkey, tmp_path):
        submit(front, asked)
        wait_until(lambda: _attempts(front, asked) == 1, "the failure is recorded")
    noted = read(front, asked)
    assert noted is not None
    assert noted.notification_status is NotificationStatus.DUE
    assert noted.notification_due_at > 0


def test_a_notification_that_nobody_takes_is_given_up_in_the_end(
    valkey: ValkeyServer,
    tmp_path: Path,
    front: Desk,
    hook: Receiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("workers.actors.notify.MOST_DELIVERIES", 3)
    hook.refuse = 1000
    asked = batch(hook.url)
    record(front, asked)
    with workshop(valkey, tmp_path):
        submit(front, asked)
        wait_until(lambda: read(front, asked) is None, "the batch is closed")
    assert len(hook.posted) == 3


def test_a_batch_without_a_receiver_is_closed_when_its_last_item_is_over(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    asked = batch("")
    record(front, asked)
    with workshop(valkey, tmp_path, refusing(104)):
        submit(front, asked)
        wait_until(lambda: read(front, asked) is None, "the batch is closed")


def test_a_batch_that_redis_has_forgotten_is_finished_by_the_sweeper(
    valkey: ValkeyServer, tmp_path: Path, front: Desk, hook: Receiver
) -> None:
    """F05."""
    asked = batch(hook.url)
    record(front, asked)
    flushed: list[Leaf] = []

    def act(leaf: Leaf) -> bytes:
        if not flushed and leaf.fingerprint == asked.items[2].leaves[0].fingerprint:
            flushed.append(leaf)
            front.redis.flushall()
        return by_name(leaf)

    with workshop(valkey, tmp_path, act):
        submit(front, asked)
        wait_until(lambda: read(front, asked) is None, "the batch is closed")
    assert flushed
    assert all(front.stored(item.leaves[0]) for item in asked.items)
    told = json.loads(hook.posted[0].body)
    assert ["status" in entry for entry in told["eager"]] == [False] * 5


def test_the_sweeper_submits_what_is_missing_and_only_that(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    asked = batch("")
    record(front, asked)
    finish = front.connections.batches.finish_item
    front.connections.loop.run(finish(asked.cloud, asked.batch_id, 1, reason="Too wide"))
    assert front.submit(asked.render_job(3), Queue.BATCH)
    assert sweeper(front).sweep() == 3
    assert sweeper(front).sweep() == 0
    assert front.redis.llen("dramatiq:batch") == 4


def test_the_sweeper_takes_up_a_notification_when_it_is_due(
    valkey: ValkeyServer, tmp_path: Path, front: Desk, hook: Receiver
) -> None:
    asked = batch(hook.url, items=(), notification_due_at=1e12)
    record(front, asked)
    assert sweeper(front).sweep() == 0
    change = front.connections.batches.change
    due = change(asked.cloud, asked.batch_id, lambda now: replace(now, notification_due_at=1))
    front.connections.loop.run(due)
    assert sweeper(front).sweep() == 1
    assert front.redis.llen("dramatiq:notify") == 1


def test_one_worker_of_a_fleet_sweeps_at_a_time(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    asked = batch("")
    record(front, asked)
    front.redis.set("darkroom:sweeper", "another", ex=100)
    sweeping = sweeper(front)
    sweeping.start()
    sweeping.close()
    sweeping.join(60)
    assert not front.redis.exists("dramatiq:batch")
    front.redis.delete("darkroom:sweeper")
    sweeping = sweeper(front)
    sweeping.start()
    wait_until(lambda: front.redis.llen("dramatiq:batch") == 5, "it has swept")
    sweeping.close()
    assert 0 < front.redis.ttl("darkroom:sweeper") <= 30


def _attempts(front: Desk, batch: BatchRecord) -> int:
    now = read(front, batch)
    return 0 if now is None else now.notification_attempts
