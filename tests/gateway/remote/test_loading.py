"""F18: servers that are slow, endless, or send less than they seem to."""

import asyncio
import gzip
import tracemalloc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from gateway.api.spool import Spool
from gateway.remote.errors import Gone, NotLoaded, Unfit, Unreachable
from gateway.remote.guard import Guard
from gateway.remote.loading import Loader, Origin
from gateway.settings import GatewaySettings
from storage.setting_parsers import networks

OK = b"HTTP/1.1 200 OK\r\n"

UNKNOWN = Origin()

Talk = Callable[[str, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def _server(talk: Talk) -> AsyncIterator[str]:
    """Run a server that says to a request's head whatever it likes; give its URL."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            await talk(head.decode(), writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/a.png"


async def _load(url: str, known: Origin = UNKNOWN, **settings: Any) -> tuple[bytes, Origin | None]:
    chosen = GatewaySettings(
        **{
            "fetch_ports": (),
            "fetch_networks": networks("127.0.0.0/8"),
            "fetch_seconds": 60,
            "fetch_max_bytes": 100_000,
            **settings,
        }
    )
    loader = Loader(chosen, Guard(chosen))
    try:
        async with Spool(chosen.fetch_max_bytes) as file:
            origin = await loader.load(url, file, known)
            content = await file.content()
            return content if isinstance(content, bytes) else content.read_bytes(), origin
    finally:
        await loader.close()


def _says(answer: bytes) -> Talk:
    async def talk(_: str, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    return talk


async def test_a_file_comes_as_it_is_with_what_tells_its_versions_apart() -> None:
    heads: list[str] = []

    async def talk(head: str, writer: asyncio.StreamWriter) -> None:
        heads.append(head.lower())
        modified = b"Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r\n"
        writer.write(OK + b'ETag: "a"\r\n' + modified + b"Content-Length: 5\r\n\r\nbytes")

    async with _server(talk) as url:
        content, origin = await _load(url, fetch_user_agent="Somebody/7")
    assert content == b"bytes"
    assert origin == Origin('"a"', "Thu, 01 Jan 2026 00:00:00 GMT")
    (head,) = heads
    assert "accept-encoding: identity\r\n" in head
    assert "user-agent: somebody/7\r\n" in head
    assert "cookie" not in head
    assert "if-none-match" not in head


async def test_what_has_not_changed_does_not_come_again() -> None:
    async def talk(head: str, writer: asyncio.StreamWriter) -> None:
        assert 'if-none-match: "a"' in head.lower()
        assert "if-modified-since: yesterday" in head.lower()
        writer.write(b"HTTP/1.1 304 Not Modified\r\n\r\n")

    async with _server(talk) as url:
        assert await _load(url, Origin('"a"', "yesterday")) == (b"", None)


@pytest.mark.parametrize("head", [b"", OK, OK + b"Content-Length: 9\r\n\r\nbyte"])
async def test_a_server_that_is_silent_is_given_up(head: bytes) -> None:
    async def talk(_: str, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        await writer.drain()
        await asyncio.sleep(100)

    async with _server(talk) as url, asyncio.timeout(60):
        with pytest.raises(Unfit, match=r"longer than 0\.2 seconds"):
            await _load(url, fetch_seconds=0.2)


@pytest.mark.parametrize("beginning", [OK + b"\r\n", OK + b"X-Long: ", b"HTTP/1.1 100 \r\n\r\n"])
async def test_a_server_that_says_little_but_all_the_time_is_given_up(beginning: bytes) -> None:
    async def talk(_: str, writer: asyncio.StreamWriter) -> None:
        writer.write(beginning)
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with _server(talk) as url, asyncio.timeout(60):
        with pytest.raises(NotLoaded):
            await _load(url, fetch_seconds=0.3)


@pytest.mark.parametrize("beginning", [OK + b"\r\n", OK + b"Transfer-Encoding: chunked\r\n\r\n"])
async def test_a_server_that_never_ends_is_given_up_in_little_memory(beginning: bytes) -> None:
    async def talk(_: str, writer: asyncio.StreamWriter) -> None:
        writer.write(beginning)
        piece = bytes(65536)
        if b"chunked" in beginning:
            piece = b"10000\r\n" + piece + b"\r\n"
        while True:
            writer.write(piece)
            await writer.drain()

    most = 20_000_000
    async with _server(talk) as url, asyncio.timeout(100):
        tracemalloc.start()
        try:
            with pytest.raises(Unfit, match=f"File size too large. Maximum is {most} bytes"):
                await _load(url, fetch_max_bytes=most)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < 8_000_000


async def test_a_file_that_is_said_to_be_too_large_is_not_begun() -> None:
    async with _server(_says(OK + b"Content-Length: 100001\r\n\r\nb")) as url:
        with pytest.raises(Unfit, match="too large"):
            await _load(url)


@pytest.mark.parametrize("coding", [b"gzip", b"deflate", b"br", b"identity, gzip", b"GZIP"])
async def test_packed_bodies_are_not_unpacked_but_refused(coding: bytes) -> None:
    bomb = gzip.compress(bytes(50_000_000), 1)[:90_000]
    size = str(len(bomb)).encode()
    head = OK + b"Content-Encoding: " + coding + b"\r\nContent-Length: " + size + b"\r\n\r\n"
    async with _server(_says(head + bomb)) as url:
        with pytest.raises(Unfit, match="encoded"):
            await _load(url)


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"Content-Length: 9\r\n\r\nbytes",
        OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nbytes\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nbytes\r\n",
        b"HTTP/1.1 500 Oh\r\n\r\n",
        b"HTTP/1.1 403 No\r\n\r\n",
        b"HTTP/1.1 206 Part\r\nContent-Length: 1\r\n\r\nb",
        b"HTTP/1.1 304 Not Modified\r\n\r\n",
        b"HTTP/1.1 302 Found\r\n\r\n",
        b"not HTTP at all",
        b"",
    ],
)
async def test_what_is_broken_or_refused_does_not_come(answer: bytes) -> None:
    async with _server(_says(answer)) as url:
        with pytest.raises(Unreachable):
            await _load(url)


@pytest.mark.parametrize("status", [b"404 Not Found", b"410 Gone"])
async def test_what_is_not_there_is_gone(status: bytes) -> None:
    async with _server(_says(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n")) as url:
        with pytest.raises(Gone):
            await _load(url)


async def test_an_empty_file_is_none() -> None:
    async with _server(_says(OK + b"Content-Length: 0\r\n\r\n")) as url:
        with pytest.raises(Unfit, match="empty"):
            await _load(url)


async def test_redirects_are_followed_so_often_and_no_more() -> None:
    async def talk(head: str, writer: asyncio.StreamWriter) -> None:
        left = int(head.partition("?")[2].partition(" ")[0])
        if left:
            writer.write(b"HTTP/1.1 302 Found\r\nLocation: /b.png?%d\r\n\r\n" % (left - 1))
        else:
            writer.write(OK + b"Content-Length: 5\r\n\r\nbytes")

    async with _server(talk) as url:
        assert (await _load(f"{url}?3", fetch_redirects=3))[0] == b"bytes"
        with pytest.raises(Unreachable, match="redirects more than 3 times"):
            await _load(f"{url}?4", fetch_redirects=3)
