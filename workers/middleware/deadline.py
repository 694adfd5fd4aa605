"""Deadline: how long one attempt at a job may take, from its beginning to its outcome."""

import threading
import time
from collections.abc import Coroutine
from typing import Any, TypeVar

from dramatiq import Middleware

from storage.blocking import BackgroundLoop
from storage.errors import Unavailable
from workers.errors import DeadlineExceeded

T = TypeVar("T")


class Deadline(Middleware):
    """Starts the clock; actors ask it how much time is left.

    Nothing can interrupt a libvips call inside a process, so the render child is killed when the
    time is over, and every wait for storage is bounded by what is left.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._here = threading.local()

    def before_process_message(self, *_message: Any) -> None:
        """Start the clock."""
        self._here.ends = time.monotonic() + self._seconds

    def left(self) -> float:
        """Give the seconds that the calling thread's job has left. Raises DeadlineExceeded."""
        ends: Any = self._here.ends
        seconds: float = ends - time.monotonic()
        if seconds <= 0:
            raise DeadlineExceeded(f"not done within {self._seconds:g} s")
        return seconds

    def run(self, loop: BackgroundLoop, coroutine: Coroutine[Any, Any, T]) -> T:
        """Wait for storage, for what is left. Raises Unavailable when that is not enough."""
        try:
            left = self.left()
        except DeadlineExceeded:
            coroutine.close()
            raise
        try:
            return loop.run(coroutine, left)
        except TimeoutError as error:
            raise Unavailable("storage took longer than the job may take") from error
