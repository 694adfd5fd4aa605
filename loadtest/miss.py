"""Misses: a worker's renders per second, against in-process pyvips doing the same fill.

Peer and worker are run in turn; what counts is the median of the rounds' ratios.
"""

import asyncio
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import psutil

from loadtest.board import Bench, bench
from loadtest.figures import Figure
from tests.deployment import deployed
from tests.photographs import encoded, wall
from tests.servers import ValkeyServer

ROUNDS: Final = 5
RENDERS: Final = 80
#: Sides of a 12 megapixel source.
SOURCE: Final = (4000, 3000)
FILL: Final = "c_fill,h_300,w_400/q_80"
MIB: Final = 1024 * 1024


def run(folder: Path) -> list[Figure]:
    """Measure throughput and resident size."""
    photograph = encoded(wall(*SOURCE), quality=90)
    file = folder / "source.jpg"
    file.write_bytes(photograph)
    valkey = ValkeyServer(folder)
    valkey.start()
    with deployed(folder, valkey, gateways=0) as deployment:
        worker = psutil.Process(deployment.workers[0].pid)
        rounds = asyncio.run(_rounds(folder, valkey.url, file, photograph))
        children = worker.children(recursive=True)
        resident = [child.memory_info().rss for child in children]
        slot = max(resident) + worker.memory_info().rss / len(children)
    valkey.stop()
    peer, ours = (statistics.median(times) for times in zip(*rounds, strict=True))
    return [
        Figure("pyvips, two threads", RENDERS / peer, "/s"),
        Figure(f"worker, {len(children)} slots", RENDERS / ours, "/s"),
        Figure(
            "worker throughput / pyvips", statistics.median(p / w for p, w in rounds), least=0.90
        ),
        Figure("render child, resident", max(resident) / MIB, "MiB"),
        Figure("slot, with its share of the worker", slot / MIB, "MiB", most=150),
    ]


async def _rounds(
    folder: Path, redis_url: str, file: Path, photograph: bytes
) -> list[tuple[float, float]]:
    """Give the seconds of peer and worker, round by round."""
    async with bench(folder, redis_url) as board:
        await _render(board, photograph, 4)
        return [
            (
                await asyncio.to_thread(_peer, file),
                await _render(board, photograph, RENDERS),
            )
            for _ in range(ROUNDS)
        ]


def _peer(file: Path) -> float:
    command = [sys.executable, "-m", "loadtest.limit", str(file), str(RENDERS)]
    return float(subprocess.run(command, capture_output=True, check=True).stdout)


async def _render(board: Bench, photograph: bytes, count: int) -> float:
    originals = [await board.original(photograph, *SOURCE) for _ in range(count)]
    begun = time.perf_counter()
    await asyncio.gather(*(board.render(facts, FILL) for facts in originals))
    return time.perf_counter() - begun
