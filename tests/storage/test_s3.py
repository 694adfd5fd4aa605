"""S3 as others see it, and S3 at its worst."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from storage.errors import AlreadyExists, Conflict, NotFound, Unavailable
from storage.objects import ByteRange, IfAbsent, IfMatch
from storage.s3 import S3ObjectStore
from tests.photographs import encoded, rocket
from tests.servers import S3Server, free_port

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
ETAG = {"ETag": '"abc"', "Last-Modified": "Sat, 21 Nov 2026 00:00:00 GMT"}


@asynccontextmanager
async def answering(handler: Answer) -> AsyncIterator[S3ObjectStore]:
    """A store whose server answers as the test says."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    endpoint = f"http://127.0.0.1:{port}"
    try:
        yield S3ObjectStore("b", endpoint=endpoint, access_key_id="k", secret_access_key="s")
    finally:
        await runner.cleanup()


def in_turn(*statuses: int) -> tuple[Answer, list[str]]:
    """Answer with one status after another, the last one from then on; note the methods."""
    asked: list[str] = []

    async def handler(request: web.Request) -> web.Response:
        await request.read()
        asked.append(request.method)
        status = statuses[min(len(asked), len(statuses)) - 1]
        return web.Response(status=status, headers=ETAG, body=None if status == 304 else b"12345")

    return handler, asked


async def test_what_is_put_is_plainly_there_for_another_client(s3_server: S3Server) -> None:
    store = S3ObjectStore(
        s3_server.bucket,
        endpoint=s3_server.endpoint,
        access_key_id=s3_server.access_key,
        secret_access_key=s3_server.secret_key,
    )
    photograph = encoded(rocket())
    await store.put(
        "witness/photo",
        photograph,
        content_type="image/jpeg",
        metadata={"width": "640", "height": "427"},
    )
    client = s3_server.client()
    seen = await asyncio.to_thread(client.get_object, Bucket=s3_server.bucket, Key="witness/photo")
    assert await asyncio.to_thread(seen["Body"].read) == photograph
    assert seen["ContentType"] == "image/jpeg"
    assert seen["Metadata"] == {"width": "640", "height": "427"}
    listed = await asyncio.to_thread(
        client.list_objects_v2, Bucket=s3_server.bucket, Prefix="witness/"
    )
    assert [found["Key"] for found in listed["Contents"]] == ["witness/photo"]
    client.close()


@pytest.mark.parametrize("status", [304, 409, 412])
async def test_each_way_of_saying_that_an_object_is_there_is_understood(status: int) -> None:
    handler, asked = in_turn(status, 200)
    async with answering(handler) as store:
        with pytest.raises(AlreadyExists):
            await store.put("a", b"x", content_type="text/plain", condition=IfAbsent())
    assert asked == ["PUT", "HEAD"]


async def test_a_409_with_nothing_there_is_put_again() -> None:
    handler, asked = in_turn(409, 404, 200)
    async with answering(handler) as store:
        told = await store.put("a", b"x", content_type="text/plain", condition=IfAbsent())
    assert told.etag == '"abc"'
    assert asked == ["PUT", "HEAD", "PUT"]


@pytest.mark.parametrize("status", [304, 404, 412])
async def test_a_lost_swap_is_a_conflict(status: int) -> None:
    handler, _ = in_turn(status)
    async with answering(handler) as store:
        with pytest.raises(Conflict):
            await store.put("a", b"x", content_type="text/plain", condition=IfMatch('"old"'))


async def test_a_server_that_asks_to_slow_down_is_asked_again() -> None:
    """F08: 503 SlowDown, then an answer."""
    handler, asked = in_turn(503, 503, 200)
    async with answering(handler) as store:
        await store.put("a", b"x", content_type="text/plain")
        assert (await store.head("a")).etag == '"abc"'
    assert asked == ["PUT", "PUT", "PUT", "HEAD"]


async def test_a_server_that_never_answers_well_is_given_up_soon() -> None:
    """F08: retries are bounded."""
    handler, asked = in_turn(503)
    async with answering(handler) as store:
        with pytest.raises(Unavailable, match="503"):
            await store.get("a")
    assert 2 <= len(asked) <= 5


async def test_a_refused_connection_is_unavailable() -> None:
    endpoint = f"http://127.0.0.1:{free_port()}"
    store = S3ObjectStore("b", endpoint=endpoint, access_key_id="k", secret_access_key="s")
    with pytest.raises(Unavailable):
        await store.get("a")


@pytest.mark.parametrize("status", [403, 401])
async def test_refused_credentials_are_unavailable_not_absent(status: int) -> None:
    handler, _ = in_turn(status)
    async with answering(handler) as store:
        with pytest.raises(Unavailable):
            await store.get("a")
        with pytest.raises(Unavailable):
            await store.head("a")


async def test_a_missing_bucket_does_not_make_objects_absent(s3_server: S3Server) -> None:
    store = S3ObjectStore(
        "no-such-bucket",
        endpoint=s3_server.endpoint,
        access_key_id=s3_server.access_key,
        secret_access_key=s3_server.secret_key,
    )
    with pytest.raises(Unavailable):
        await store.get("a")


async def _cut(request: web.Request) -> web.StreamResponse:
    first = int(request.headers.get("Range", "bytes=0-").removeprefix("bytes=").split("-")[0])
    headers = {**ETAG, "Content-Length": str(1000 - first), "Content-Type": "image/png"}
    if first:
        headers["Content-Range"] = f"bytes {first}-999/1000"
    response = web.StreamResponse(status=206 if first else 200, headers=headers)
    await response.prepare(request)
    await response.write(b"x" * (10 if first < 900 else 0))
    assert request.transport is not None
    request.transport.close()
    return response


async def test_a_body_that_is_cut_is_never_taken_for_whole() -> None:
    """F09: a connection that closes before the announced length."""
    async with answering(_cut) as store:
        reader = await store.get("a")
        assert reader.info.size == 1000
        with pytest.raises(Unavailable):
            await reader.read()
        reader = await store.get("a")
        with pytest.raises(Unavailable):
            [chunk async for chunk in reader.chunks()]


async def test_a_server_that_ignores_ranges_is_not_believed() -> None:
    async def whole(request: web.Request) -> web.Response:
        return web.Response(body=b"x" * 100, headers=ETAG)

    async with answering(whole) as store:
        with pytest.raises(Unavailable):
            await store.get("a", ByteRange(10, 20))


async def test_a_lost_bucket_while_deleting_is_unavailable() -> None:
    handler, _ = in_turn(403)
    async with answering(handler) as store:
        with pytest.raises(Unavailable):
            await store.delete("a")
        with pytest.raises(Unavailable):
            await store.list("a/")
        with pytest.raises(Unavailable):
            await store.delete_prefix("a/")


async def test_a_404_is_absence() -> None:
    handler, _ = in_turn(404)
    async with answering(handler) as store:
        with pytest.raises(NotFound):
            await store.head("a")
