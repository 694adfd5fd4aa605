"""The queue: from enqueueing on an idle fleet to the notice that the job is done.

The job's derived asset exists already, so that the worker has only to find that out: what is left
is the queue itself, there and back.
"""

import asyncio
import time
from pathlib import Path
from typing import Final

import psutil

from loadtest.board import bench
from loadtest.figures import Figure
from loadtest.process import cpu_seconds
from tests.deployment import deployed
from tests.photographs import encoded, rocket
from tests.servers import ValkeyServer

JOBS: Final = 60
#: Seconds between jobs, for the fleet to be idle again.
PAUSE: Final = 0.15
#: Seconds over which the cost of idling is taken.
IDLE: Final = 10.0
TRANSFORMATION: Final = "c_fill,h_30,w_40"


def run(folder: Path) -> list[Figure]:
    """Measure the time to the notice, and the CPU of a worker that has nothing to do."""
    valkey = ValkeyServer(folder)
    valkey.start()
    with deployed(folder, valkey, gateways=0) as deployment:
        times = sorted(asyncio.run(_times(folder, valkey.url)))
        worker = psutil.Process(deployment.workers[0].pid)
        before = cpu_seconds(worker)
        time.sleep(IDLE)
        idle = (cpu_seconds(worker) - before) / IDLE
    valkey.stop()
    return [
        Figure("enqueue to notice, median", times[len(times) // 2] * 1000, "ms", most=5),
        Figure("enqueue to notice, p90", times[len(times) * 9 // 10] * 1000, "ms"),
        Figure("idle worker, of a core", idle * 100, "%", most=1),
    ]


async def _times(folder: Path, redis_url: str) -> list[float]:
    async with bench(folder, redis_url) as board:
        facts = await board.original(encoded(rocket()), 640, 427)
        times = []
        for _ in range(JOBS + 5):
            await asyncio.sleep(PAUSE)
            begun = time.perf_counter()
            await board.render(facts, TRANSFORMATION)
            times.append(time.perf_counter() - begun)
        return times[5:]
