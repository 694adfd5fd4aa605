"""Storage for threads: an event loop in a thread of its own, and a way to wait for it."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import CancelledError
from types import TracebackType
from typing import Any, Self, TypeVar

import uvloop

T = TypeVar("T")


class BackgroundLoop:
    """Runs coroutines for threads. What they use must be used in this loop only."""

    def __init__(self, name: str = "storage") -> None:
        self._loop = uvloop.new_event_loop()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def run(self, coroutine: Coroutine[Any, Any, T], timeout: float | None = None) -> T:
        """Run a coroutine and wait for its result; its errors are raised here.

        Raises TimeoutError after ``timeout`` seconds, having cancelled it. A thread that is
        interrupted while it waits cancels it too.
        """
        future = asyncio.run_coroutine_threadsafe(_bounded(coroutine, timeout), self._loop)
        try:
            return future.result()
        except CancelledError:
            raise RuntimeError("the background loop has been closed") from None
        except BaseException:
            future.cancel()
            raise

    def close(self) -> None:
        """Cancel what runs and end the thread; does nothing the second time."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())


async def _bounded(coroutine: Coroutine[Any, Any, T], timeout: float | None) -> T:  # noqa: ASYNC109 - it is the guard
    async with asyncio.timeout(timeout):
        return await coroutine
