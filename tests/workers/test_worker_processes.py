"""Whole worker processes, with the real render child."""

import io
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from planner.jobs import ProbeJob, Queue
from storage import redis_keys
from tests.photographs import encoded, rocket
from tests.servers import ValkeyServer, free_port, wait_until
from tests.workers.workshops import ASSET, Desk, render_job, workshop
from workers.broker import HEARTBEAT_TIMEOUT
from workers.errors import LeaseHeld
from workers.pool import IDLE_MILLISECONDS

_SERVE = """\
import os
from storage.account import Account
from storage.environment import Environment
from storage.settings import StorageSettings
from workers.serving import serve
from workers.settings import WorkerSettings
read = Environment(os.environ).read
serve(read(WorkerSettings), read(StorageSettings), read(Account))
"""

_MEASURED = re.compile(r'^darkroom_job_seconds_count\{.*queue="interactive".*\} 1', re.MULTILINE)


@contextmanager
def process(
    valkey: ValkeyServer, folder: Path, **settings: str
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker; it is killed at the end, if it still lives."""
    environment = {
        **os.environ,
        "DARKROOM_DATA": str(folder),
        "DARKROOM_REDIS_URL": valkey.url,
        "DARKROOM_REDIS_SECONDS": "20",
        **settings,
    }
    with (
        (folder / "worker.log").open("ab") as log,
        subprocess.Popen(
            [sys.executable, "-c", _SERVE], env=environment, stdout=log, stderr=log
        ) as started,
    ):
        try:
            yield started
        finally:
            started.kill()


def test_a_photograph_is_probed_and_rendered(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    front.store_original(encoded(rocket()))
    job = render_job("c_fill,h_50,w_100")
    probe = ProbeJob("c" * 40, ASSET.cloud, ASSET.asset_id, ASSET.version_id)
    with process(valkey, tmp_path):
        assert front.ask(job).ok
        outcome = front.ask(probe, Queue.INGEST)
    with Image.open(io.BytesIO(front.bytes_of(job.leaves[0]))) as picture:
        assert (picture.format, picture.size) == ("JPEG", (100, 50))
    assert outcome.facts is not None
    assert (outcome.facts["width"], outcome.facts["height"]) == (640, 427)


def test_a_broken_file_is_a_client_error(valkey: ValkeyServer, tmp_path: Path, front: Desk) -> None:
    front.store_original(b"not a picture")
    probe = ProbeJob("c" * 40, ASSET.cloud, ASSET.asset_id, ASSET.version_id)
    with process(valkey, tmp_path):
        outcome = front.ask(probe, Queue.INGEST)
    assert (outcome.ok, outcome.status) == (False, 400)


def test_a_dead_workers_job_can_be_begun_again_within_five_seconds() -> None:
    """F02: others notice the death, and the lease has run out, by then."""
    noticed = (HEARTBEAT_TIMEOUT + IDLE_MILLISECONDS) / 1000
    assert noticed < 5
    assert redis_keys.LEASE_SECONDS + LeaseHeld.longest * 1.25 < 5


def test_the_job_of_a_killed_worker_is_begun_again(
    valkey: ValkeyServer, tmp_path: Path, front: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F02: without anyone asking again; the attempt that was lost stays counted."""
    monkeypatch.setattr("workers.broker.HEARTBEAT_TIMEOUT", HEARTBEAT_TIMEOUT)
    # The first worker's child is frozen, so that it is in the middle of the job when it dies.
    front.store_original(encoded(rocket()))
    job = render_job("c_fill,h_50,w_100")
    begun: list[object] = []
    with process(valkey, tmp_path) as first:
        assert front.ask(render_job("w_200")).ok
        for child in _children(first.pid):
            os.kill(child, signal.SIGSTOP)
        front.submit(job)
        wait_until(lambda: front.redis.hget(_attempts(job.job_id), "begun") == b"1", "it begins")

        def act(_: object) -> bytes:
            begun.append(front.redis.hget(_attempts(job.job_id), "begun"))
            return b"made by another"

        with workshop(valkey, tmp_path, act):
            first.kill()
            first.wait()
            wait_until(lambda: bool(begun), "another attempt has begun")
            wait_until(lambda: front.stored(job.leaves[0]) is not None, "it is stored")
    assert begun == [b"2"]


def test_the_child_of_a_killed_worker_dies_with_it(valkey: ValkeyServer, tmp_path: Path) -> None:
    with process(valkey, tmp_path) as worker:
        wait_until(lambda: len(_children(worker.pid)) >= 2, "slots have their children")
        children = _children(worker.pid)
        worker.kill()
        worker.wait()
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), "they are gone")


def test_a_worker_that_is_told_to_stop_ends_well(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    front.store_original(encoded(rocket()))
    with process(valkey, tmp_path) as worker:
        assert front.ask(render_job("w_200")).ok
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(60) == 0


def test_a_worker_tells_its_metrics_when_a_port_is_set(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    front.store_original(encoded(rocket()))
    port = free_port()
    with process(valkey, tmp_path, DARKROOM_WORKER_METRICS_PORT=str(port)):
        assert front.ask(render_job("w_100")).ok
        wait_until(lambda: re.search(_MEASURED, _told(port)) is not None, "the job is measured")


def _attempts(job_id: str) -> str:
    return redis_keys.attempts(job_id)


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for children in listed for child in children.read_text().split()]


def _told(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        return str(answer.read(), "utf-8")
