"""The job board over a real Valkey, with Dramatiq's own consumer at the other end."""

import asyncio
import json
import os
import signal
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import redis
from dramatiq.brokers.redis import RedisBroker

from planner import jobs
from planner.facts import ContentFacts
from planner.jobs import Leaf, NotifyJob, ProbeJob, Queue, RenderJob
from storage import outcomes, redis_keys
from storage.board import JobBoard
from storage.errors import QueueFull, Unavailable
from storage.notices import Notices
from storage.outcomes import Fact, Outcome
from storage.redis_link import RedisLink
from storage.settings import REDIS_SECONDS
from tests.servers import ValkeyServer

FINGERPRINT = "f1" * 20
ASSET = ContentFacts("demo", "a5" * 16, "7e" * 16, "jpg", 640, 427)
RENDER = RenderJob(FINGERPRINT, ASSET, (Leaf(FINGERPRINT, "c_fill,w_10", "jpg"),), (("w", 1),))
PROBE = ProbeJob("b2" * 20, "demo", "a5" * 16, "7e" * 16)
NOTIFY = NotifyJob("c3" * 20, "demo", "d4" * 16)


@asynccontextmanager
async def another_process(
    valkey: ValkeyServer, redis_seconds: float = 20
) -> AsyncIterator[JobBoard]:
    """A board with connections of its own."""
    link, notices = RedisLink(valkey.url, command_seconds=redis_seconds), Notices(valkey.url)
    try:
        yield JobBoard(link, notices)
    finally:
        await notices.close()
        await link.close()


@pytest.mark.parametrize(
    ("job", "queue", "actor"),
    [
        (RENDER, Queue.INTERACTIVE, "render"),
        (PROBE, Queue.INGEST, "probe"),
        (NOTIFY, Queue.NOTIFY, "notify"),
    ],
)
async def test_what_is_submitted_arrives_at_a_stock_dramatiq_consumer(
    board: JobBoard, valkey: ValkeyServer, job: jobs.Job, queue: Queue, actor: str
) -> None:
    assert await board.submit(job, queue)

    def receive() -> Any:
        broker = RedisBroker(url=valkey.url)  # type: ignore[no-untyped-call]  # - Dramatiq does not annotate it
        broker.declare_queue(queue)
        message = next(iter(broker.consume(queue, timeout=10)))
        assert message is not None
        broker.client.close()
        return message

    message = await asyncio.to_thread(receive)
    assert (message.actor_name, message.queue_name) == (actor, queue)
    assert jobs.unpack(b64decode(message.args[0])) == job
    assert message.kwargs == {}
    assert message.options["redis_message_id"]


async def test_a_message_is_just_what_dramatiq_itself_would_have_put(
    board: JobBoard, valkey: ValkeyServer
) -> None:
    """An acknowledgement by the stock consumer leaves nothing of it behind."""
    await board.submit(RENDER, Queue.INTERACTIVE)

    def consume() -> None:
        broker = RedisBroker(url=valkey.url)  # type: ignore[no-untyped-call]  # - Dramatiq does not annotate it
        broker.declare_queue("interactive")
        consumer = broker.consume("interactive", timeout=10)
        message = next(iter(consumer))
        assert message is not None
        consumer.ack(message)
        assert broker.do_qsize("interactive") == 0
        assert broker.client.hlen("dramatiq:interactive.msgs") == 0
        broker.client.close()

    await asyncio.to_thread(consume)


async def test_a_submission_wakes_an_idle_consumer(board: JobBoard, valkey: ValkeyServer) -> None:
    await board.submit(RENDER, Queue.BATCH)
    with redis.Redis.from_url(valkey.url) as client:
        assert client.llen(redis_keys.wake("batch")) == 1
        assert 0 < client.ttl(redis_keys.wake("batch")) <= redis_keys.WAKE_SECONDS


async def test_wake_tokens_are_bounded(board: JobBoard, valkey: ValkeyServer) -> None:
    for index in range(redis_keys.WAKE_TOKENS + 5):
        await board.submit(ProbeJob(f"{index:040x}", "demo", "a" * 16, "b" * 16), Queue.INGEST)
    with redis.Redis.from_url(valkey.url) as client:
        assert client.llen(redis_keys.wake("ingest")) == redis_keys.WAKE_TOKENS


async def test_a_job_is_queued_once_however_many_submit_it(
    board: JobBoard, valkey: ValkeyServer
) -> None:
    """F01: two gateways, a hundred clients, one message."""
    async with another_process(valkey) as other:
        queued = await asyncio.gather(
            *(side.submit(RENDER, Queue.INTERACTIVE) for side in (board, other) * 50)
        )
    assert sum(queued) == 1
    with redis.Redis.from_url(valkey.url) as client:
        assert client.llen(redis_keys.messages("interactive")) == 1
        assert client.hlen(redis_keys.message_bodies("interactive")) == 1
        assert 0 < client.ttl(redis_keys.claim(FINGERPRINT)) <= redis_keys.CLAIM_SECONDS


async def test_a_full_queue_takes_no_more_and_no_claim(
    link: RedisLink, notices: Notices, valkey: ValkeyServer
) -> None:
    board = JobBoard(link, notices, dict.fromkeys(Queue, 1))
    assert await board.submit(PROBE, Queue.INGEST)
    with pytest.raises(QueueFull):
        await board.submit(RENDER, Queue.INGEST)
    assert await board.submit(RENDER, Queue.INTERACTIVE)
    assert not await board.submit(PROBE, Queue.INGEST)


async def test_whoever_waits_hears_of_the_end_from_another_process(
    board: JobBoard, valkey: ValkeyServer
) -> None:
    async with another_process(valkey) as worker, board.waiter(FINGERPRINT) as waiter:
        waiting = asyncio.create_task(waiter.wait(60))
        await board.submit(RENDER, Queue.INTERACTIVE)
        await worker.finish(Outcome(FINGERPRINT, ok=True))
        assert await waiting == Outcome(FINGERPRINT, ok=True)


async def test_everyone_who_waits_is_told(board: JobBoard) -> None:
    async with board.waiter(FINGERPRINT) as first, board.waiter(FINGERPRINT) as second:
        await board.submit(RENDER, Queue.INTERACTIVE)
        waiting = asyncio.gather(first.wait(60), second.wait(60))
        await board.finish(Outcome(FINGERPRINT, ok=True))
        assert [outcome is not None and outcome.ok for outcome in await waiting] == [True, True]


async def test_waiting_ends_when_time_is_up(board: JobBoard) -> None:
    async with board.waiter(FINGERPRINT) as waiter:
        await board.submit(RENDER, Queue.INTERACTIVE)
        assert await waiter.wait(0.05) is None
        assert await waiter.wait(0) is None


async def test_a_render_that_went_well_is_not_remembered(board: JobBoard) -> None:
    """Its object is the proof; when that is gone, it is rendered again."""
    await board.submit(RENDER, Queue.INTERACTIVE)
    await board.finish(Outcome(FINGERPRINT, ok=True))
    assert await board.outcome(FINGERPRINT) is None
    assert await board.submit(RENDER, Queue.INTERACTIVE)


async def test_a_failure_is_answered_for_a_while_without_trying_again(
    board: JobBoard, valkey: ValkeyServer
) -> None:
    """F03: the negative result has a time to live."""
    failure = Outcome(FINGERPRINT, ok=False, status=400, message="Not an image")
    await board.submit(RENDER, Queue.INTERACTIVE)
    await board.finish(failure)
    assert await board.outcome(FINGERPRINT) == failure
    async with board.waiter(FINGERPRINT) as waiter:
        assert not await board.submit(RENDER, Queue.INTERACTIVE)
        assert await waiter.wait(60) == failure
    with redis.Redis.from_url(valkey.url) as client:
        assert 0 < client.ttl(redis_keys.outcome(FINGERPRINT)) <= redis_keys.OUTCOME_SECONDS
        assert client.llen(redis_keys.messages("interactive")) == 1
        client.delete(redis_keys.outcome(FINGERPRINT))
    assert await board.submit(RENDER, Queue.INTERACTIVE)


async def test_what_a_probe_has_read_is_remembered(board: JobBoard) -> None:
    facts: dict[str, Fact] = {
        "format": "jpg",
        "width": 640,
        "height": 427,
        "pages": 1,
        "has_alpha": False,
    }
    await board.submit(PROBE, Queue.INGEST)
    await board.finish(Outcome(PROBE.job_id, ok=True, facts=facts))
    outcome = await board.outcome(PROBE.job_id)
    assert outcome is not None
    assert outcome.facts == facts


async def test_an_outcome_that_was_not_heard_of_is_found_by_looking(
    board: JobBoard, valkey: ValkeyServer
) -> None:
    """A notice that is lost costs a second, not the wait."""
    failure = Outcome(FINGERPRINT, ok=False, status=422, message="Broken")
    async with board.waiter(FINGERPRINT) as waiter:
        await board.submit(RENDER, Queue.INTERACTIVE)
        await _finish_unheard(valkey, failure)
        assert await waiter.wait(60) == failure


async def test_a_render_that_nobody_heard_of_is_known_for_a_moment(
    board: JobBoard, valkey: ValkeyServer
) -> None:
    """A gateway whose notices were interrupted asks a little later."""
    await board.submit(RENDER, Queue.INTERACTIVE)
    assert await board.standing(FINGERPRINT) is True
    await board.finish(Outcome(FINGERPRINT, ok=True))
    assert await board.standing(FINGERPRINT) == Outcome(FINGERPRINT, ok=True)
    with redis.Redis.from_url(valkey.url) as client:
        assert 0 < client.ttl(redis_keys.done(FINGERPRINT)) <= redis_keys.DONE_SECONDS
        assert not client.exists(redis_keys.claim(FINGERPRINT))


async def test_a_wait_for_a_job_that_is_on_no_board_ends(
    board: JobBoard, valkey: ValkeyServer
) -> None:
    """F05: after FLUSHALL nobody will say anything; the caller asks the store and goes on."""
    async with board.waiter(FINGERPRINT) as waiter:
        await board.submit(RENDER, Queue.INTERACTIVE)
        with redis.Redis.from_url(valkey.url) as client:
            client.flushall()
        async with asyncio.timeout(60):
            assert await waiter.wait(1000) is None


async def test_a_dead_redis_is_said_at_once_and_comes_back_without_a_restart(
    own_valkey: ValkeyServer,
) -> None:
    """F06: connections refused, then a new server on the same port."""
    async with another_process(own_valkey, REDIS_SECONDS) as board:
        assert await board.submit(RENDER, Queue.INTERACTIVE)
        own_valkey.stop()
        for _ in range(20):
            async with board.waiter(FINGERPRINT):
                with pytest.raises(Unavailable):
                    await board.submit(RENDER, Queue.INTERACTIVE)
        with pytest.raises(Unavailable):
            await board.outcome(FINGERPRINT)
        own_valkey.start()
        await _recovered(board)
        async with board.waiter(FINGERPRINT) as waiter:
            assert await board.submit(RENDER, Queue.INTERACTIVE)
            waiting = asyncio.create_task(waiter.wait(60))
            await board.finish(Outcome(FINGERPRINT, ok=True))
            assert await waiting == Outcome(FINGERPRINT, ok=True)


async def test_a_frozen_redis_is_given_up_and_then_not_asked(own_valkey: ValkeyServer) -> None:
    """F07: no hang; what is waiting goes on waiting, and hears of it afterwards."""
    async with (
        another_process(own_valkey, REDIS_SECONDS) as board,
        board.waiter(FINGERPRINT) as waiter,
    ):
        await board.submit(RENDER, Queue.INTERACTIVE)
        waiting = asyncio.create_task(waiter.wait(60))
        os.kill(own_valkey.pid, signal.SIGSTOP)
        try:
            async with asyncio.timeout(60):
                for _ in range(100):
                    with pytest.raises(Unavailable):
                        await board.ping()
            assert not waiting.done()
        finally:
            os.kill(own_valkey.pid, signal.SIGCONT)
        await _recovered(board)
        failure = Outcome(FINGERPRINT, ok=False, status=400, message="No")
        await board.finish(failure)
        assert await waiting == failure


async def test_a_notice_that_is_no_outcome_is_passed_over(
    board: JobBoard, valkey: ValkeyServer
) -> None:
    async with board.waiter(FINGERPRINT) as waiter:
        await board.submit(RENDER, Queue.INTERACTIVE)
        with redis.Redis.from_url(valkey.url) as client:
            client.publish(redis_keys.DONE_CHANNEL, b"\xc1 rubbish")
            client.publish(redis_keys.DONE_CHANNEL, json.dumps({"schema": 9}).encode())
        await board.finish(Outcome(FINGERPRINT, ok=True))
        assert await waiter.wait(60) == Outcome(FINGERPRINT, ok=True)


async def _finish_unheard(valkey: ValkeyServer, outcome: Outcome) -> None:
    """Report an end with nobody listening to the channel's name."""
    with redis.Redis.from_url(valkey.url) as client:
        client.set(redis_keys.outcome(outcome.job_id), outcomes.pack(outcome))
        client.delete(redis_keys.claim(outcome.job_id))


async def _recovered(board: JobBoard) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                return await board.ping()
            except Unavailable:
                await asyncio.sleep(0.05)
