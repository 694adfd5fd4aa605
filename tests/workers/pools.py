"""Pools of worker threads on a real Valkey, with actors that a test makes."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import dramatiq
import redis
from dramatiq import Message, Middleware, Worker

from tests.servers import ValkeyServer
from workers.broker import WakingBroker
from workers.redis_client import connect
from workers.slots import Slots


def broker(
    valkey: ValkeyServer,
    queues: Sequence[str] = ("interactive",),
    slots: int = 1,
    middleware: Sequence[Middleware] = (),
) -> WakingBroker:
    """A broker with a connection of its own, as another process would have."""
    return WakingBroker(connect(valkey.url), queues, Slots(slots), middleware)


@contextmanager
def running(taking: WakingBroker, act: Callable[[str], None], slots: int = 1) -> Iterator[Worker]:
    """Work with one actor, named ``act``."""
    queue = next(iter(taking.queues))
    dramatiq.actor(broker=taking, actor_name="act", queue_name=queue)(act)
    worker = Worker(taking, worker_threads=slots)
    worker.start()
    try:
        yield worker
    finally:
        taking.slots.close()
        worker.stop(timeout=60_000)
        taking.close()
        taking.client.close()


def message(argument: str, queue: str = "interactive", actor: str = "act") -> Message[Any]:
    return Message(queue_name=queue, actor_name=actor, args=(argument,), kwargs={}, options={})


def client(valkey: ValkeyServer) -> redis.Redis:
    return redis.Redis.from_url(valkey.url)
