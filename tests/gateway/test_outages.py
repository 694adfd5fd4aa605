"""What still works while Redis, or the store, does not."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from storage.errors import Unavailable
from storage.objects import ByteRange, ObjectReader, ObjectStore
from storage.settings import REDIS_SECONDS
from tests.gateway.darkroom import Gateway, gateway, over, store_asset, working
from tests.servers import ValkeyServer

FILL = "/demo/image/upload/c_scale,w_{}/boot.jpg"


@pytest.fixture
async def asked(tmp_path: Path, own_valkey: ValkeyServer) -> AsyncIterator[Gateway]:
    """A gateway on a Valkey of its own, with a derived asset that is stored."""
    storage = over(tmp_path, own_valkey.url, REDIS_SECONDS)
    async with gateway(storage, body_cache_bytes=0) as running:
        await store_asset(running.context, "boot")
        async with working(running.context, own_valkey.url):
            assert (await running.get(FILL.format(80))).status == 200
        yield running


async def test_f06_without_redis_hits_are_served_and_misses_told_to_come_back(
    asked: Gateway, own_valkey: ValkeyServer
) -> None:
    """F06: hits 200; misses 503 with Retry-After, not kept; recovery without a restart."""
    own_valkey.stop()
    for width in range(81, 86):
        hit, miss = await asyncio.gather(
            asked.get(FILL.format(80)), asked.get(FILL.format(width), prefer="wait=30")
        )
        assert hit.status == 200
        assert (miss.status, miss.headers["Cache-Control"]) == (503, "no-store")
        assert int(miss.headers["Retry-After"]) >= 1
        await asyncio.sleep(0.3)
    own_valkey.start()
    async with working(asked.context, own_valkey.url):
        async with asyncio.timeout(60):
            while (await asked.get(FILL.format(90), prefer="wait=30")).status != 200:
                await asyncio.sleep(0.1)


async def test_f06_what_is_unknown_is_a_404_without_redis(
    asked: Gateway, own_valkey: ValkeyServer
) -> None:
    own_valkey.stop()
    answer = await asked.get("/demo/image/upload/unknown.jpg")
    assert answer.status == 404


async def test_f07_a_frozen_redis_holds_nobody_up_for_long(
    asked: Gateway, own_valkey: ValkeyServer
) -> None:
    """F07, F06: nothing hangs; the wait a client asked for is not spent on Redis."""
    os.kill(own_valkey.pid, signal.SIGSTOP)
    try:
        await asyncio.sleep(1.1)
        answers = await asyncio.wait_for(
            asyncio.gather(
                *(asked.get(FILL.format(80)) for _ in range(10)),
                *(asked.get(FILL.format(70 - n), prefer="wait=30") for n in range(10)),
            ),
            29,
        )
    finally:
        os.kill(own_valkey.pid, signal.SIGCONT)
    assert [answer.status for answer in answers] == [200] * 10 + [503] * 10


async def test_without_the_store_nothing_is_kept_by_caches(
    asked: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def down(_self: ObjectStore, _key: str, _range: ByteRange | None = None) -> ObjectReader:
        raise Unavailable("connection refused by 10.0.0.7:9000")

    monkeypatch.setattr(type(asked.context.store), "get", down)
    await asyncio.sleep(1.1)
    for path in (FILL.format(80), "/demo/image/upload/boot", "/demo/image/upload/unknown"):
        answer = await asked.get(path)
        assert (answer.status, answer.headers["Cache-Control"]) == (503, "no-store")
        assert "10.0.0.7" not in str(answer.headers)


async def test_f09_a_body_that_breaks_off_is_cut_and_never_kept(
    asked: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F09: a short body is never served as whole."""
    get = type(asked.context.store).get

    class Broken:
        def __init__(self, reader: ObjectReader) -> None:
            self.info, self.start, self.end = reader.info, reader.start, reader.end

        async def read(self) -> bytes:
            raise Unavailable("the body broke off")

        async def chunks(self) -> AsyncIterator[bytes]:
            yield b"some of it"
            raise Unavailable("the body broke off")

    async def breaking(
        self: ObjectStore, key: str, byte_range: ByteRange | None = None
    ) -> ObjectReader:
        reader = await get(self, key, byte_range)
        if key.startswith("records/"):
            return reader
        await reader.read()
        return Broken(reader)

    with monkeypatch.context() as patch:
        patch.setattr(type(asked.context.store), "get", breaking)
        whole = await asked.get(FILL.format(80))
        with pytest.raises(aiohttp.ClientError):
            await asked.get(FILL.format(80), range="bytes=0-99")
    assert (whole.status, whole.headers["Cache-Control"]) == (503, "no-store")
    assert (await asked.get(FILL.format(80))).status == 200
