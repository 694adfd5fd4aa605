"""Prepared answers say what ordinary ones say, to every client that may be given one."""

import asyncio
from urllib.parse import urlsplit

import pytest

from gateway.prepared import lines
from tests.gateway.conftest import Darkroom
from tests.gateway.darkroom import store_asset

PATH = "/demo/image/upload/boot"
#: What differs from answer to answer, or belongs to the connection.
OWN = {"x-request-id", "date", "connection"}


async def exchange(url: str, *requests: str) -> bytes:
    """Send requests over one connection, all at once, and read until it is closed."""
    address = urlsplit(url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write("".join(requests).encode())
    async with asyncio.timeout(60):
        answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


def said(head: bytes) -> dict[str, str]:
    """Read the headers that do not differ from answer to answer."""
    pairs = (line.split(": ", 1) for line in head.decode().split("\r\n")[1:] if line)
    return {name.lower(): value for name, value in pairs if name.lower() not in OWN}


@pytest.mark.parametrize("condition", ["", 'If-None-Match: "{tag}"\r\n'])
async def test_clients_that_close_the_connection_are_told_the_same_as_others(
    darkroom: Darkroom, condition: str
) -> None:
    record = await store_asset(darkroom.gateway.context, "boot")
    await darkroom.gateway.get(PATH)
    asked = f"GET {PATH} HTTP/1.1\r\nHost: x\r\n{condition.format(tag=record.version_id)}"
    answers = await exchange(
        darkroom.gateway.url, f"{asked}\r\n", f"{asked}Connection: close\r\n\r\n"
    )
    prepared, ordinary = answers.split(b"HTTP/1.1 ")[1:]
    assert prepared[:3] == ordinary[:3] == (b"304" if condition else b"200")
    assert said(prepared.split(b"\r\n\r\n")[0]) == said(ordinary.split(b"\r\n\r\n")[0])
    assert prepared.split(b"\r\n\r\n", 1)[1] == ordinary.split(b"\r\n\r\n", 1)[1]


async def test_an_old_client_is_answered_and_its_connection_closed(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    first = await darkroom.gateway.get(PATH)
    answer = await exchange(darkroom.gateway.url, f"GET {PATH} HTTP/1.0\r\n\r\n")
    assert answer.startswith(b"HTTP/1.0 200")
    assert answer.endswith(first.body)


async def test_many_requests_on_one_connection_are_answered_in_turn(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    first = await darkroom.gateway.get(PATH)
    asked = f"GET {PATH} HTTP/1.1\r\nHost: x\r\n"
    answers = await exchange(
        darkroom.gateway.url, f"{asked}\r\n" * 50, f"{asked}Connection: close\r\n\r\n"
    )
    assert answers.count(first.body) == 51
    numbers = [part.split(b"\r\n")[0] for part in answers.split(b"X-Request-Id: ")[1:]]
    assert len(set(numbers)) == 51


@pytest.mark.parametrize("value", ["a\r\nSet-Cookie: b", "a\nb", "a\rb"])
def test_a_header_with_a_line_break_is_never_written(value: str) -> None:
    with pytest.raises(ValueError, match="line break"):
        lines({"Content-Type": value})
