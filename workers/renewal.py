"""Renewal: one thread that keeps the leases alive of all that this process is rendering."""

import threading
from typing import Final

import redis
import structlog
from redis.exceptions import LockError
from redis.lock import Lock

from storage.redis_keys import LEASE_SECONDS

#: Seconds between renewals: a lease survives two that fail.
INTERVAL: Final = LEASE_SECONDS / 3

_log = structlog.get_logger(__name__)


class Renewal:
    """Renews leases; sleeps while there are none."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._leases: set[Lock] = set()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="lease-renewal", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """End."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join()

    def add(self, lease: Lock) -> None:
        """Keep a lease alive."""
        with self._changed:
            self._leases.add(lease)
            self._changed.notify()

    def discard(self, lease: Lock) -> None:
        """Let a lease run out."""
        with self._changed:
            self._leases.discard(lease)

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._leases)
                self._changed.wait_for(lambda: self._closed, INTERVAL)
                if self._closed:
                    return
                leases = list(self._leases)
            for lease in leases:
                self._renew(lease)

    def _renew(self, lease: Lock) -> None:
        try:
            lease.reacquire()
        except LockError:
            # Redis was frozen or flushed. Another worker may render the same: one object all
            # the same, since derived objects are put only if absent.
            self.discard(lease)
        except redis.RedisError as error:
            _log.warning("a lease could not be renewed", lease=lease.name, error=str(error))
