"""Lease: of all workers in the fleet one makes a derived asset, the others wait for it.

The lease lies on the derived asset's fingerprint, not on the job: an eager batch and a client may
ask for the same one in two jobs. It saves work, no more: should it be lost, both render the same
bytes and the second finds the object stored.
"""

import threading
from typing import Any

import redis
from dramatiq import Broker, Middleware
from dramatiq.broker import MessageProxy
from redis.exceptions import LockError
from redis.lock import Lock

from planner.jobs import Job, RenderJob
from storage import redis_keys
from workers.errors import LeaseHeld
from workers.messages import job_of
from workers.middleware.interruption import interrupting
from workers.renewal import Renewal


class Lease(Middleware):
    """Takes the leases of a job before it begins, and gives them back after it."""

    def __init__(self, client: redis.Redis, renewal: Renewal) -> None:
        self._client = client
        self._renewal = renewal
        self._here = threading.local()

    def before_process_message(self, _broker: Broker, message: MessageProxy) -> None:
        """Take the leases. Interrupts with LeaseHeld."""
        self._here.leases = []
        with interrupting():
            for name in _leased(job_of(message)):
                self._take(name)

    def after_process_message(self, *_message: Any, **_ended: Any) -> None:
        """Give the leases back, however it ended."""
        leases: list[Lock] = self._here.__dict__.pop("leases", [])
        for lease in leases:
            self._renewal.discard(lease)
        for lease in leases:
            self._release(lease)

    def _take(self, name: str) -> None:
        lease = self._client.lock(
            redis_keys.lease(name),
            timeout=redis_keys.LEASE_SECONDS,
            blocking=False,
            thread_local=False,
        )
        if not lease.acquire():
            raise LeaseHeld(f"another worker is making {name}")
        self._here.leases.append(lease)
        self._renewal.add(lease)

    def _release(self, lease: Lock) -> None:
        try:
            lease.release()
        except (LockError, redis.RedisError):
            # It ran out, or Redis is away: then it runs out by itself.
            return


def _leased(job: Job) -> list[str]:
    """Name what a job leases, in an order in which two jobs cannot starve each other."""
    if isinstance(job, RenderJob):
        return sorted({leaf.fingerprint for leaf in job.leaves})
    return [job.job_id]
