"""A Dramatiq broker on Redis whose consumers sleep until there is something to do.

Dramatiq's own consumer polls with a growing back-off, which costs a job some 300 ms on an idle
fleet. Here whatever puts a message on a queue also pushes a token on the queue's wake list, in
the same script, and idle consumers block on that list: `workers.consumer`. All else is
Dramatiq's: messages, acknowledgements, heartbeats, maintenance, dead letters, delays.
"""

from collections.abc import Sequence
from typing import Any, Final

import redis
from dramatiq import Actor, Message, Middleware, actor
from dramatiq.brokers.redis import RedisBroker

from storage import redis_keys
from workers.consumer import Consumer, DelayConsumer, SlotConsumer
from workers.deliveries import Deliveries, closing_errors
from workers.errors import UnknownRevision
from workers.slots import Slots

#: Milliseconds without a sign of life after which a process counts as dead. Its consumers
#: speak to Redis every second; what it held is fetched by others within a second of its death.
HEARTBEAT_TIMEOUT: Final = 2500
#: In millionths: every fetch looks for dead processes. That costs two reads of small sorted sets.
MAINTENANCE_CHANCE: Final = 1_000_000

_STAND_IN: Final = "stand-in"

# Put before Dramatiq's dispatch script. It replaces the caller's clock by the server's, since
# hosts that disagree by seconds would take each other for dead, and wakes consumers.
_PROLOGUE: Final = """
local now = redis.call("time")
ARGV[2] = string.format("%%.0f", now[1] * 1000 + math.floor(now[2] / 1000))
local woken = ({enqueue = 1, requeue = #ARGV - 8})[ARGV[1]]
if woken then
    local wake = KEYS[1] .. ":" .. ARGV[3] .. ".wake"
    for _ = 1, math.min(woken, %(bound)d) do
        redis.call("rpush", wake, "1")
    end
    redis.call("ltrim", wake, 0, %(bound)d - 1)
    redis.call("expire", wake, %(seconds)d)
end
"""


class WakingBroker(RedisBroker):
    """The broker of one pool: its queues in the order in which they are served, and its slots."""

    def __init__(
        self,
        client: redis.Redis,
        queues: Sequence[str],
        slots: Slots,
        middleware: Sequence[Middleware] = (),
    ) -> None:
        super().__init__(  # type: ignore[no-untyped-call]  # - Dramatiq does not annotate it
            client=client,
            middleware=list(middleware),
            heartbeat_timeout=HEARTBEAT_TIMEOUT,
            maintenance_chance=MAINTENANCE_CHANCE,
        )
        bounds = {"bound": redis_keys.WAKE_TOKENS, "seconds": redis_keys.WAKE_SECONDS}
        dispatch: Any = self.scripts["dispatch"].script
        self.scripts["dispatch"] = client.register_script(
            _PROLOGUE % bounds + dispatch.decode(),
        )
        self.slots = slots
        self._ranks = {queue: rank for rank, queue in enumerate(queues)}
        self._deliveries: dict[str, Deliveries] = {}
        for queue in queues:
            self.declare_queue(queue)
        if queues:
            actor(broker=self, actor_name=_STAND_IN, queue_name=queues[0])(_refuse)

    def consume(self, queue_name: str, prefetch: int = 1, timeout: int = 1000) -> Consumer:
        """Create a consumer that idles for ``timeout`` milliseconds. Raises ConnectionClosed.

        ``prefetch`` holds for delayed messages; others are taken one for each free slot.
        """
        deliveries = self._deliveries.setdefault(queue_name, Deliveries(self, queue_name))
        delayed = queue_name not in self._ranks
        if delayed:
            # Dramatiq has dropped what the consumer before this one had taken.
            deliveries.forget()
        deliveries.reclaim()
        if delayed:
            return DelayConsumer(deliveries, timeout / 1000, prefetch)
        return SlotConsumer(deliveries, timeout / 1000, self.slots, self._ranks[queue_name])

    def get_actor(self, actor_name: str) -> Actor[Any, Any]:
        """Give an actor; for one of another release a stand-in.

        Dramatiq would make a dead letter of a message without an actor. So it reaches the
        middleware, which cannot read its job either, and sends it back to its queue.
        """
        return super().get_actor(actor_name if actor_name in self.actors else _STAND_IN)

    def enqueue(self, message: Message[Any], *, delay: int | None = None) -> Message[Any]:
        """Enqueue a message, after ``delay`` milliseconds. Raises ConnectionClosed."""
        with closing_errors():
            return super().enqueue(message, delay=delay)

    def put_back(self) -> None:
        """Put every message that this process holds back on its queue. Raises ConnectionClosed."""
        for deliveries in self._deliveries.values():
            deliveries.forget()
            deliveries.reclaim()

    def close(self) -> None:
        """Say farewell: what this process still holds is up for others at once."""
        with closing_errors():
            self.client.zadd(f"{self.namespace}:__heartbeats__", {self.broker_id: 0})


def _refuse(*arguments: object) -> None:
    raise UnknownRevision(f"no actor for {len(arguments)} arguments")
