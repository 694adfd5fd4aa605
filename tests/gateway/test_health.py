import json
from pathlib import Path

import pytest

from storage.errors import Unavailable
from storage.objects import ObjectInfo, ObjectStore
from tests.gateway.conftest import Darkroom
from tests.gateway.darkroom import gateway, over, store_asset
from tests.servers import ValkeyServer

FILL = "/demo/image/upload/c_scale,w_80/boot.jpg"


async def test_a_gateway_whose_store_and_redis_answer_is_ready(darkroom: Darkroom) -> None:
    live = await darkroom.gateway.get("/health/live")
    ready = await darkroom.gateway.get("/health/ready")
    assert (live.status, ready.status) == (200, 200)
    assert json.loads(ready.body) == {"status": "ready", "store": True, "redis": True}


async def test_a_gateway_without_redis_lives_but_is_not_ready(
    tmp_path: Path, own_valkey: ValkeyServer
) -> None:
    async with gateway(over(tmp_path, own_valkey.url)) as running:
        own_valkey.stop()
        live = await running.get("/health/live")
        ready = await running.get("/health/ready")
    assert (live.status, ready.status) == (200, 503)
    assert json.loads(ready.body) == {"status": "not ready", "store": True, "redis": False}


async def test_a_gateway_without_its_store_is_not_ready(
    darkroom: Darkroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def down(_self: ObjectStore, _key: str) -> ObjectInfo:
        raise Unavailable("no")

    monkeypatch.setattr(type(darkroom.gateway.context.store), "head", down)
    ready = await darkroom.gateway.get("/health/ready")
    assert ready.status == 503
    assert json.loads(ready.body)["store"] is False


async def test_deliveries_are_counted_by_how_they_were_answered(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    known = await darkroom.gateway.get(FILL)
    await darkroom.gateway.get(FILL)
    await darkroom.gateway.get(FILL)
    await darkroom.gateway.get(FILL, if_none_match=known.headers["ETag"])
    await darkroom.gateway.get("/demo/image/upload/unknown")
    await darkroom.gateway.get("/demo/image/upload/w_x/boot")
    darkroom.worker.hold.clear()
    await darkroom.gateway.get(FILL.replace("80", "81"), prefer="respond-async")
    async with gateway(darkroom.storage) as other:
        await other.get(FILL)
        elsewhere = (await other.get("/metrics")).body.decode()
    metrics = (await darkroom.gateway.get("/metrics")).body.decode()
    counted = {
        "rendered": 1,
        "memory": 2,
        "not_modified": 1,
        "refused": 2,
        "pending": 1,
        "store": 0,
        "unavailable": 0,
        "failed": 0,
    }
    for answered, count in counted.items():
        assert f'darkroom_delivery_seconds_count{{answered="{answered}"}} {count}.0' in metrics
    assert 'darkroom_delivery_seconds_count{answered="store"} 1.0' in elsewhere
    assert 'darkroom_gateway_memory_entries{what="bodies"} 1.0' in metrics
    size = int(known.headers["Content-Length"])
    (held,) = (line for line in metrics.splitlines() if line.startswith("darkroom_gateway_body_b"))
    assert size < float(held.split()[1]) < size + 5_000
