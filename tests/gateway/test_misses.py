"""What is not there is made once, and waited for as long as is good."""

import asyncio
import json

import pytest
from redis.asyncio import Redis

from planner.jobs import Queue
from storage import object_keys, redis_keys
from storage.board import BOUNDS
from tests.gateway.conftest import Darkroom
from tests.gateway.darkroom import gateway, store_asset
from tests.photographs import astronaut, rocket

FILL = "/demo/image/upload/c_scale,w_80/boot.jpg"


async def test_f01_five_hundred_clients_of_two_gateways_are_one_render(darkroom: Darkroom) -> None:
    """F01: whoever asks, on whichever gateway, is answered from one job and one object."""
    context = darkroom.gateway.context
    record = await store_asset(context, "boot")
    darkroom.worker.hold.clear()
    async with gateway(darkroom.storage) as other:
        asked = (darkroom.gateway, other)
        patient = [
            asyncio.ensure_future(asked[number % 2].get(FILL, prefer="wait=30"))
            for number in range(500)
        ]
        await _queued(darkroom)
        await asyncio.sleep(1)  # most of them arrive meanwhile
        darkroom.worker.hold.set()
        answers = await asyncio.gather(*patient)
    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert answers[0].size == (80, 53)
    assert list(darkroom.worker.rendered.values()) == [1]
    listed = await context.store.list(object_keys.derived_of("demo", record.asset_id))
    assert len(listed.objects) == 1


async def test_what_takes_longer_than_the_budget_is_pending(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    darkroom.worker.hold.clear()
    async with gateway(darkroom.storage, wait_budget=0.1) as hasty:
        answer = await hasty.get(FILL)
        assert answer.status == 423
        assert answer.headers["Cache-Control"] == "no-store"
        assert int(answer.headers["Retry-After"]) >= 1
        assert answer.headers["X-Cld-Error"]
        assert answer.headers["Content-Type"] == "application/json"
        said = json.loads(answer.body)
        darkroom.worker.hold.set()
        ready = await hasty.get(FILL, prefer="wait=30")
    assert said == {
        "status": "pending",
        "fingerprint": ready.headers["ETag"].strip('"'),
        "transformation": "c_scale,w_80",
        "retry_after": int(answer.headers["Retry-After"]),
    }
    assert ready.status == 200
    assert darkroom.worker.rendered.total() == 1


async def test_a_client_may_ask_not_to_wait(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    darkroom.worker.hold.clear()
    answer = await darkroom.gateway.get(FILL, prefer="respond-async")
    assert (answer.status, answer.headers["Preference-Applied"]) == (423, "respond-async")
    darkroom.worker.hold.set()
    ready = await darkroom.gateway.get(FILL, prefer="wait=30")
    assert ready.status == 200
    assert darkroom.worker.rendered.total() == 1


async def test_a_client_may_ask_to_wait_longer(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    darkroom.worker.hold.clear()
    async with gateway(darkroom.storage, wait_budget=0) as hasty:
        waiting = asyncio.ensure_future(hasty.get(FILL, prefer="wait=99"))
        assert (await hasty.get(FILL)).status == 423
        darkroom.worker.hold.set()
        answer = await waiting
    assert (answer.status, answer.headers["Preference-Applied"]) == (200, "wait=30")


async def test_a_hit_needs_no_preference(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    await darkroom.gateway.get(FILL)
    answer = await darkroom.gateway.get(FILL, prefer="respond-async")
    assert answer.status == 200
    assert "Preference-Applied" not in answer.headers


async def test_a_decided_failure_is_told_and_not_tried_again_at_once(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    darkroom.worker.refusals["w_80"] = (400, "The file is damaged at line 7")
    first = await darkroom.gateway.get(FILL)
    darkroom.worker.hold.clear()
    second = await darkroom.gateway.get(FILL, prefer="wait=30")
    for answer in (first, second):
        assert (answer.status, answer.body) == (400, b"")
        assert answer.headers["X-Cld-Error"] == "The file is damaged at line 7"
        assert answer.headers["Cache-Control"] == "no-store"


async def test_a_full_queue_asks_clients_to_come_back(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    darkroom.worker.hold.clear()
    async with Redis.from_url(darkroom.worker.redis_url) as redis:
        await redis.rpush(
            redis_keys.messages(Queue.INTERACTIVE), *range(BOUNDS[Queue.INTERACTIVE] + 1)
        )
    answer = await darkroom.gateway.get(FILL)
    assert (answer.status, answer.headers["Cache-Control"]) == (503, "no-store")
    assert int(answer.headers["Retry-After"]) >= 1


async def test_a_derived_asset_that_has_gone_is_rendered_again(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    async with gateway(darkroom.storage, body_cache_bytes=0) as forgetful:
        before = await forgetful.get(FILL)
        await forgetful.context.store.delete_prefix("derived/")
        after = await forgetful.get(FILL)
    assert (after.status, after.body) == (200, before.body)
    assert list(darkroom.worker.rendered.values()) == [2]


async def test_a_client_that_leaves_does_not_stop_the_render(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    darkroom.worker.hold.clear()
    leaving = asyncio.ensure_future(darkroom.gateway.get(FILL, prefer="wait=30"))
    await _queued(darkroom)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    waiting = asyncio.ensure_future(darkroom.gateway.get(FILL, prefer="wait=30"))
    darkroom.worker.hold.set()
    assert (await waiting).status == 200
    assert darkroom.worker.rendered.total() == 1


async def test_f13_old_pixels_never_appear_under_a_new_version(darkroom: Darkroom) -> None:
    """F13: overwritten while the old version renders."""
    context = darkroom.gateway.context
    old = await store_asset(context, "boot", picture=rocket(), version=1_700_000_000)
    darkroom.worker.hold.clear()
    early = asyncio.ensure_future(darkroom.gateway.get(FILL, prefer="wait=30"))
    await _queued(darkroom)
    new = await store_asset(context, "boot", picture=astronaut(), version=1_700_000_005)
    path = f"/demo/image/upload/c_scale,w_80/v{new.version}/boot.jpg"
    late = asyncio.ensure_future(darkroom.gateway.get(path, prefer="wait=30"))
    await _queued(darkroom, 2)
    darkroom.worker.hold.set()
    was, now = await asyncio.gather(early, late)
    await darkroom.gateway.hears()
    again = await darkroom.gateway.get(FILL)
    assert (was.size, now.size, again.body) == ((80, 53), (80, 80), now.body)
    assert was.headers["ETag"] != now.headers["ETag"]
    assert old.version_id != new.version_id
    assert "31536000" not in was.headers["Cache-Control"]


async def test_a_job_that_redis_forgot_is_asked_for_by_the_next_client(darkroom: Darkroom) -> None:
    """F05: FLUSHALL loses the queue; the URL recovers."""
    await store_asset(darkroom.gateway.context, "boot")
    async with gateway(darkroom.storage) as lonely:
        darkroom.worker.hold.clear()
        assert (await lonely.get(FILL, prefer="respond-async")).status == 423
        async with Redis.from_url(darkroom.worker.redis_url) as redis:
            await redis.flushall()
        darkroom.worker.hold.set()
        assert (await lonely.get(FILL, prefer="wait=30")).status == 200


async def _queued(darkroom: Darkroom, jobs: int = 1) -> None:
    """Wait until so many jobs are on their way."""
    while await darkroom.worker.jobs() < jobs:
        await asyncio.sleep(0.01)
