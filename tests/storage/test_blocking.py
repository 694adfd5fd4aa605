"""The background loop, as worker threads use it."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from storage.blocking import BackgroundLoop


async def _thread() -> str:
    return threading.current_thread().name


def test_threads_share_one_loop_and_get_their_own_results() -> None:
    async def double(number: int) -> int:
        await asyncio.sleep(0)
        return number * 2

    with BackgroundLoop("shared") as loop, ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda number: loop.run(double(number)), range(20))) == [
            number * 2 for number in range(20)
        ]
        assert loop.run(_thread()) == "shared"


def test_errors_are_raised_where_they_are_waited_for() -> None:
    async def fail() -> None:
        raise KeyError("gone")

    with BackgroundLoop() as loop, pytest.raises(KeyError, match="gone"):
        loop.run(fail())


def test_what_takes_too_long_is_cancelled() -> None:
    cancelled = threading.Event()

    async def endless() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    with BackgroundLoop() as loop:
        with pytest.raises(TimeoutError):
            loop.run(endless(), timeout=0.05)
        assert cancelled.wait(60)


def test_closing_ends_whoever_waits() -> None:
    begun = threading.Event()

    async def endless() -> None:
        begun.set()
        await asyncio.Event().wait()

    loop = BackgroundLoop()
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(loop.run, endless())
        assert begun.wait(60)
        loop.close()
        with pytest.raises(RuntimeError, match="closed"):
            waiting.result(60)
    loop.close()
