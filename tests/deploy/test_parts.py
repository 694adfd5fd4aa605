import asyncio
import os
import signal
import sys
from pathlib import Path

from deploy.parts import Part, RunningPart

FOREVER = [sys.executable, "-c", "import time; time.sleep(60)"]


async def running_pid(part: RunningPart, other_than: int | None = None) -> int:
    """Wait until the part runs, as another process than one known before."""
    async with asyncio.timeout(60):
        while part.pid is None or part.pid == other_than:
            await asyncio.sleep(0.01)
    return part.pid


async def test_what_dies_is_started_again() -> None:
    part = RunningPart(Part("sleeper", FOREVER))
    part.start()
    first = await running_pid(part)
    os.kill(first, signal.SIGKILL)
    second = await running_pid(part, other_than=first)
    assert second != first
    await part.stop()


async def test_what_is_stopped_stays_stopped() -> None:
    part = RunningPart(Part("sleeper", FOREVER))
    part.start()
    pid = await running_pid(part)
    await part.stop()
    assert part.pid is None
    await asyncio.sleep(0.5)
    assert part.pid is None
    assert not Path(f"/proc/{pid}").exists()
