"""Attempts: what becomes of a job that did not end well.

| what happened                                | what follows                                      |
|----------------------------------------------|---------------------------------------------------|
| the render child failed, or our code did     | an attempt is spent; tried again, at most 3 times |
| a worker was lost                            | tried again, at most 10 times                     |
| storage, Redis or the machine could not      | tried again for a while; no attempt is spent      |
| not here, not now; or the worker is stopping | back on the queue; no attempt is spent            |
| the client's own fault                       | decided: a negative result                        |
| it takes more memory than a slot has         | given up at once: all slots have the same         |

A job that is given up leaves a negative result and a dead letter.
"""

import threading
from http import HTTPStatus
from typing import Any, Final

import redis
import structlog
from dramatiq import Broker, Middleware
from dramatiq.broker import MessageProxy

from planner.jobs import Job
from storage.errors import StorageError
from workers import postponement
from workers.attempt_counts import MOST_FAILURES, MOST_LOST, AttemptCounts
from workers.dead_letters import DeadLetters
from workers.endings import Endings
from workers.errors import MemoryExceeded, Postponed, RenderRefused, WorkersLost
from workers.messages import job_of
from workers.middleware.interruption import interrupting, reason_of

#: What is told of a job that was given up: the reason is the operator's to know.
GIVEN_UP: Final = "The image could not be processed"
TOO_LARGE: Final = "Image too large: rendering it takes more memory than the {:g} MiB that it may"
NOT_NOW: Final = "The image cannot be processed at the moment"

_MIB: Final = 1024 * 1024

_log = structlog.get_logger(__name__)


class Attempts(Middleware):
    """Counts each attempt before it is made, and decides about failed ones."""

    def __init__(
        self,
        counts: AttemptCounts,
        endings: Endings,
        dead_letters: DeadLetters,
        draining: threading.Event,
    ) -> None:
        self._counts = counts
        self._endings = endings
        self._dead_letters = dead_letters
        self._draining = draining
        self._here = threading.local()

    @property
    def actor_options(self) -> set[str]:
        """Let actors name what they may raise without a traceback in the log."""
        return {"throws"}

    def before_process_message(self, _broker: Broker, message: MessageProxy) -> None:
        """Count the attempt. Interrupts with WorkersLost."""
        with interrupting():
            attempt = self._counts.begin(job_of(message).job_id)
            self._here.begun = True
            if attempt.lost >= MOST_LOST:
                raise WorkersLost(f"{attempt.lost} workers were lost over it")

    def after_process_message(
        self,
        broker: Broker,
        message: MessageProxy,
        *,
        result: Any = None,  # noqa: ARG002 - Dramatiq's signature
        exception: BaseException | None = None,
    ) -> None:
        """Decide what becomes of the job."""
        begun = self._here.__dict__.pop("begun", False)
        reason = reason_of(exception)
        try:
            self._decide(broker, message, reason, begun=begun)
        except Exception as error:  # noqa: BLE001 - Dramatiq would acknowledge the message: lost
            _log.exception("a job could not be decided")
            postponement.put_back(broker, message, error, postponement.delay(message, error))

    def _decide(
        self, broker: Broker, message: MessageProxy, reason: BaseException | None, *, begun: bool
    ) -> None:
        match reason:
            case None:
                self._counts.forget(job_of(message).job_id)
            case RenderRefused():
                self._end(job_of(message), reason.status, reason.message)
            case WorkersLost():
                self._give_up(message, reason)
            case MemoryExceeded() if not self._draining.is_set():
                said = TOO_LARGE.format(reason.limit / _MIB)
                self._give_up(message, reason, HTTPStatus.BAD_REQUEST, said)
            case Postponed():
                self._postpone(broker, message, reason, begun=begun)
            case StorageError() | redis.RedisError() | OSError():
                self._lacking(broker, message, reason, begun=begun)
            case _ if self._draining.is_set():
                self._postpone(broker, message, reason, begun=begun)
            case _:
                self._spend(broker, message, reason)

    def _spend(self, broker: Broker, message: MessageProxy, reason: BaseException) -> None:
        failed = self._counts.fail(job_of(message).job_id)
        _log.warning("an attempt failed", failed=failed, error=repr(reason))
        if failed >= MOST_FAILURES:
            self._give_up(message, reason)
        else:
            seconds = postponement.RETRY_SECONDS * 2 ** (failed - 1)
            postponement.put_back(broker, message, reason, seconds)

    def _postpone(
        self, broker: Broker, message: MessageProxy, reason: BaseException, *, begun: bool
    ) -> None:
        if begun:
            self._counts.take_back(job_of(message).job_id)
        seconds = postponement.delay(message, reason) if isinstance(reason, Postponed) else 0
        postponement.put_back(broker, message, reason, seconds)

    def _lacking(
        self, broker: Broker, message: MessageProxy, reason: BaseException, *, begun: bool
    ) -> None:
        _log.warning("a job could not be done for want of storage or the like", error=repr(reason))
        if postponement.times(message, reason) >= postponement.STORAGE_TIMES:
            # An eager item stays open: the sweeper asks again once storage answers.
            self._endings.abandon(job_of(message), 503, NOT_NOW)
            self._counts.forget(job_of(message).job_id)
            return
        if begun:
            self._counts.take_back(job_of(message).job_id)
        postponement.put_back(broker, message, reason, postponement.delay(message, reason))

    def _give_up(
        self,
        message: MessageProxy,
        reason: BaseException,
        status: int = HTTPStatus.INTERNAL_SERVER_ERROR,
        said: str = GIVEN_UP,
    ) -> None:
        job = job_of(message)
        self._dead_letters.report(message, job.job_id, reason)
        self._end(job, status, said)
        message.fail()

    def _end(self, job: Job, status: int, message: str) -> None:
        self._endings.fail(job, status, message)
        self._counts.forget(job.job_id)
