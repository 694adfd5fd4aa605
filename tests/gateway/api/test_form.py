import asyncio
import base64
import hashlib
import io
import json
import os
import tempfile
import tracemalloc
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from urllib.parse import urlencode

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from gateway.api.endpoint import Endpoints
from gateway.api.form import read_form
from tests.photographs import encoded, rocket

LIMIT = 4_000_000
PHOTOGRAPH = encoded(rocket())
Client = TestClient[web.Request, web.Application]


async def describe(request: web.Request) -> Mapping[str, object]:
    async with read_form(request, LIMIT) as form:
        said: dict[str, object] = {"parameters": dict(form.parameters), "filename": form.filename}
        if form.remote:
            said["remote"] = form.remote
        if form.file is not None:
            content = await form.file.content()
            data = (
                content if isinstance(content, bytes) else await asyncio.to_thread(_read, content)
            )
            said["file"] = [form.file.size, form.file.etag, hashlib.sha256(data).hexdigest()]
        return said


def _read(path: Path) -> bytes:
    return path.read_bytes()


@pytest.fixture(scope="module")
async def client() -> AsyncIterator[Client]:
    app = web.Application()
    app.add_routes([Endpoints().route("/", {"POST": describe})])
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Temporary files of this test alone."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.01)


def digests(data: bytes) -> list[object]:
    plain = hashlib.md5(data, usedforsecurity=False).hexdigest()
    return [len(data), plain, hashlib.sha256(data).hexdigest()]


def data_uri(data: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(data).decode()}"


async def post(
    client: Client, body: object, content_type: str = ""
) -> tuple[int, dict[str, object]]:
    headers = {"Content-Type": content_type}
    body = io.BytesIO(body) if isinstance(body, bytes) else body
    async with client.post("/", data=body, headers=headers) as answer:
        assert answer.content_type == "application/json"
        return answer.status, await answer.json()


async def refused(client: Client, body: object, content_type: str) -> str:
    status, said = await post(client, body, content_type)
    assert status == 400
    assert isinstance(said["error"], dict)
    message: str = said["error"]["message"]
    return message


def multipart(*parts: tuple[str, bytes], end: bytes = b"--B--\r\n") -> bytes:
    return (
        b"".join(b"--B\r\n" + head.encode() + b"\r\n\r\n" + body + b"\r\n" for head, body in parts)
        + end
    )


def field(name: str, more: str = "") -> str:
    return f'Content-Disposition: form-data; name="{name}"{more}'


MULTIPART = "multipart/form-data; boundary=B"
JSON = "application/json"
URLENCODED = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("size", [1, 1024 * 1024, 3_000_000])
async def test_a_binary_part_arrives_as_it_was_sent(client: Client, size: int) -> None:
    data = os.urandom(size)
    file = field("file", '; filename="/home/me/boot.jpg"')
    body = multipart((field("public_id"), b"boot"), (file, data))
    status, said = await post(client, body, MULTIPART)
    assert status == 200
    assert said["file"] == digests(data)
    assert said["parameters"] == {"public_id": "boot"}
    assert said["filename"] == "/home/me/boot.jpg"


@pytest.mark.parametrize("data", [b"\0", PHOTOGRAPH, PHOTOGRAPH + b"\1", os.urandom(2_999_999)])
async def test_a_data_uri_is_decoded_in_every_kind_of_body(client: Client, data: bytes) -> None:
    uri = data_uri(data)
    bodies = [
        (multipart((field("file"), uri.encode())), MULTIPART),
        (json.dumps({"file": uri}).encode(), JSON),
        (urlencode({"file": uri}).encode(), URLENCODED),
    ]
    for body, content_type in bodies:
        status, said = await post(client, body, content_type)
        assert (status, said.get("file")) == (200, digests(data))
        assert said["filename"] == "file"


async def test_a_data_uri_may_be_broken_into_lines(client: Client) -> None:
    uri = b"data:image/jpeg;base64," + base64.encodebytes(PHOTOGRAPH)
    status, said = await post(client, multipart((field("file"), uri)), MULTIPART)
    assert (status, said["file"]) == (200, digests(PHOTOGRAPH))


async def test_a_named_file_that_looks_like_an_address_is_only_a_file(client: Client) -> None:
    body = multipart((field("file", '; filename="x"'), b"http://127.0.0.1/"))
    status, said = await post(client, body, MULTIPART)
    assert (status, said["file"]) == (200, digests(b"http://127.0.0.1/"))


@pytest.mark.parametrize(
    ("address", "name"),
    [("http://a/b%20c.jpg?d/e", "b c.jpg"), ("HTTPS://a", "file"), ("http://[", "file")],
)
async def test_an_address_is_left_to_whoever_knows_who_calls(
    client: Client, address: str, name: str
) -> None:
    body = multipart((field("file"), address.encode()))
    status, said = await post(client, body, MULTIPART)
    assert (status, said["remote"], said["filename"]) == (200, address, name)
    assert "file" not in said


@pytest.mark.parametrize("address", ["ftp://a", "s3://a/b", "gs://a", f"http://{'a' * 2050}"])
async def test_other_addresses_are_refused(client: Client, address: str) -> None:
    """F17"""
    body = multipart((field("file"), address.encode()))
    assert "file given as a" in await refused(client, body, MULTIPART)


async def test_arrays_numbers_and_truths_are_read_alike_from_every_body(client: Client) -> None:
    expected = {"tags": ["a", "b"], "timestamp": "17", "overwrite": "false"}
    bodies = [
        (b"tags[]=a&tags%5B%5D=b&timestamp=17&overwrite=false", URLENCODED),
        (b'{"tags": ["a", "b"], "timestamp": 17, "overwrite": false, "eager": null}', JSON),
        (
            multipart(
                (field("tags[]"), b"a"),
                (field("tags[]"), b"b"),
                (field("timestamp"), b"17"),
                (field("overwrite"), b"false"),
            ),
            MULTIPART,
        ),
    ]
    for body, content_type in bodies:
        status, said = await post(client, body, content_type)
        assert (status, said["parameters"]) == (200, expected)


async def test_what_is_nested_in_json_stays_json(client: Client) -> None:
    """S1-028"""
    said = {
        "regions": {"hat": [[2720, 770], [3700, 1920]]},
        "custom_coordinates": [[225, 230, 250, 240.5]],
        "timestamp": 17,
        "tags": ["a", 1.50],
        "eager": [],
    }
    status, read = await post(client, json.dumps(said).encode(), JSON)
    assert (status, read["parameters"]) == (
        200,
        {
            "regions": '{"hat":[[2720,770],[3700,1920]]}',
            "custom_coordinates": "[[225,230,250,240.5]]",
            "timestamp": "17",
            "tags": ["a", "1.5"],
            "eager": "",
        },
    )


@pytest.mark.parametrize(
    ("body", "content_type", "message"),
    [
        (b"", MULTIPART + "x", ""),
        (b"nothing", MULTIPART, "malformed"),
        (multipart((field("a"), b"x"), end=b""), MULTIPART, "malformed"),
        (multipart((field("file", '; filename="f"'), b"x"), end=b""), MULTIPART, "malformed"),
        (multipart(("X: y", b"x")), MULTIPART, "malformed"),
        (multipart((field("a") + "\r\nX: " + "y" * 9000, b"x")), MULTIPART, "malformed"),
        (multipart((field("a"), b"x")), "multipart/form-data", "malformed"),
        (multipart((field("a"), b"x")), "multipart/form-data; boundary=", "malformed"),
        (multipart((field("a"), b"\xff\xfe")), MULTIPART, "a is not UTF-8"),
        (multipart((field("a"), b"x\0y")), MULTIPART, "a contains a NUL"),
        (multipart((field("a\0"), b"x")), MULTIPART, "name"),
        (multipart((field("a"), b"x"), (field("a"), b"y")), MULTIPART, "a is given more than once"),
        (multipart((field("file"), b"x"), (field("file"), b"y")), MULTIPART, "file is given more"),
        (multipart((field("a"), b"x" * 300_000)), MULTIPART, "a is too long"),
        (multipart(*[(field("a[]"), b"x")] * 1300), MULTIPART, ""),
        (
            multipart((field("a") + "\r\nContent-Type: text/plain; charset=utf-16", b"x\0")),
            MULTIPART,
            "Charset utf-16 is not supported",
        ),
        (
            multipart((field("file") + "\r\nContent-Transfer-Encoding: base64", b"eA==")),
            MULTIPART,
            "Content-Transfer-Encoding is not supported",
        ),
        (multipart((field("file"), b"data:image/png;base64,!!!!")), MULTIPART, "Invalid data URI"),
        (multipart((field("file"), b"data:image/png;base64,eA==eA==")), MULTIPART, "malformed"),
        (multipart((field("file"), b"data:image/png;base64,eA")), MULTIPART, "malformed"),
        (multipart((field("file"), b"data:image/png,x")), MULTIPART, "Invalid data URI"),
        (b"a=%ff", URLENCODED, "malformed"),
        (b"a=\xff", URLENCODED, "malformed"),
        (b"a", URLENCODED, "malformed"),
        (b"a=1&a=2", URLENCODED, "more than once"),
        (b"&".join([b"a[]=1"] * 1300), URLENCODED, "malformed"),
        (b"a=%00", URLENCODED, "NUL"),
        (b"{", JSON, "malformed"),
        (b"[" * 100_000, JSON, "malformed"),
        (b'{"a": 1, "a": 2}', JSON, "malformed"),
        (b'{"a": "\xff"}', JSON, "malformed"),
        (b'{"a": "\\ud800"}', JSON, "not well-formed"),
        (b'{"a": {"b": 1, "b": 2}}', JSON, "malformed"),
        (b"[]", JSON, "must be an object"),
        (b"a: 1", "application/yaml", "is not understood"),
        (b"x" * 17_000_000, JSON, "too large"),
    ],
)
async def test_a_hostile_body_is_a_bad_request(
    client: Client, scratch: Path, body: bytes, content_type: str, message: str
) -> None:
    """F23: the answer names what is wrong, and nothing stays behind."""
    if content_type == MULTIPART + "x":
        body = b"--B\r\n"
    assert message in await refused(client, body, content_type)
    assert not names_in(scratch)


async def test_parameters_in_the_query_are_refused(client: Client) -> None:
    async with client.post("/?public_id=boot", data={"tags": "a"}) as answer:
        assert answer.status == 400


@pytest.mark.parametrize("encode", [False, True])
async def test_a_file_above_the_limit_is_refused_and_leaves_no_scratch_file(
    client: Client, scratch: Path, *, encode: bool
) -> None:
    data = os.urandom(LIMIT + 1)
    body = data_uri(data).encode() if encode else data
    part = field("file", "" if encode else '; filename="f"')
    message = await refused(client, multipart((part, body)), MULTIPART)
    assert message == f"File size too large. Maximum is {LIMIT} bytes"
    assert not names_in(scratch)


async def test_no_body_of_any_size_is_held_in_memory(client: Client) -> None:
    """A stream of 64 MB is refused after little more than the limit, in a few MB of memory."""

    async def endless() -> AsyncIterator[bytes]:
        yield b"--B\r\n" + field("file", '; filename="f"').encode() + b"\r\n\r\n"
        for _ in range(1024):
            yield piece

    piece = os.urandom(64 * 1024)
    tracemalloc.start()
    try:
        assert "File size too large" in await refused(client, endless(), MULTIPART)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 8 * 1024 * 1024


async def test_a_body_that_breaks_off_leaves_no_scratch_file(client: Client, scratch: Path) -> None:
    _reader, writer = await asyncio.open_connection("127.0.0.1", client.port)
    head = b"--B\r\n" + field("file", '; filename="f"').encode() + b"\r\n\r\n"
    writer.write(
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: " + MULTIPART.encode() + b"\r\n"
        b"Content-Length: 3000000\r\n\r\n" + head + b"x" * 2_000_000
    )
    await writer.drain()
    await until(lambda: bool(names_in(scratch)))
    writer.close()
    await until(lambda: not names_in(scratch))


async def test_a_body_that_announces_too_much_is_refused_before_it_arrives(client: Client) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", client.port)
    writer.write(
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: " + MULTIPART.encode() + b"\r\n"
        b"Content-Length: 1000000000000\r\n\r\n"
    )
    async with asyncio.timeout(60):
        assert b" 400 " in await reader.readline()
    writer.close()


async def test_a_client_that_stops_sending_is_answered(
    client: Client, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.api.form._STALL", 0.1)
    reader, writer = await asyncio.open_connection("127.0.0.1", client.port)
    writer.write(
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: " + MULTIPART.encode() + b"\r\n"
        b"Content-Length: 3000000\r\n\r\n--B\r\n"
    )
    async with asyncio.timeout(60):
        assert b" 408 " in await reader.readline()
    writer.close()
    assert not names_in(scratch)
