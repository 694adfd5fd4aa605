"""The allowance of Admin API calls, which every answer of that API tells."""

from collections.abc import Callable
from email.utils import formatdate
from typing import Final

from gateway.api.errors import AllowanceSpent

#: Seconds after which the allowance is whole again.
WINDOW: Final = 3600
#: Calls that one gateway takes in a window: ten a second.
LIMIT: Final = 36_000


class Allowance:
    """Counts the calls that this gateway took since the clock hour began."""

    def __init__(self, clock: Callable[[], float], limit: int = LIMIT) -> None:
        """Clock: seconds since the epoch."""
        self._clock = clock
        self._limit = limit
        self._window = 0
        self._taken = 0

    def take(self) -> None:
        """Count a call. Raises AllowanceSpent."""
        self._turn()
        if self._taken >= self._limit:
            raise AllowanceSpent(f"Rate Limit Exceeded. Limit of {self._limit} api operations")
        self._taken += 1

    def headers(self) -> dict[str, str]:
        """Tell the limit, what is left of it, and when it is whole again."""
        self._turn()
        return {
            "X-FeatureRateLimit-Limit": str(self._limit),
            "X-FeatureRateLimit-Remaining": str(self._limit - self._taken),
            "X-FeatureRateLimit-Reset": formatdate((self._window + 1) * WINDOW, usegmt=True),
        }

    def _turn(self) -> None:
        window = int(self._clock()) // WINDOW
        if window != self._window:
            self._window, self._taken = window, 0
