"""The sweeper: finds batches that nobody works on any more, and has them worked on.

Queues lie in Redis, which may forget them; batches lie in storage. At start and every so often,
one worker of the fleet goes through the open batches and submits what is missing of each. A job
that is on the board already is not queued twice.
"""

import random
import threading
import time
from collections.abc import Callable
from typing import Final

import redis
import structlog

from planner.jobs import Job, Queue
from storage import redis_keys
from storage.batch_records import BatchRecord, ItemStatus, NotificationStatus
from storage.batches import Batches
from storage.blocking import BackgroundLoop
from storage.board import JobBoard
from storage.errors import QueueFull, StorageError

#: Jobs that one sweep submits at most; the rest is for the next.
MOST_SUBMITTED: Final = 5000
#: Seconds that one sweep may take.
SWEEP_SECONDS: Final = 300

_log = structlog.get_logger(__name__)


class Sweeper:
    """Sweeps every ``seconds``, in a thread of its own. ``clock``: seconds since the epoch."""

    def __init__(
        self,
        client: redis.Redis,
        board: JobBoard,
        batches: Batches,
        loop: BackgroundLoop,
        *,
        seconds: float,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._client = client
        self._board = board
        self._batches = batches
        self._loop = loop
        self._seconds = seconds
        self._clock = clock
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sweeper", daemon=True)

    def start(self) -> None:
        """Begin, with a sweep."""
        self._thread.start()

    def close(self) -> None:
        """Sweep no more; a sweep that is under way ends with the batch that it is at."""
        self._stopped.set()

    def join(self, seconds: float) -> None:
        """Wait for the thread's end."""
        self._thread.join(seconds)

    def sweep(self) -> int:
        """Submit what is missing of every open batch; tell how many jobs. Raises StorageError."""
        return self._loop.run(self._sweep(), SWEEP_SECONDS)

    def _run(self) -> None:
        rest = 0.0
        while not self._stopped.wait(rest):
            rest = self._seconds * random.uniform(0.8, 1.2)  # noqa: S311 - spreads the fleet's sweeps
            try:
                if not self._is_my_turn():
                    rest = self._seconds / 2
                elif submitted := self.sweep():
                    _log.info("unfinished batches were taken up again", jobs=submitted)
            except (StorageError, redis.RedisError, TimeoutError) as error:
                _log.warning("batches could not be looked for", error=str(error))

    def _is_my_turn(self) -> bool:
        """Take the turn for half an interval, unless another worker has it."""
        milliseconds = round(self._seconds * 500)
        return bool(self._client.set(redis_keys.SWEEPER, "1", nx=True, px=milliseconds))

    async def _sweep(self) -> int:
        submitted = 0
        async for batch in self._batches.open():
            if batch.is_closed:
                await self._batches.close(batch.cloud, batch.batch_id)
            for job, queue in self._missing(batch):
                try:
                    submitted += await self._board.submit(job, queue)
                except QueueFull:
                    return submitted
            if submitted >= MOST_SUBMITTED or self._stopped.is_set():
                return submitted
        return submitted

    def _missing(self, batch: BatchRecord) -> list[tuple[Job, Queue]]:
        """Give the jobs that an open batch needs now."""
        if not batch.is_over:
            return [
                (batch.render_job(index), Queue.BATCH)
                for index, item in enumerate(batch.items)
                if item.status is ItemStatus.PENDING
            ]
        due = batch.notification_status is NotificationStatus.DUE
        if due and batch.notification_due_at <= self._clock():
            return [(batch.notify_job(), Queue.NOTIFY)]
        return []
