"""Attempts: how often a job was begun, and how often the render child failed it, in Redis.

``begun`` is counted before the job runs, so what is begun and neither finished, failed nor taken
back is a worker that was lost over it.
"""

from dataclasses import dataclass
from typing import Any, Final

import redis
from redis.client import Pipeline

from storage import redis_keys

#: Failures of the render child after which a job has failed.
MOST_FAILURES: Final = 3
#: Workers that may be lost over a job before it is blamed for it.
MOST_LOST: Final = 10


@dataclass(frozen=True, slots=True)
class Attempt:
    """The attempt that begins now, and those before it."""

    begun: int
    failed: int

    @property
    def lost(self) -> int:
        """How many workers were lost over the job before."""
        return self.begun - 1 - self.failed


class AttemptCounts:
    """Counts attempts by job. Methods raise redis.RedisError."""

    def __init__(self, client: redis.Redis) -> None:
        self._client = client

    def begin(self, job_id: str) -> Attempt:
        """Count an attempt that is about to be made."""
        key = redis_keys.attempts(job_id)
        with self._client.pipeline() as pipeline:
            pipeline.hincrby(key, "begun", 1)
            pipeline.hget(key, "failed")
            pipeline.expire(key, redis_keys.ATTEMPTS_SECONDS)
            begun, failed, _ = self._execute(pipeline)
        return Attempt(begun=begun, failed=int(failed or 0))

    def fail(self, job_id: str) -> int:
        """Spend the attempt; tell how many are spent."""
        return self._add(job_id, "failed", 1)

    def take_back(self, job_id: str) -> None:
        """Let the attempt not have been made: it ended through no fault of the job."""
        self._add(job_id, "begun", -1)

    def forget(self, job_id: str) -> None:
        """Remember nothing: the job is decided."""
        self._client.delete(redis_keys.attempts(job_id))

    def _add(self, job_id: str, field: str, number: int) -> int:
        key = redis_keys.attempts(job_id)
        with self._client.pipeline() as pipeline:
            pipeline.hincrby(key, field, number)
            pipeline.expire(key, redis_keys.ATTEMPTS_SECONDS)
            total, _ = self._execute(pipeline)
        return int(total)

    def _execute(self, pipeline: Pipeline) -> list[Any]:
        return pipeline.execute()
