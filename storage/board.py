"""The job board: where jobs are queued once, waited for, and reported as done."""

import asyncio
import json
import time
import uuid
from base64 import b64encode
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from types import MappingProxyType
from typing import Final

from planner import jobs
from planner.jobs import ACTORS, Job, Queue
from storage import outcomes, redis_keys
from storage.board_scripts import FINISH, SUBMIT
from storage.errors import QueueFull, Unavailable
from storage.notices import Notices
from storage.outcomes import Outcome
from storage.redis_link import RedisLink

#: Messages that may wait in a queue. Behind a full one, a client is told to come back.
BOUNDS: Final = MappingProxyType(
    {
        Queue.INTERACTIVE: 1_000,
        Queue.INGEST: 1_000,
        Queue.BATCH: 50_000,
        Queue.SLOW: 1_000,
        Queue.NOTIFY: 50_000,
    }
)
#: Seconds between looks at a job whose notice may have been lost.
POLL_SECONDS: Final = 1.0
#: The same while notices are known not to arrive.
DEAF_POLL_SECONDS: Final = 0.05
#: Seconds for which a waiter lets the subscription begin before it does without.
SUBSCRIBE_SECONDS: Final = 0.02


class Waiter:
    """Someone who waits for a job."""

    def __init__(self, board: "JobBoard", job_id: str, future: asyncio.Future[Outcome]) -> None:
        self._board = board
        self._job_id = job_id
        self._future = future

    async def wait(self, timeout: float) -> Outcome | None:  # noqa: ASYNC109 - the wait is the subject, not a guard around it
        """Wait for the outcome, at most ``timeout`` seconds and what a silent Redis adds to them.

        None says that there is no word of it: time is up, or Redis has forgotten the job. The
        store then knows more.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while not self._future.done():
            left = deadline - loop.time()
            if left <= 0:
                return None
            pause = self._board.poll_seconds
            await asyncio.wait({self._future}, timeout=min(left, pause))
            if left > pause and not self._future.done() and await self._is_gone():
                return None
        return self._future.result()

    async def _is_gone(self) -> bool:
        try:
            standing = await self._board.standing(self._job_id)
        except Unavailable:
            return False
        if isinstance(standing, Outcome) and not self._future.done():
            self._future.set_result(standing)
        return standing is None and not self._future.done()


class JobBoard:
    """Jobs of all processes. Methods raise Unavailable, soon, while Redis does not answer."""

    def __init__(
        self, link: RedisLink, notices: Notices, bounds: Mapping[Queue, int] = BOUNDS
    ) -> None:
        """bounds: messages that may wait in each queue. The board listens to the notices."""
        self._link = link
        self._notices = notices
        self._bounds = bounds
        self._waiting: defaultdict[str, set[asyncio.Future[Outcome]]] = defaultdict(set)
        notices.on(redis_keys.DONE_CHANNEL, self._heard)

    async def submit(self, job: Job, queue: Queue) -> bool:
        """Queue a job, unless it is on the board already.

        False: someone else has queued it, or its end is known and every waiter here has been
        told. Raises QueueFull.
        """
        message_id = str(uuid.uuid4())
        keys = (
            redis_keys.claim(job.job_id),
            redis_keys.outcome(job.job_id),
            redis_keys.messages(queue),
            redis_keys.message_bodies(queue),
            redis_keys.wake(queue),
        )
        values = (
            redis_keys.CLAIM_SECONDS,
            self._bounds[queue],
            message_id,
            _message(job, queue, message_id),
            redis_keys.WAKE_TOKENS,
            redis_keys.WAKE_SECONDS,
        )
        answer: list[bytes] = await self._link.run(lambda redis: SUBMIT.run(redis, keys, values))
        match answer:
            case [b"full"]:
                raise QueueFull(f"queue {queue} holds {self._bounds[queue]} jobs")
            case [b"decided", packed]:
                self._heard(packed)
        return answer == [b"queued"]

    async def outcome(self, job_id: str) -> Outcome | None:
        """Give the remembered end of a job: a failure, or what a probe has read."""
        key = redis_keys.outcome(job_id)
        packed: bytes | None = await self._link.run(lambda redis: redis.get(key))
        return None if packed is None else outcomes.unpack(packed)

    async def standing(self, job_id: str) -> Outcome | bool | None:
        """Give the end of a job, if it is remembered or recent; True while it is on the board.

        None says that Redis knows nothing of it.
        """
        keys = (redis_keys.outcome(job_id), redis_keys.done(job_id), redis_keys.claim(job_id))
        packed, done, claim = await self._link.run(lambda redis: redis.mget(keys))
        if claim is not None:
            return True
        if done is not None:
            return Outcome(job_id, ok=True)
        return None if packed is None else outcomes.unpack(packed)

    @asynccontextmanager
    async def waiter(self, job_id: str) -> AsyncIterator[Waiter]:
        """Wait for a job's end: enter before submitting, so that no notice can be missed."""
        await self._notices.ready(SUBSCRIBE_SECONDS)
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting[job_id].add(future)
        try:
            yield Waiter(self, job_id, future)
        finally:
            self._waiting[job_id].discard(future)
            if not self._waiting[job_id]:
                del self._waiting[job_id]

    async def finish(self, outcome: Outcome) -> None:
        """Report the end of a job: free its claim, remember what must be, tell all who wait."""
        job_id = outcome.job_id
        keys = (redis_keys.claim(job_id), redis_keys.outcome(job_id), redis_keys.done(job_id))
        values = (
            outcomes.pack(outcome),
            int(outcome.is_kept),
            redis_keys.OUTCOME_SECONDS,
            redis_keys.DONE_CHANNEL,
            redis_keys.DONE_SECONDS,
        )
        await self._link.run(lambda redis: FINISH.run(redis, keys, values))

    async def ping(self) -> None:
        """Ask whether Redis is there. Raises Unavailable."""
        await self._link.ping()

    @property
    def poll_seconds(self) -> float:
        """Seconds between looks at a job by those who wait for it."""
        return POLL_SECONDS if self._notices.listening else DEAF_POLL_SECONDS

    def _heard(self, packed: bytes) -> None:
        outcome = outcomes.unpack(packed)
        if outcome is None:
            return
        for future in self._waiting.get(outcome.job_id, ()):
            if not future.done():
                future.set_result(outcome)


def _message(job: Job, queue: Queue, message_id: str) -> bytes:
    """Encode a message as Dramatiq 2.2 does: `dramatiq.Message` through its JSONEncoder."""
    message = {
        "queue_name": str(queue),
        "actor_name": ACTORS[type(job)],
        "args": [b64encode(jobs.pack(job)).decode()],
        "kwargs": {},
        "options": {"redis_message_id": message_id},
        "message_id": message_id,
        "message_timestamp": int(time.time() * 1000),
    }
    return json.dumps(message, separators=(",", ":")).encode()
