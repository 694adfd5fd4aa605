"""A gateway as a process: it starts, serves from S3, drains and ends."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from redis.asyncio import Redis

from gateway.serving import connected
from gateway.settings import GatewaySettings
from storage import redis_keys
from storage.settings import StorageSettings
from tests.deployment import answers
from tests.gateway.darkroom import ACCOUNT, gateway, over, store_asset, working
from tests.servers import S3Server, ValkeyServer, free_port, wait_until

PROGRAM = """
import sys
from pathlib import Path
from gateway.serving import serve
from gateway.settings import GatewaySettings
from storage.account import Account
from storage.settings import StorageSettings

folder, redis_url, port, drain, host, secret = sys.argv[1:]
serve(
    GatewaySettings(host=host, port=int(port), drain_seconds=float(drain)),
    StorageSettings(data=Path(folder), redis_url=redis_url, redis_seconds=20),
    Account(cloud="demo", api_key="key", api_secret=secret),
)
"""
FILL = "/demo/image/upload/c_scale,w_80/boot.jpg"


@asynccontextmanager
async def _serving(
    folder: Path, valkey: ValkeyServer, drain: float
) -> AsyncIterator[tuple[str, int]]:
    """Run a gateway as a process; gives its address and its process ID."""
    port = free_port()
    words = (folder, valkey.url, port, drain, "127.0.0.1", "a secret")
    command = [sys.executable, "-c", PROGRAM, *map(str, words)]
    with (folder / "gateway.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    url = f"http://127.0.0.1:{port}"
    try:
        await asyncio.to_thread(wait_until, lambda: answers(f"{url}/health/ready"), "it is ready")
        yield url, process.pid
        assert await asyncio.to_thread(process.wait, 60) == 0
    finally:
        process.kill()
        process.wait()


async def test_sigterm_lets_requests_under_way_finish_and_takes_no_more(
    tmp_path: Path, valkey: ValkeyServer
) -> None:
    storage = over(tmp_path, valkey.url)
    async with (
        connected(GatewaySettings(), storage, ACCOUNT) as context,
        working(context, valkey.url) as worker,
        aiohttp.ClientSession() as session,
        _serving(tmp_path, valkey, drain=120) as (url, process),
    ):
        await store_asset(context, "boot")
        worker.hold.clear()
        waiting = asyncio.ensure_future(session.get(url + FILL, headers={"Prefer": "wait=30"}))
        while not await worker.jobs():
            await asyncio.sleep(0.01)
        os.kill(process, signal.SIGTERM)
        await asyncio.to_thread(
            wait_until, lambda: not answers(f"{url}/health/live"), "it takes no more"
        )
        assert not waiting.done()
        worker.hold.set()
        answer = await waiting
        assert (answer.status, len(await answer.read())) == (
            200,
            int(answer.headers["Content-Length"]),
        )


async def test_f25_a_client_that_would_wait_too_long_is_answered_before_the_end(
    tmp_path: Path, valkey: ValkeyServer
) -> None:
    """F25: draining is bounded, and nobody is cut off."""
    storage = over(tmp_path, valkey.url)
    async with (
        connected(GatewaySettings(), storage, ACCOUNT) as context,
        aiohttp.ClientSession() as session,
    ):
        await store_asset(context, "boot")
        async with _serving(tmp_path, valkey, drain=8) as (url, process):
            waiting = asyncio.ensure_future(session.get(url + FILL, headers={"Prefer": "wait=30"}))
            async with Redis.from_url(valkey.url) as redis:
                while not await redis.llen(redis_keys.messages("interactive")):
                    await asyncio.sleep(0.01)
            os.kill(process, signal.SIGTERM)
            answer = await waiting
            assert (answer.status, answer.headers["Retry-After"]) == (423, "1")


def test_the_default_secret_is_refused_beyond_loopback(
    tmp_path: Path, valkey: ValkeyServer
) -> None:
    port = str(free_port())
    command = [sys.executable, "-c", PROGRAM, str(tmp_path), valkey.url, port, "3"]
    refused = subprocess.run(
        [*command, "0.0.0.0", "demo-secret"], capture_output=True, text=True, check=False
    )
    assert refused.returncode != 0
    assert "DARKROOM_API_SECRET" in refused.stderr.splitlines()[-1]


async def test_hits_ranges_and_misses_are_served_from_s3(
    s3_server: S3Server, valkey: ValkeyServer, tmp_path: Path
) -> None:
    storage = StorageSettings(
        data=tmp_path,
        redis_url=valkey.url,
        store=f"s3://{s3_server.bucket}",
        s3_endpoint=s3_server.endpoint,
        s3_access_key_id=s3_server.access_key,
        s3_secret_access_key=s3_server.secret_key,
    )
    async with gateway(storage, body_cache_bytes=0) as running:
        async with working(running.context, valkey.url) as worker:
            await store_asset(running.context, "boot-in-s3")
            path = "/demo/image/upload/c_scale,w_80/boot-in-s3.jpg"
            miss = await running.get(path, prefer="wait=20")
            hit = await running.get(path)
            part = await running.get(path, range="bytes=10-99")
            outside = await running.get(path, range="bytes=99999999-")
            head = await running.get(path, method="HEAD")
        missing = await running.get("/demo/image/upload/not-in-s3")
    assert (miss.status, miss.size, hit.body) == (200, (80, 53), miss.body)
    assert hit.headers["Content-Type"] == "image/jpeg"
    assert (part.status, part.body) == (206, miss.body[10:100])
    assert outside.status == 416
    assert (head.status, head.headers["Content-Length"]) == (200, str(len(miss.body)))
    assert missing.status == 404
    assert worker.rendered.total() == 1
