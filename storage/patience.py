"""Patience: a time-out that does not take one's own slowness for the other's.

While a process is busy, its event loop comes late to answers that have long been there. So the
time is counted in turns of the loop: a late turn counts for no more than its share.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

#: Turns that a time-out is divided in: more than the round trips of connecting and one command.
TURNS: Final = 10


@asynccontextmanager
async def patience(seconds: float) -> AsyncIterator[None]:
    """Raise TimeoutError if what is inside takes longer, the loop's own delays not counted."""
    loop = asyncio.get_running_loop()
    async with asyncio.timeout(None) as limit:
        left = TURNS
        handle: asyncio.TimerHandle

        def turn() -> None:
            nonlocal left, handle
            left -= 1
            if left > 0:
                handle = loop.call_later(seconds / TURNS, turn)
            else:
                limit.reschedule(loop.time())

        handle = loop.call_later(seconds / TURNS, turn)
        try:
            yield
        finally:
            handle.cancel()
