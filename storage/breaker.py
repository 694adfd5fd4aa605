"""A circuit breaker: what has just failed several times is not asked on every request."""

import time
from collections.abc import Callable
from typing import Final

#: Failures in a row after which nothing is asked any more. One alone may be a slow moment.
FAILURES: Final = 3
#: Seconds between two trials while it fails.
REST_SECONDS: Final = 0.5


class Breaker:
    """Counts failures in a row; while open it lets one trial pass in each rest."""

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        self._timer = timer
        self._failures = 0
        self._next_trial = 0.0

    def admits(self) -> bool:
        """Whether to ask now. A caller who is admitted says how it went."""
        if self._failures < FAILURES:
            return True
        now = self._timer()
        if now < self._next_trial:
            return False
        self._next_trial = now + REST_SECONDS
        return True

    def succeeded(self) -> None:
        """Take note of an answer: the breaker closes."""
        self._failures = 0

    def failed(self) -> None:
        """Take note of a failure."""
        self._failures += 1
        self._next_trial = self._timer() + REST_SECONDS
