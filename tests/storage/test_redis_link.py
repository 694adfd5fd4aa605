"""The link to Redis, its circuit breaker and its patience."""

import asyncio
import os
import signal
import time

import pytest
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from storage.breaker import FAILURES, REST_SECONDS, Breaker
from storage.errors import Unavailable
from storage.patience import patience
from storage.redis_link import CONNECTIONS, RedisLink
from tests.servers import ValkeyServer


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_breaker_opens_after_failures_in_a_row() -> None:
    breaker = Breaker(Clock())
    for _ in range(FAILURES - 1):
        breaker.failed()
    breaker.succeeded()
    for _ in range(FAILURES):
        assert breaker.admits()
        breaker.failed()
    assert not breaker.admits()


def test_an_open_breaker_lets_one_trial_pass_in_each_rest() -> None:
    """F06: a dead Redis costs nothing per request, and is found again by itself."""
    clock = Clock()
    breaker = Breaker(clock)
    for _ in range(FAILURES):
        breaker.failed()
    clock.now += REST_SECONDS
    assert [breaker.admits() for _ in range(5)] == [True, False, False, False, False]
    breaker.failed()
    assert not breaker.admits()
    clock.now += REST_SECONDS
    assert breaker.admits()
    breaker.succeeded()
    assert [breaker.admits() for _ in range(5)] == [True] * 5


async def test_a_frozen_server_is_asked_no_more_than_a_few_times(
    own_valkey: ValkeyServer,
) -> None:
    """F07: the rest is refused without waiting."""
    asked = 0

    async def ping(redis: object) -> None:
        nonlocal asked
        asked += 1
        await redis.ping()  # type: ignore[attr-defined]  # - it is a Redis

    link = RedisLink(own_valkey.url, command_seconds=0.05)
    os.kill(own_valkey.pid, signal.SIGSTOP)
    began = time.monotonic()
    try:
        for _ in range(200):
            with pytest.raises(Unavailable):
                await link.run(ping)
    finally:
        os.kill(own_valkey.pid, signal.SIGCONT)
        await link.close()
    trials = (time.monotonic() - began) / REST_SECONDS
    assert FAILURES <= asked <= FAILURES + trials


async def test_a_mistake_of_ours_is_no_failure_of_redis(link: RedisLink) -> None:
    for _ in range(FAILURES + 1):
        with pytest.raises(ResponseError):
            await link.run(lambda redis: redis.eval("nonsense(", 0))
    await link.ping()


async def test_more_commands_than_connections_all_get_their_turn(link: RedisLink) -> None:
    await asyncio.gather(*(link.ping() for _ in range(300)))


async def test_waiting_for_a_connection_while_this_process_is_busy_is_no_failure(
    valkey: ValkeyServer,
) -> None:
    seconds = 1.0
    answered: list[bool] = []

    async def command(redis: Redis) -> None:
        answered.append(await redis.ping())
        if len(answered) == 1:
            time.sleep(seconds * 1.2)  # the process is busy: that is the subject

    link = RedisLink(valkey.url, command_seconds=seconds)
    await asyncio.gather(*(link.run(command) for _ in range(CONNECTIONS * 4)))
    assert all(answered)
    await link.close()


async def test_connections_that_a_restart_has_closed_are_replaced(
    own_valkey: ValkeyServer,
) -> None:
    link = RedisLink(own_valkey.url, command_seconds=20)
    await asyncio.gather(*(link.ping() for _ in range(8)))
    own_valkey.stop()
    own_valkey.start()
    for _ in range(8):
        await link.ping()
    await link.close()


async def test_a_full_redis_is_unavailable(own_valkey: ValkeyServer) -> None:
    link = RedisLink(own_valkey.url, command_seconds=20)
    await link.run(lambda redis: redis.config_set("maxmemory", 1))
    with pytest.raises(Unavailable, match="maxmemory"):
        await link.run(lambda redis: redis.set("a", "b"))
    await link.close()


async def test_patience_ends() -> None:
    with pytest.raises(TimeoutError):
        async with patience(0.05):
            await asyncio.Event().wait()


async def test_ones_own_slowness_is_not_taken_for_anothers() -> None:
    """Ten steps that each find the loop blocked for longer than the whole time-out."""

    async def step() -> None:
        await asyncio.sleep(0)
        time.sleep(0.06)  # the process is busy: that is the subject

    async with patience(0.05):
        for _ in range(5):
            await step()


async def test_patience_leaves_a_cancellation_alone() -> None:
    async def waiting() -> None:
        async with patience(10):
            await asyncio.Event().wait()

    task = asyncio.create_task(waiting())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
