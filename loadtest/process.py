"""Server processes under load, and what they cost."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from tests.servers import free_port, wait_until


@dataclass(frozen=True, slots=True)
class Measured:
    """What one server did under load: requests per second, CPU microseconds per request."""

    rate: float
    cpu_us: float
    p50_ms: float
    p99_ms: float
    statuses: dict[str, int]


@contextmanager
def bare_server(size: int) -> Iterator[tuple[int, int]]:
    """Run the bare peer; gives its port and process."""
    port = free_port()
    with subprocess.Popen([sys.executable, "-m", "loadtest.bare", str(port), str(size)]) as server:
        try:
            wait_until(lambda: _listens(server.pid), "the bare server listens")
            yield port, server.pid
        finally:
            server.kill()


def measure(
    pid: int, port: int, paths: str, *, seconds: float, headers: Sequence[str] = ()
) -> Measured:
    """Drive a server over 16 connections from a process of its own; blanks separate paths."""
    server = psutil.Process(pid)
    before = cpu_seconds(server)
    command = [sys.executable, "-m", "loadtest.driver", str(port), paths, "16", str(seconds)]
    finished = subprocess.run([*command, *headers], capture_output=True, check=True)
    spent = cpu_seconds(server) - before
    tally = json.loads(finished.stdout)
    count = sum(tally["statuses"].values())
    return Measured(
        rate=count / tally["seconds"],
        cpu_us=spent / count * 1e6,
        p50_ms=tally["p50"],
        p99_ms=tally["p99"],
        statuses=tally["statuses"],
    )


def cpu_seconds(process: psutil.Process) -> float:
    """CPU time of a process and its children, user and system."""
    times = [member.cpu_times() for member in [process, *process.children(recursive=True)]]
    return float(sum(each.user + each.system for each in times))


def _listens(pid: int) -> bool:
    return any(each.status == psutil.CONN_LISTEN for each in psutil.Process(pid).net_connections())
