"""Metrics: what an operator sees of the queues."""

import threading
import time
from typing import Any

from dramatiq import Broker, Middleware
from dramatiq.broker import MessageProxy
from dramatiq.common import current_millis
from prometheus_client import CollectorRegistry, Counter, Histogram

from storage.errors import StorageError
from workers.errors import ChildFailed, Postponed, RenderRefused
from workers.middleware.interruption import reason_of

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)


class Metrics(Middleware):
    """Counts jobs by queue and result, and measures how long they wait and take."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._jobs = Counter(
            "darkroom_jobs",
            "Attempts at jobs, by how they ended",
            ("queue", "actor", "result"),
            registry=registry,
        )
        self._taken = Histogram(
            "darkroom_job_seconds",
            "From the beginning of an attempt to its end",
            ("queue", "actor"),
            buckets=_SECONDS,
            registry=registry,
        )
        self._waited = Histogram(
            "darkroom_queue_wait_seconds",
            "From the first queueing of a job to the beginning of an attempt",
            ("queue",),
            buckets=_SECONDS,
            registry=registry,
        )
        self._here = threading.local()

    def before_process_message(self, _broker: Broker, message: MessageProxy) -> None:
        """Begin to measure."""
        self._here.begun = time.perf_counter()
        waited = (current_millis() - message.message_timestamp) / 1000
        self._waited.labels(message.queue_name).observe(max(0, waited))

    def after_process_message(
        self,
        _broker: Broker,
        message: MessageProxy,
        *,
        result: Any = None,  # noqa: ARG002 - Dramatiq's signature
        exception: BaseException | None = None,
    ) -> None:
        """Count."""
        taken = time.perf_counter() - self._here.begun
        self._taken.labels(message.queue_name, message.actor_name).observe(taken)
        ending = _ending(reason_of(exception))
        self._jobs.labels(message.queue_name, message.actor_name, ending).inc()


def _ending(reason: BaseException | None) -> str:
    match reason:
        case None:
            return "done"
        case RenderRefused():
            return "refused"
        case Postponed() | StorageError():
            return "postponed"
        case ChildFailed():
            return type(reason).__name__
        case _:
            return "failed"
