"""Hits, against a bare aiohttp application that serves a body of the same size from memory.

Both servers are driven in turn, round after round, and the median of each round's ratio is what
counts: the machine's speed drifts, the ratio does not.
"""

import statistics
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import cloudinary.uploader

from loadtest.figures import Figure
from loadtest.process import Measured, bare_server, measure
from tests.deployment import CLOUD, Process, deployed
from tests.photographs import encoded, rocket
from tests.servers import ValkeyServer, seaweedfs

#: Bytes of the body, about; the photograph's quality is chosen to meet it.
BODY_BYTES: Final = 40_000
#: Assets of which none is in memory.
MANY: Final = 64
ROUNDS: Final = 5
SECONDS: Final = 2.0


def run(folder: Path) -> list[Figure]:
    """Measure a hit from memory, a 304, and a hit from S3."""
    valkey = ValkeyServer(folder)
    valkey.start()
    with (
        seaweedfs(folder) as s3,
        deployed(folder, valkey, s3=s3, gateways=2, settings={}) as deployment,
    ):
        # The second gateway keeps no bodies: each of its hits is read from S3. It is asked for
        # many URLs, since those who ask for one at the same time share a reading.
        reading = deployment.gateways[1]
        reading.stop()
        reading.environment = {**reading.environment, "DARKROOM_BODY_CACHE_BYTES": "0"}
        reading.start()
        deployment.use_sdk()
        for index in range(MANY):
            cloudinary.uploader.upload(_photograph(), public_id=f"hit{index}")
        paths = [f"/{CLOUD}/image/upload/v1/hit{index}.jpg" for index in range(MANY)]
        path, every = paths[0], " ".join(paths)
        size, etag = _warm(f"{deployment.url}{path}")
        for each in paths:
            _warm(f"{reading.url}{each}")
        with bare_server(size) as (bare_port, bare_pid):
            rounds = [
                (
                    measure(bare_pid, bare_port, "/", seconds=SECONDS),
                    _measure(deployment.gateways[0], path),
                    _measure(deployment.gateways[0], path, [f"If-None-Match: {etag}"]),
                    _measure(reading, every),
                )
                for _ in range(ROUNDS)
            ]
    valkey.stop()
    for _, memory, unchanged, read in rounds:
        if set(memory.statuses) | set(read.statuses) != {"200"}:
            raise RuntimeError(f"a hit was not answered with 200: {memory} {read}")
        if set(unchanged.statuses) != {"304"}:
            raise RuntimeError(f"not answered with 304: {unchanged}")
    return [
        Figure("body", size, "bytes"),
        Figure("bare aiohttp", statistics.median(bare.rate for bare, *_ in rounds), "/s"),
        Figure("hit from memory / bare", _ratio(rounds, 1), least=0.80),
        Figure("304 / bare", _ratio(rounds, 2), least=0.95),
        Figure(
            "gateway CPU of a hit from S3 / bare",
            statistics.median(read.cpu_us / bare.cpu_us for bare, _, _, read in rounds),
            most=6,
        ),
        Figure("hit from memory, p99", statistics.median(each[1].p99_ms for each in rounds), "ms"),
    ]


def _ratio(rounds: Sequence[tuple[Measured, ...]], index: int) -> float:
    return statistics.median(each[index].rate / each[0].rate for each in rounds)


def _measure(gateway: Process, paths: str, headers: Sequence[str] = ()) -> Measured:
    port = urlsplit(gateway.url).port or 0
    return measure(gateway.pid, port, paths, seconds=SECONDS, headers=headers)


@cache
def _photograph() -> bytes:
    return min(
        (encoded(rocket(), quality=quality) for quality in range(40, 96, 5)),
        key=lambda data: abs(len(data) - BODY_BYTES),
    )


def _warm(url: str) -> tuple[int, str]:
    with urlopen(Request(url, headers={"Prefer": "wait=30"})) as answer:
        return len(answer.read()), answer.headers["ETag"]
