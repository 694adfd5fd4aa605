"""Gateways on real ports over one store and one Valkey, and a client that sends what it is told."""

import asyncio
import hashlib
import io
import secrets
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from PIL import Image
from redis.asyncio import Redis
from yarl import URL

from gateway.app import create_app
from gateway.context import GatewayContext
from gateway.serving import connected
from gateway.settings import GatewaySettings
from storage import object_keys, outcomes, redis_keys
from storage.account import Account
from storage.outcomes import Outcome
from storage.records import AssetRecord, AssetRef
from storage.settings import StorageSettings
from storage.transformation_records import TransformationRecord, TransformationRef
from tests.gateway.rendering_worker import RenderingWorker
from tests.photographs import encoded, rocket

ACCOUNT = Account(cloud="demo", api_key="key", api_secret="a secret of the tests")


@dataclass(frozen=True)
class Answer:
    """What came back, whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def size(self) -> tuple[int, int]:
        """Of the image that came, in pixels."""
        with Image.open(io.BytesIO(self.body)) as image:
            image.load()
            return image.size


@dataclass
class Gateway:
    """One gateway, reached over the wire."""

    context: GatewayContext
    redis_url: str
    url: str
    session: aiohttp.ClientSession

    async def get(self, path: str, *, method: str = "GET", **headers: str) -> Answer:
        """Ask for a path, exactly as it is written; ``if_none_match`` stands for If-None-Match."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named.setdefault("accept", "*/*")
        address = URL(f"{self.url}{path}", encoded=True)
        async with self.session.request(
            method, address, headers=named, allow_redirects=False
        ) as response:
            return Answer(response.status, response.headers, await response.read())

    async def hears(self) -> None:
        """Wait until it has heard all that was announced before: news come in order."""
        job_id = secrets.token_hex(20)
        news = outcomes.pack(Outcome(job_id, ok=True))
        async with (
            asyncio.timeout(60),
            self.context.board.waiter(job_id) as waiter,
            Redis.from_url(self.redis_url) as redis,
        ):
            while await waiter.wait(0) is None:
                await redis.publish(redis_keys.DONE_CHANNEL, news)
                await waiter.wait(0.5)


@asynccontextmanager
async def gateway(
    storage: StorageSettings, account: Account = ACCOUNT, **settings: Any
) -> AsyncIterator[Gateway]:
    """Run a gateway in this loop, on a port of its own; it is in no hurry unless told to be."""
    chosen = GatewaySettings(**{"port": 0, "wait_budget": 30, **settings})
    async with AsyncExitStack() as stack:
        context = await stack.enter_async_context(connected(chosen, storage, account))
        runner = web.AppRunner(create_app(context), access_log=None, shutdown_timeout=5)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, chosen.host, chosen.port).start()
        assert await context.notices.ready(60)
        connector = aiohttp.TCPConnector(limit=0)
        session = await stack.enter_async_context(
            aiohttp.ClientSession(connector=connector, skip_auto_headers=["Accept-Encoding"])
        )
        url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield Gateway(context, storage.redis_url, url, session)


@asynccontextmanager
async def working(context: GatewayContext, redis_url: str) -> AsyncIterator[RenderingWorker]:
    """Have render jobs taken."""
    worker = RenderingWorker(context, redis_url)
    task = asyncio.create_task(worker.run())
    try:
        yield worker
    finally:
        task.cancel()
        (ended,) = await asyncio.gather(task, return_exceptions=True)
        assert isinstance(ended, asyncio.CancelledError), ended


def over(folder: Path, redis_url: str, redis_seconds: float = 20) -> StorageSettings:
    """Keep objects in a folder; Redis may be as slow as a busy machine makes it."""
    return StorageSettings(data=folder, redis_url=redis_url, redis_seconds=redis_seconds)


async def store_asset(
    context: GatewayContext,
    public_id: str,
    *,
    picture: Image.Image | None = None,
    version: int | None = None,
    delivery_type: str = "upload",
) -> AssetRecord:
    """Put a photograph under a public ID, as an upload does; over what is there, as one does."""
    picture = picture or rocket()
    data = encoded(picture)
    ref = AssetRef(ACCOUNT.cloud, "image", delivery_type, public_id)
    record = AssetRecord(
        cloud=ref.cloud,
        asset_type=ref.asset_type,
        delivery_type=ref.delivery_type,
        public_id=ref.public_id,
        asset_id=hashlib.md5(public_id.encode(), usedforsecurity=False).hexdigest(),
        version=version or int(time.time()),
        version_id=secrets.token_hex(16),
        revision=0,
        format="jpg",
        width=picture.width,
        height=picture.height,
        pages=1,
        has_alpha=False,
        bytes=len(data),
        etag=hashlib.md5(data, usedforsecurity=False).hexdigest(),
        created_at="2026-01-01T00:00:00Z",
    )
    key = object_keys.original(record.cloud, record.asset_id, record.version_id)
    await context.store.put(key, data, content_type="image/jpeg")
    stored = await context.catalog.change(ref, lambda _: record)
    assert stored is not None
    return stored


async def define(
    context: GatewayContext, name: str, definition: str | None
) -> TransformationRecord | None:
    """Have a name of a transformation stand for something from now on, or for nothing."""
    ref = TransformationRef.of_name(ACCOUNT.cloud, name)

    def mutate(_: TransformationRecord | None) -> TransformationRecord | None:
        if definition is None:
            return None
        return TransformationRecord(ref.cloud, ref.text, definition, False, revision=0)

    return await context.transformations.change(ref, mutate)


async def destroy_asset(context: GatewayContext, record: AssetRecord) -> None:
    """Take an asset away, with all that was made of it, as destroying it does."""
    await context.catalog.change(record.ref, lambda _: None)
    await context.store.delete_prefix(object_keys.originals_of(record.cloud, record.asset_id))
    await context.store.delete_prefix(object_keys.derived_of(record.cloud, record.asset_id))
