"""Dead letters: jobs that were given up, reported for whoever looks after the fleet.

The message itself lies in Dramatiq's ``dramatiq:<queue>.XQ``, where it can be queued again.
"""

import json

import redis
from dramatiq.broker import MessageProxy
from dramatiq.common import current_millis

from storage import redis_keys


class DeadLetters:
    """Writes reports, the newest first. Methods raise redis.RedisError."""

    def __init__(self, client: redis.Redis) -> None:
        self._client = client

    def report(self, message: MessageProxy, job_id: str, reason: BaseException) -> None:
        """Say which job was given up, and why: a JSON object in the list ``darkroom:dead``."""
        report = {
            "job_id": job_id,
            "queue": message.queue_name,
            "actor": message.actor_name,
            "message_id": message.message_id,
            "queued_at": message.message_timestamp,
            "given_up_at": current_millis(),
            "reason": f"{type(reason).__name__}: {reason}",
        }
        with self._client.pipeline() as pipeline:
            pipeline.lpush(redis_keys.DEAD_LETTERS, json.dumps(report))
            pipeline.ltrim(redis_keys.DEAD_LETTERS, 0, redis_keys.DEAD_REPORTS - 1)
            pipeline.expire(redis_keys.DEAD_LETTERS, redis_keys.DEAD_SECONDS)
            pipeline.execute()
