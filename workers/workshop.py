"""The workshop: the pools of one worker process, and how they come up and go down.

| pool     | takes                                | slots                       |
|----------|--------------------------------------|-----------------------------|
| reserved | interactive, ingest                  | 1: somebody waits for these |
| general  | interactive, ingest, batch, slow     | the others                  |
| errands  | notify                               | 1, without a render child   |

Notifications have a thread of their own, since a receiver may let it wait for seconds.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import dramatiq
from dramatiq import Middleware
from prometheus_client import CollectorRegistry

from planner.jobs import ACTORS, NotifyJob, ProbeJob, Queue, RenderJob
from storage.account import Account
from storage.errors import StorageError
from workers.actors.notify import Notify
from workers.actors.probe import Probe
from workers.actors.render import Render
from workers.attempt_counts import AttemptCounts
from workers.broker import WakingBroker
from workers.connections import Connections
from workers.dead_letters import DeadLetters
from workers.endings import Endings
from workers.errors import WorkerError
from workers.middleware.attempts import Attempts
from workers.middleware.children import Child, Children
from workers.middleware.deadline import Deadline
from workers.middleware.lease import Lease
from workers.middleware.metrics import Metrics
from workers.middleware.readiness import Readiness
from workers.middleware.revisions import Revisions
from workers.pool import Pool
from workers.renewal import Renewal
from workers.settings import WorkerSettings
from workers.slots import Slots
from workers.storeroom import Storeroom
from workers.sweeper import Sweeper

RESERVED: Final = (Queue.INTERACTIVE, Queue.INGEST)
GENERAL: Final = (Queue.INTERACTIVE, Queue.INGEST, Queue.BATCH, Queue.SLOW)
ERRANDS: Final = (Queue.NOTIFY,)

#: Seconds that jobs have to be put back once their children have been killed.
_PUT_BACK_SECONDS: Final = 3


class Workshop:
    """Pools, sweeper and what they share. ``make_child`` gives a thread its render child."""

    def __init__(
        self,
        worker: WorkerSettings,
        account: Account,
        connections: Connections,
        make_child: Callable[[], Child],
        scratch: Path,
    ) -> None:
        self.registry = CollectorRegistry()
        self._connections = connections
        self._make_child = make_child
        self._draining = threading.Event()
        self._renewal = Renewal()
        self._deadline = Deadline(worker.render_deadline)
        self._endings = Endings(connections.board, connections.batches, connections.loop)
        self._storeroom = Storeroom(connections.store, connections.loop, self._deadline, scratch)
        self._concerns = self._job_middleware()
        self._pools = (
            self._render_pool(RESERVED, 1),
            self._render_pool(GENERAL, worker.slots - 1),
            self._errand_pool(account),
        )
        self._sweeper = Sweeper(
            connections.redis,
            connections.board,
            connections.batches,
            connections.loop,
            seconds=worker.sweep_seconds,
        )

    def start(self) -> None:
        """Begin to work."""
        self._renewal.start()
        for pool in self._pools:
            pool.start()
        self._sweeper.start()

    def stop_taking(self) -> None:
        """Take no more jobs."""
        self._draining.set()
        self._sweeper.close()
        for pool in self._pools:
            pool.stop_taking()

    def drain(self, seconds: float, end_children: Callable[[], None]) -> None:
        """Take no more jobs, and let those that run finish.

        After ``seconds`` the children are ended; what they were doing goes back to its queue
        without penalty.
        """
        self.stop_taking()
        killer = threading.Timer(seconds, end_children)
        killer.start()
        with ThreadPoolExecutor(len(self._pools)) as together:
            list(together.map(lambda pool: pool.drain(seconds + _PUT_BACK_SECONDS), self._pools))
        killer.cancel()
        self._sweeper.join(_PUT_BACK_SECONDS)
        self._renewal.close()

    def _job_middleware(self) -> tuple[Middleware, ...]:
        client = self._connections.redis
        attempts = Attempts(
            AttemptCounts(client), self._endings, DeadLetters(client), self._draining
        )
        lease = Lease(client, self._renewal)
        return (Metrics(self.registry), Revisions(), lease, attempts, self._deadline)

    def _render_pool(self, queues: Sequence[Queue], slots: int) -> Pool:
        children = Children(self._make_child)
        broker = self._broker(queues, children)
        parts = (self._storeroom, children, self._deadline, self._endings)
        _declare(broker, ACTORS[RenderJob], Render(*parts))
        _declare(broker, ACTORS[ProbeJob], Probe(*parts))
        return Pool(broker, slots)

    def _errand_pool(self, account: Account) -> Pool:
        broker = self._broker(ERRANDS)
        notify = Notify(
            account,
            self._connections.batches,
            self._connections.loop,
            deadline=self._deadline,
            endings=self._endings,
        )
        _declare(broker, ACTORS[NotifyJob], notify)
        return Pool(broker, slots=1)

    def _broker(self, queues: Sequence[Queue], *more: Middleware) -> WakingBroker:
        slots = Slots(0)
        middleware = (Readiness(slots), *self._concerns, *more)
        return WakingBroker(self._connections.redis, queues, slots, middleware)


def _declare(broker: WakingBroker, name: str, act: Callable[[str], None]) -> None:
    """Declare an actor. It may come by any queue; the one named here is there in any case."""
    expected: Any = (WorkerError, StorageError)
    queue = next(iter(broker.queues))
    dramatiq.actor(broker=broker, actor_name=name, queue_name=queue, throws=expected)(act)
