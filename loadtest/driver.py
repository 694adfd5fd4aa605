"""The load driver: a process that asks for URLs as fast as they are answered, on loopback.

It speaks just enough HTTP/1.1 to count answers, so that its own cost stays well under a server's:
``python -m loadtest.driver PORT PATHS CONNECTIONS SECONDS [HEADER ...]`` prints one JSON object.
PATHS are separated by blanks; each connection asks for them in turn.
"""

import asyncio
import functools
import itertools
import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Final, cast

import uvloop

_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_NO_BODY: Final = (b"304", b"204")


@dataclass(slots=True)
class Tally:
    """What was answered: how many of which status, and the sorted times in milliseconds."""

    statuses: dict[str, int]
    seconds: float
    p50: float
    p99: float


class Asker(asyncio.Protocol):
    """One connection that sends its next request as soon as the last has been answered."""

    def __init__(self, requests: Iterator[bytes], until: float) -> None:
        self._requests = requests
        self._until = until
        self._missing = -1
        self._head = b""
        self._sent_at = 0.0
        self._status = ""
        self._transport: asyncio.Transport | None = None
        self.statuses: dict[str, int] = {}
        self.times: list[float] = []
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first request."""
        # uvloop's transports are of no class of asyncio's.
        self._transport = cast(asyncio.Transport, transport)
        self._send()

    def data_received(self, data: bytes) -> None:
        """Count down to the end of the answer."""
        if self._missing < 0:
            self._head += data
            end = self._head.find(b"\r\n\r\n")
            if end < 0:
                return
            status = self._head[9:12]
            length = _LENGTH.search(self._head, 0, end + 2)
            body = int(length[1]) if length and status not in _NO_BODY else 0
            self._missing = body - (len(self._head) - end - 4)
            self._status = status.decode()
            self._head = b""
        else:
            self._missing -= len(data)
        if self._missing == 0:
            self._answered()

    def connection_lost(self, _error: Exception | None) -> None:
        """Be done."""
        if not self.closed.done():
            self.closed.set_result(None)

    def _send(self) -> None:
        assert self._transport is not None
        self._missing = -1
        self._sent_at = time.perf_counter()
        self._transport.write(next(self._requests))

    def _answered(self) -> None:
        assert self._transport is not None
        now = time.perf_counter()
        self.times.append(now - self._sent_at)
        self.statuses[self._status] = self.statuses.get(self._status, 0) + 1
        if now < self._until:
            self._send()
        else:
            self._transport.close()


async def drive(port: int, requests: list[bytes], connections: int, seconds: float) -> Tally:
    """Ask over so many connections for so long."""
    loop = asyncio.get_running_loop()
    begun = time.perf_counter()
    askers = []
    for index in range(connections):
        # Each begins elsewhere in the list: no two ask for the same at once.
        start = index * len(requests) // connections
        turns = itertools.cycle(requests[start:] + requests[:start])
        _, asker = await loop.create_connection(
            functools.partial(Asker, turns, begun + seconds), "127.0.0.1", port
        )
        askers.append(asker)
    await asyncio.wait([asker.closed for asker in askers], timeout=seconds + 30)
    times = sorted(duration for asker in askers for duration in asker.times)
    if not times:
        raise RuntimeError(f"port {port} answered nothing")
    statuses: dict[str, int] = {}
    for asker in askers:
        for status, count in asker.statuses.items():
            statuses[status] = statuses.get(status, 0) + count
    return Tally(
        statuses,
        time.perf_counter() - begun,
        p50=times[len(times) // 2] * 1000,
        p99=times[len(times) * 99 // 100] * 1000,
    )


def request_bytes(path: str, headers: list[str]) -> bytes:
    """Give a GET as it goes over the wire."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", *headers, "", ""]
    return "\r\n".join(lines).encode()


def main() -> None:
    """Drive as the command line says."""
    port, paths, connections, seconds, *headers = sys.argv[1:]
    requests = [request_bytes(path, headers) for path in paths.split()]
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        tally = runner.run(drive(int(port), requests, int(connections), float(seconds)))
    print(json.dumps(asdict(tally)))


if __name__ == "__main__":
    main()
