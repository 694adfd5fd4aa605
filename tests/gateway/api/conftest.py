import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import cloudinary
import cloudinary.api
import cloudinary.uploader
import pytest

from gateway.context import GatewayContext
from storage.errors import NotFound
from storage.records import AssetRecord, AssetRef
from tests.gateway.api.uploading_worker import UploadingWorker
from tests.gateway.darkroom import ACCOUNT, Gateway, gateway, over
from tests.servers import ValkeyServer


@dataclass
class Api:
    """A gateway with a worker behind it, and the vendor's SDK pointed at it."""

    gateway: Gateway
    worker: UploadingWorker

    @property
    def context(self) -> GatewayContext:
        """What the gateway works with."""
        return self.gateway.context

    async def sdk(self, call: Callable[..., Any], *args: object, **options: object) -> Any:
        """Make an SDK call; it is synchronous, so a thread of its own makes it."""
        return await asyncio.to_thread(call, *args, **options)

    async def upload(self, file: object, **options: object) -> dict[str, Any]:
        """Upload with the SDK."""
        answer: dict[str, Any] = await self.sdk(cloudinary.uploader.upload, file, **options)
        return answer

    async def record(self, public_id: str, delivery_type: str = "upload") -> AssetRecord | None:
        """Read an asset's record from storage."""
        ref = AssetRef(ACCOUNT.cloud, "image", delivery_type, public_id)
        try:
            return await self.context.catalog.read(ref)
        except NotFound:
            return None

    async def keys(self, prefix: str) -> list[str]:
        """List what is stored."""
        page = await self.context.store.list(prefix)
        return [found.key for found in page.objects]


@asynccontextmanager
async def run_api(folder: Path, valkey: ValkeyServer, **settings: object) -> AsyncIterator[Api]:
    """Run a gateway and a worker over a folder and a Valkey."""
    settings = {"max_upload_bytes": 3_000_000, **settings}
    async with gateway(over(folder, valkey.url), ACCOUNT, **settings) as running:
        worker = UploadingWorker(running.context, valkey.url)
        task = asyncio.create_task(worker.run())
        _point_sdk(running.url)
        try:
            yield Api(running, worker)
        finally:
            worker.stopped = True
            worker.free.set()
            await task


@pytest.fixture
async def api(tmp_path: Path, valkey: ValkeyServer) -> AsyncIterator[Api]:
    async with run_api(tmp_path, valkey) as api:
        yield api


def _point_sdk(url: str) -> None:
    cloudinary.config(
        cloud_name=ACCOUNT.cloud,
        api_key=ACCOUNT.api_key,
        api_secret=ACCOUNT.api_secret,
        upload_prefix=url,
        cname=url.removeprefix("http://"),
        secure=False,
    )


async def gathered(*calls: Awaitable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Make calls at once."""
    return list(await asyncio.gather(*calls))


async def settled(api: Api) -> None:
    """Wait until nothing is being cleaned any more."""
    while tasks := [task for task in asyncio.all_tasks() if task.get_name() == "cleaning"]:
        await asyncio.wait(tasks)


BASIC: dict[str, Any] = {
    "headers": {
        "Authorization": aiohttp.encode_basic_auth(ACCOUNT.api_key, ACCOUNT.api_secret),
    }
}


async def post(api: Api, action: str, **request: Any) -> tuple[int, dict[str, Any]]:
    """Make an upload API call without the SDK."""
    url = f"{api.gateway.url}/v1_1/{ACCOUNT.cloud}/{action}"
    async with api.gateway.session.post(url, **request) as answer:
        return answer.status, await answer.json()
