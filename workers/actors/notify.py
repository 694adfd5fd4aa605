"""Notify: tell a receiver that a batch is over, at least once."""

import time
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any, Final, TypeVar

import structlog

from planner.jobs import NotifyJob
from storage.account import Account
from storage.batch_records import BatchRecord, NotificationStatus
from storage.batches import Batches
from storage.blocking import BackgroundLoop
from storage.errors import NotFound
from workers import webhook
from workers.endings import Endings
from workers.errors import DeliveryFailed
from workers.messages import read
from workers.middleware.deadline import Deadline
from workers.notification import eager_notification

#: Deliveries that may fail before a notification is given up: after some forty minutes.
MOST_DELIVERIES: Final = 11

_log = structlog.get_logger(__name__)
T = TypeVar("T")


class Notify:
    """The actor ``notify``. ``clock`` gives seconds since the epoch.

    How far it has come is recorded in the batch, so that it goes on after any loss; a batch that
    nothing is left to do for is removed.
    """

    def __init__(
        self,
        account: Account,
        batches: Batches,
        loop: BackgroundLoop,
        *,
        deadline: Deadline,
        endings: Endings,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._account = account
        self._batches = batches
        self._loop = loop
        self._deadline = deadline
        self._endings = endings
        self._clock = clock

    def __call__(self, packed: str) -> None:
        """Deliver, once. Raises DeliveryFailed, StorageError."""
        job = read(packed)
        if not isinstance(job, NotifyJob):
            raise TypeError(f"{type(job).__name__} came to the actor notify")
        batch = self._batch(job)
        if batch is not None and batch.is_over:
            self._tell(batch)
            self._run(self._batches.close(batch.cloud, batch.batch_id))
        self._endings.notified(job)

    def _batch(self, job: NotifyJob) -> BatchRecord | None:
        try:
            return self._run(self._batches.read(job.cloud, job.batch_id))
        except NotFound:
            return None

    def _tell(self, batch: BatchRecord) -> None:
        if batch.notification_status is not NotificationStatus.DUE:
            return
        now = self._clock()
        body = eager_notification(batch, self._account, now)
        try:
            self._run(webhook.deliver(batch.notification_url, body, int(now), self._account))
        except DeliveryFailed as failure:
            self._note_failure(batch, failure)

    def _note_failure(self, batch: BatchRecord, failure: DeliveryFailed) -> None:
        """Record a failed delivery. Raises it, unless it was the last."""
        failures = batch.notification_attempts + 1
        _log.warning("a notification was not taken", failures=failures, error=str(failure))
        if failures >= MOST_DELIVERIES:
            return
        seconds = min(failure.longest, failure.seconds * 2 ** (failures - 1))
        due = self._clock() + seconds
        noted = self._batches.change(
            batch.cloud,
            batch.batch_id,
            lambda now: replace(now, notification_attempts=failures, notification_due_at=due),
        )
        self._run(noted)
        raise DeliveryFailed(str(failure)).postponed_by(seconds) from failure

    def _run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self._deadline.run(self._loop, coroutine)
