"""Notices over a real Valkey that comes and goes."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import pytest
import redis

from storage import notices as notices_module
from storage.notices import Notices
from tests.servers import ValkeyServer


@pytest.fixture
async def heard() -> list[bytes]:
    return []


@pytest.fixture
async def own_notices(own_valkey: ValkeyServer, heard: list[bytes]) -> AsyncIterator[Notices]:
    made = Notices(own_valkey.url)
    made.on("news", heard.append)
    yield made
    await made.close()


async def _published(valkey: ValkeyServer, heard: list[bytes], message: bytes) -> None:
    """Publish until it is heard: a subscription that is being made again may miss some."""
    with redis.Redis.from_url(valkey.url) as client:
        async with asyncio.timeout(60):
            while message not in heard:
                await asyncio.to_thread(client.publish, "news", message)
                await asyncio.sleep(0.02)


async def test_what_is_published_once_it_is_ready_is_heard(
    own_notices: Notices, own_valkey: ValkeyServer, heard: list[bytes]
) -> None:
    assert not own_notices.listening
    assert await own_notices.ready(60)
    with redis.Redis.from_url(own_valkey.url) as client:
        client.publish("news", b"one")
    async with asyncio.timeout(60):
        while not heard:
            await asyncio.sleep(0.01)
    assert heard == [b"one"]


async def test_a_server_that_was_restarted_is_listened_to_again(
    own_notices: Notices, own_valkey: ValkeyServer, heard: list[bytes]
) -> None:
    """F06: recovery without a restart; and whoever remembers things is told to forget."""
    resumed: list[bool] = []
    own_notices.on_resumed(lambda: resumed.append(own_notices.listening))
    assert await own_notices.ready(60)
    own_valkey.stop()
    async with asyncio.timeout(60):
        while own_notices.listening:
            await asyncio.sleep(0.01)
    assert not await own_notices.ready(0.01)
    own_valkey.start()
    await _published(own_valkey, heard, b"after")
    assert resumed == [True, True]


async def test_a_server_that_is_silent_is_given_up(
    own_notices: Notices,
    own_valkey: ValkeyServer,
    heard: list[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """F07: a connection that is open but dead would otherwise be waited on for ever."""
    monkeypatch.setattr(notices_module, "SILENCE_SECONDS", 0.1)
    assert await own_notices.ready(60)
    os.kill(own_valkey.pid, signal.SIGSTOP)
    try:
        async with asyncio.timeout(60):
            while own_notices.listening:
                await asyncio.sleep(0.01)
    finally:
        os.kill(own_valkey.pid, signal.SIGCONT)
    await _published(own_valkey, heard, b"after")


async def test_a_listener_that_fails_does_not_end_the_listening(
    own_notices: Notices, own_valkey: ValkeyServer, heard: list[bytes]
) -> None:
    def fail(message: bytes) -> None:
        raise ValueError(message)

    own_notices.on("trouble", fail)
    assert await own_notices.ready(60)
    with redis.Redis.from_url(own_valkey.url) as client:
        client.publish("trouble", b"x")
        client.publish("news", b"after")
    async with asyncio.timeout(60):
        while not heard:
            await asyncio.sleep(0.01)


async def test_listeners_come_before_the_subscription(own_notices: Notices) -> None:
    own_notices.start()
    with pytest.raises(RuntimeError):
        own_notices.on("more", print)


async def test_closing_what_never_began_is_nothing() -> None:
    await Notices("redis://127.0.0.1:1/0").close()
