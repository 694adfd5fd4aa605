import asyncio
import base64
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import redis

from planner.jobs import Queue
from storage.errors import Unavailable
from storage.records import AssetRecord, AssetRef
from tests.gateway.api.conftest import BASIC, Api, post, run_api
from tests.photographs import encoded, rocket
from tests.servers import ValkeyServer

PHOTOGRAPH = encoded(rocket())


def data_uri(data: bytes = PHOTOGRAPH) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(data).decode()}"


@pytest.fixture
async def fragile(tmp_path: Path, own_valkey: ValkeyServer) -> AsyncIterator[Api]:
    """An API whose Valkey a test may stop."""
    async with run_api(tmp_path, own_valkey) as api:
        yield api


async def refused(api: Api, **fields: str) -> tuple[int, dict[str, str], dict[str, Any]]:
    """Upload without the SDK, which hides headers."""
    form = {"file": "data:image/jpeg;base64,/9j/", "public_id": "boot", **fields}
    url = f"{api.gateway.url}/v1_1/demo/image/upload"
    headers = {**BASIC["headers"], "Content-Type": "application/x-www-form-urlencoded"}
    body = io.BytesIO(urlencode(form).encode())
    async with api.gateway.session.post(url, data=body, headers=headers) as answer:
        return answer.status, dict(answer.headers), await answer.json()


async def test_without_redis_an_upload_is_told_to_come_back_and_leaves_nothing(
    fragile: Api, own_valkey: ValkeyServer
) -> None:
    """F06"""
    own_valkey.stop()
    status, headers, said = await refused(fragile)
    assert (status, headers["Retry-After"]) == (503, "1")
    assert said == {"error": {"message": "Something that is needed cannot answer now"}}
    assert not await fragile.keys("")
    own_valkey.start()
    async with asyncio.timeout(60):
        while (await refused(fragile, file=data_uri()))[0] == 503:
            await asyncio.sleep(0.05)
    assert (await fragile.gateway.get("/demo/image/upload/boot.jpg")).body == PHOTOGRAPH


async def test_without_redis_an_asset_is_described_and_destroyed(
    fragile: Api, own_valkey: ValkeyServer
) -> None:
    """F06"""
    await fragile.upload(PHOTOGRAPH, public_id="boot")
    own_valkey.stop()
    url = f"{fragile.gateway.url}/v1_1/demo/resources/image/upload/boot"
    async with fragile.gateway.session.get(url, **BASIC) as answer:
        assert answer.status == 200
    assert await post(fragile, "image/destroy", json={"public_id": "boot"}, **BASIC) == (
        200,
        {"result": "ok"},
    )
    assert await fragile.record("boot") is None


async def test_an_upload_survives_flushall(api: Api, valkey: ValkeyServer) -> None:
    """F05: the job that Redis has forgotten is submitted again."""
    api.worker.free.clear()
    upload = asyncio.create_task(api.upload(PHOTOGRAPH, public_id="boot"))
    with redis.Redis.from_url(valkey.url) as client:
        async with asyncio.timeout(60):
            while not client.keys("darkroom:claim:*"):
                await asyncio.sleep(0.01)
        client.flushall()
    api.worker.free.set()
    assert (await upload)["width"] == 640


async def test_a_full_queue_tells_the_client_to_come_back(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api.context.board, "_bounds", dict.fromkeys(Queue, 0))
    status, headers, said = await refused(api)
    assert (status, headers["Retry-After"]) == (503, "1")
    assert "waiting" in said["error"]["message"]
    assert not await api.keys("")


async def test_a_registration_whose_answer_is_lost_is_not_taken_back(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F08: storage has the record, and only its answer got lost."""
    change = api.context.catalog.change

    async def lossy(ref: AssetRef, mutate: Any) -> AssetRecord | None:
        await change(ref, mutate)
        raise Unavailable("the answer is lost")

    monkeypatch.setattr(api.context.catalog, "change", lossy)
    answer = await api.upload(PHOTOGRAPH, public_id="boot")
    delivered = await api.gateway.get(f"/demo/image/upload/v{answer['version']}/boot.jpg")
    assert delivered.body == PHOTOGRAPH


async def test_a_registration_that_fails_leaves_the_old_version_whole(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F08"""
    first = await api.upload(PHOTOGRAPH, public_id="boot")

    async def failing(ref: AssetRef, mutate: Any) -> AssetRecord | None:
        raise Unavailable("storage is away")

    monkeypatch.setattr(api.context.catalog, "change", failing)
    status, _, _ = await refused(api, file=data_uri())
    assert status == 503
    record = await api.record("boot")
    assert record is not None
    assert record.version_id == first["version_id"]
    assert len(await api.keys("originals/")) == 1
    assert (await api.gateway.get("/demo/image/upload/boot.jpg")).body == PHOTOGRAPH


async def test_an_original_stays_when_nobody_knows_whether_it_was_registered(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F08: a record may name it already; what is left over is the smaller harm."""

    async def failing(*_: Any) -> AssetRecord | None:
        raise Unavailable("storage is away")

    monkeypatch.setattr(api.context.catalog, "change", failing)
    monkeypatch.setattr(api.context.catalog, "read", failing)
    status, _, _ = await refused(api, public_id="", file=data_uri())
    assert status == 503
    assert len(await api.keys("originals/")) == 1


async def test_a_full_disk_for_uploads_is_said_and_nothing_stays(
    api: Api, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """F28"""
    monkeypatch.setattr("tempfile.tempdir", "/proc")
    status, headers, said = await refused(api, file=data_uri(b"x" * 2_000_000))
    assert (status, headers["Retry-After"]) == (503, "1")
    assert said["error"]["message"] == "There is no room for uploads at the moment"
    assert not await api.keys("")


async def test_an_unexpected_failure_shows_no_trace(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing(*_: Any) -> AssetRecord | None:
        raise RuntimeError("secret internals")

    monkeypatch.setattr(api.context.catalog, "read", failing)
    status, headers, said = await refused(api)
    assert status == 500
    assert said == {"error": {"message": f"Internal error; request {headers['X-Request-ID']}"}}
