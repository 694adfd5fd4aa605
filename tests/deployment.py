"""A real deployment for tests and benchmarks: gateways and workers as processes of their own."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import cloudinary

from tests.servers import S3Server, ValkeyServer, free_port, wait_until

CLOUD = "demo"
API_KEY = "test-key"
API_SECRET = "test-secret"


@dataclass(slots=True)
class Process:
    """One gateway or worker; ``url`` is empty for a worker."""

    command: tuple[str, ...]
    environment: Mapping[str, str]
    log: Path
    url: str = ""
    process: subprocess.Popen[bytes] | None = field(default=None)

    def start(self) -> None:
        """Start it; a gateway is waited for."""
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "deploy", *self.command],
                env=dict(self.environment),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        if self.url:
            wait_until(lambda: answers(f"{self.url}/health/live"), f"{self.url} lives")

    def kill(self) -> None:
        """End it as a power failure would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def freeze(self) -> None:
        """Let it do nothing more until it is thawed or killed."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen one go on."""
        os.kill(self.pid, signal.SIGCONT)

    def stop(self) -> int:
        """Ask it to end, and wait; gives its exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(60)

    @property
    def pid(self) -> int:
        """Its process."""
        assert self.process is not None
        return self.process.pid


@dataclass(slots=True)
class Deployment:
    """What runs, and how to reach it."""

    gateways: list[Process]
    workers: list[Process]

    @property
    def url(self) -> str:
        """The first gateway."""
        return self.gateways[0].url

    def use_sdk(self) -> None:
        """Point the vendor's SDK at the first gateway."""
        address = self.url.removeprefix("http://")
        cloudinary.config(
            cloud_name=CLOUD,
            api_key=API_KEY,
            api_secret=API_SECRET,
            upload_prefix=self.url,
            secure=False,
            cname=address,
            private_cdn=False,
        )


@contextmanager
def deployed(
    folder: Path,
    valkey: ValkeyServer,
    *,
    s3: S3Server | None = None,
    gateways: int = 1,
    workers: int = 1,
    settings: Mapping[str, str] | None = None,
) -> Iterator[Deployment]:
    """Run gateways and workers over one store (a folder, or S3) and one Valkey."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment |= {
        "DARKROOM_CLOUD": CLOUD,
        "DARKROOM_API_KEY": API_KEY,
        "DARKROOM_API_SECRET": API_SECRET,
        "DARKROOM_DATA": str(folder),
        "DARKROOM_REDIS_URL": valkey.url,
        "DARKROOM_REDIS_SECONDS": "20",
        "DARKROOM_WAIT_BUDGET": "30",
    }
    if s3 is not None:
        environment |= {
            "DARKROOM_STORE": f"s3://{s3.bucket}",
            "DARKROOM_S3_ENDPOINT": s3.endpoint,
            "AWS_ACCESS_KEY_ID": s3.access_key,
            "AWS_SECRET_ACCESS_KEY": s3.secret_key,
        }
    environment |= settings or {}
    deployment = Deployment(
        [_gateway(folder, environment, index) for index in range(gateways)],
        [
            Process(("worker",), environment, folder / f"worker-{index}.log")
            for index in range(workers)
        ],
    )
    everything = [*deployment.workers, *deployment.gateways]
    try:
        for process in everything:
            process.start()
        yield deployment
    finally:
        _end([process.process for process in everything if process.process is not None])


def answers(url: str) -> bool:
    """Whether a URL answers with 200."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _end(processes: Sequence["subprocess.Popen[bytes]"]) -> None:
    """Tell processes to stop, and leave none behind, not even one that does not."""
    for process in processes:
        process.terminate()
    stubborn = []
    for process in processes:
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            stubborn.append(process.args)
            process.kill()
            process.wait()
    assert not stubborn


def _gateway(folder: Path, environment: Mapping[str, str], index: int) -> Process:
    port = free_port()
    return Process(
        ("gateway",),
        {**environment, "DARKROOM_PORT": str(port)},
        folder / f"gateway-{index}.log",
        f"http://127.0.0.1:{port}",
    )
