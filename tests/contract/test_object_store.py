"""What every object store keeps to: run against each of them by `conftest.store`."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.errors import AlreadyExists, Conflict, NotFound, RangeNotSatisfiable
from storage.objects import ByteRange, IfAbsent, IfMatch, ObjectInfo, ObjectStore
from storage.swapping import swap
from tests.photographs import encoded, rocket

BODY = bytes(range(256)) * 4


async def put(store: ObjectStore, key: str, data: bytes = BODY) -> ObjectInfo:
    return await store.put(key, data, content_type="image/png")


async def read(store: ObjectStore, key: str, byte_range: ByteRange | None = None) -> bytes:
    return await (await store.get(key, byte_range)).read()


async def test_what_was_put_is_got_with_its_content_type_and_metadata(
    store: ObjectStore, folder: str
) -> None:
    photograph = encoded(rocket())
    metadata = {"width": "640", "height": "427", "made-by": "a (test), of course"}
    told = await store.put(
        f"{folder}/photo", photograph, content_type="image/jpeg", metadata=metadata
    )
    reader = await store.get(f"{folder}/photo")
    assert await reader.read() == photograph
    assert (reader.start, reader.end) == (0, len(photograph))
    for info in (told, reader.info, await store.head(f"{folder}/photo")):
        assert info.key == f"{folder}/photo"
        assert info.size == len(photograph)
        assert info.content_type == "image/jpeg"
        assert info.metadata == metadata
        assert info.etag == told.etag
        assert abs(info.last_modified - datetime.now(UTC)) < timedelta(minutes=5)


async def test_what_is_not_there_is_not_found(store: ObjectStore, folder: str) -> None:
    await put(store, f"{folder}/a/b")
    for absent in (f"{folder}/none", f"{folder}/a", f"{folder}/a/c"):
        with pytest.raises(NotFound):
            await store.get(absent)
        with pytest.raises(NotFound):
            await store.get(absent, ByteRange(0, 1))
        with pytest.raises(NotFound):
            await store.head(absent)


@pytest.mark.parametrize(
    ("byte_range", "start", "end"),
    [
        (ByteRange(0, 1), 0, 1),
        (ByteRange(100, 200), 100, 200),
        (ByteRange(1000), 1000, 1024),
        (ByteRange(1023, 5000), 1023, 1024),
        (ByteRange(0, 1024), 0, 1024),
        (ByteRange(suffix=10), 1014, 1024),
        (ByteRange(suffix=5000), 0, 1024),
    ],
)
async def test_a_range_gives_just_its_bytes(
    store: ObjectStore, folder: str, byte_range: ByteRange, start: int, end: int
) -> None:
    await put(store, f"{folder}/ranged")
    reader = await store.get(f"{folder}/ranged", byte_range)
    assert (reader.start, reader.end, reader.info.size) == (start, end, 1024)
    assert await reader.read() == BODY[start:end]


@pytest.mark.parametrize(
    "byte_range", [ByteRange(1024), ByteRange(9999, 10000), ByteRange(suffix=0)]
)
async def test_a_range_outside_the_object_is_told_with_its_size(
    store: ObjectStore, folder: str, byte_range: ByteRange
) -> None:
    await put(store, f"{folder}/ranged")
    with pytest.raises(RangeNotSatisfiable) as refused:
        await store.get(f"{folder}/ranged", byte_range)
    assert refused.value.size == 1024


async def test_an_empty_object_is_an_object(store: ObjectStore, folder: str) -> None:
    told = await put(store, f"{folder}/empty", b"")
    assert told.size == 0
    assert await read(store, f"{folder}/empty") == b""
    reader = await store.get(f"{folder}/empty")
    assert [chunk async for chunk in reader.chunks() if chunk] == []
    with pytest.raises(RangeNotSatisfiable):
        await store.get(f"{folder}/empty", ByteRange(suffix=1))


@pytest.mark.parametrize("size", [0, 1, 40_000, 300_000])
async def test_what_has_been_described_can_be_read_at_once(
    store: ObjectStore, folder: str, size: int
) -> None:
    body = (BODY * 300)[:size]
    await put(store, f"{folder}/known", body)
    assert await store.read(await store.head(f"{folder}/known")) == body


@pytest.mark.parametrize("now", [BODY + b"more", BODY[:-1], b""])
async def test_what_is_of_another_size_than_described_is_not_read(
    store: ObjectStore, folder: str, now: bytes
) -> None:
    info = await put(store, f"{folder}/known")
    await put(store, f"{folder}/known", now)
    with pytest.raises(Conflict):
        await store.read(info)


async def test_what_has_gone_since_it_was_described_is_not_found(
    store: ObjectStore, folder: str
) -> None:
    info = await put(store, f"{folder}/known")
    await store.delete(f"{folder}/known")
    with pytest.raises(NotFound):
        await store.read(info)


async def test_a_large_object_streams_in_pieces(
    store: ObjectStore, folder: str, tmp_path: Path
) -> None:
    """20 MB, from a file: several parts of a multipart upload."""
    pattern = bytes(range(251))
    body = (pattern * (20_000_000 // 251 + 1))[:20_000_000]
    source = tmp_path / "large"
    source.write_bytes(body)
    told = await store.put(
        f"{folder}/large", source, content_type="image/tiff", metadata={"width": "9"}
    )
    assert told.size == len(body)
    reader = await store.get(f"{folder}/large")
    pieces = [piece async for piece in reader.chunks()]
    assert len(pieces) > 10
    assert b"".join(pieces) == body
    assert (reader.info.content_type, reader.info.metadata) == ("image/tiff", {"width": "9"})
    part = await store.get(f"{folder}/large", ByteRange(9_999_999, 11_000_000))
    assert b"".join([piece async for piece in part.chunks()]) == body[9_999_999:11_000_000]


async def test_a_file_is_put_like_its_bytes(
    store: ObjectStore, folder: str, tmp_path: Path
) -> None:
    source = tmp_path / "small"
    source.write_bytes(BODY)
    await store.put(f"{folder}/file", source, content_type="image/png", condition=IfAbsent())
    assert await read(store, f"{folder}/file") == BODY
    with pytest.raises(FileNotFoundError):
        await store.put(f"{folder}/other", tmp_path / "none", content_type="image/png")
    with pytest.raises(NotFound):
        await store.head(f"{folder}/other")


async def test_a_put_replaces_all_of_what_was_there(store: ObjectStore, folder: str) -> None:
    key = f"{folder}/replaced"
    first = await store.put(key, BODY, content_type="image/png", metadata={"width": "1"})
    second = await store.put(key, b"shorter", content_type="image/webp")
    reader = await store.get(key)
    assert await reader.read() == b"shorter"
    assert reader.info.content_type == "image/webp"
    assert reader.info.metadata == {}
    assert first.etag != second.etag == reader.info.etag


async def test_if_absent_never_replaces(store: ObjectStore, folder: str) -> None:
    key = f"{folder}/once"
    await store.put(key, b"first", content_type="text/plain", condition=IfAbsent())
    with pytest.raises(AlreadyExists):
        await store.put(key, b"second", content_type="text/plain", condition=IfAbsent())
    assert await read(store, key) == b"first"


async def test_of_many_who_publish_at_once_one_wins(store: ObjectStore, folder: str) -> None:
    """F10: the same derived asset from 32 sides; whoever loses is told that it is there."""
    key = f"{folder}/published"

    async def publish(side: int) -> int | None:
        try:
            await store.put(key, b"%d" % side, content_type="text/plain", condition=IfAbsent())
        except AlreadyExists:
            return None
        return side

    sides = await asyncio.gather(*(publish(side) for side in range(32)))
    winners = [side for side in sides if side is not None]
    assert len(winners) == 1
    assert await read(store, key) == b"%d" % winners[0]


async def test_if_match_replaces_only_what_was_read(store: ObjectStore, folder: str) -> None:
    key = f"{folder}/swapped"
    first = await put(store, key, b"first")
    await store.put(key, b"second", content_type="text/plain", condition=IfMatch(first.etag))
    with pytest.raises(Conflict):
        await store.put(key, b"third", content_type="text/plain", condition=IfMatch(first.etag))
    assert await read(store, key) == b"second"
    await store.delete(key)
    with pytest.raises(Conflict):
        await store.put(key, b"fourth", content_type="text/plain", condition=IfMatch(first.etag))
    with pytest.raises(NotFound):
        await store.head(key)


async def test_no_update_is_lost_among_many_who_swap_at_once(
    store: ObjectStore, folder: str
) -> None:
    key = f"{folder}/counter"

    def count(before: bytes | None) -> bytes:
        return b"%d" % (int(before or 0) + 1)

    async def count_thrice() -> None:
        for _ in range(3):
            await swap(store, key, count)

    await asyncio.gather(*(count_thrice() for _ in range(6)))
    assert await read(store, key) == b"18"


async def test_a_reader_keeps_the_object_that_it_opened(store: ObjectStore, folder: str) -> None:
    """F13: what replaces an object never mixes with what is being read of it."""
    key, old, new = f"{folder}/moving", b"a" * 3_000_000, b"b" * 3_000_000
    await put(store, key, old)
    reader = await store.get(key)
    pieces = reader.chunks()
    body = await anext(pieces)
    await put(store, key, new)
    body += b"".join([piece async for piece in pieces])
    assert body == old


@pytest.fixture
def names() -> list[str]:
    """Keys as they come in storage: hexadecimal, in several folders; in order."""
    return [
        f"{first}/{second:02x}" for first in ("0a", "3f", "b0", "ff") for second in range(0, 90, 9)
    ]


async def test_a_listing_is_in_order_and_pages_cover_it_once(
    store: ObjectStore, folder: str, names: list[str]
) -> None:
    for name in reversed(names):
        await put(store, f"{folder}/{name}", name.encode())
    await put(store, f"{folder}x/00", b"beside")
    listed: list[ObjectInfo] = []
    after, pages = None, 0
    while True:
        page = await store.list(f"{folder}/", after=after, limit=8)
        assert len(page.objects) <= 8
        listed += page.objects
        pages += 1
        if page.next is None:
            break
        after = page.next
    assert [info.key for info in listed] == [f"{folder}/{name}" for name in names]
    assert pages == 5
    assert {info.size for info in listed} == {5}
    assert listed[7].etag == (await store.head(listed[7].key)).etag


async def test_a_listing_that_fits_its_page_has_no_next(store: ObjectStore, folder: str) -> None:
    for name in ("1", "2"):
        await put(store, f"{folder}/{name}")
    assert (await store.list(f"{folder}/", limit=2)).next is None
    assert (await store.list(f"{folder}/", limit=1)).next == f"{folder}/1"
    assert (await store.list(f"{folder}/none/")).objects == ()


async def test_deleting_leaves_nothing_and_complains_of_nothing(
    store: ObjectStore, folder: str
) -> None:
    await put(store, f"{folder}/a")
    await store.delete(f"{folder}/a")
    await store.delete(f"{folder}/a")
    with pytest.raises(NotFound):
        await store.get(f"{folder}/a")
    assert (await store.list(f"{folder}/")).objects == ()
    await put(store, f"{folder}/a")
    assert await read(store, f"{folder}/a") == BODY


async def test_deleting_a_prefix_takes_just_what_is_under_it(
    store: ObjectStore, folder: str, names: list[str]
) -> None:
    for name in names:
        await put(store, f"{folder}/{name}")
    assert await store.delete_prefix(f"{folder}/3f/") == 10
    left = (await store.list(f"{folder}/")).objects
    kept = [f"{folder}/{name}" for name in names if not name.startswith("3f/")]
    assert [info.key for info in left] == kept
    assert await store.delete_prefix(f"{folder}/3f/") == 0


@pytest.mark.parametrize(
    "key",
    [
        "",
        "/etc/passwd",
        "a//b",
        "a/",
        "../a",
        "a/../b",
        "a/./b",
        ".hidden/a",
        "a/b\x00",
        "a\\b",
        "a b",
        "ä",
        "a/" + "b" * 200,
        "a\n",
    ],
)
async def test_a_key_that_could_lead_elsewhere_is_refused(store: ObjectStore, key: str) -> None:
    """F23: no key escapes its prefix."""
    with pytest.raises(ValueError, match="not an object key"):
        await store.get(key)
    with pytest.raises(ValueError, match="not an object key"):
        await put(store, key)
    with pytest.raises(ValueError, match="not an object key"):
        await store.delete(key)


@pytest.mark.parametrize("prefix", ["a", "/", "../", "a//", "a/../"])
async def test_a_prefix_that_splits_a_name_is_refused(store: ObjectStore, prefix: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        await store.list(prefix)
    with pytest.raises(ValueError, match="not a"):
        await store.delete_prefix(prefix)


@pytest.mark.parametrize(
    "metadata",
    [
        {"title": "Bär"},
        {"Title": "x"},
        {"a b": "x"},
        {"a": "x\r\ny"},
        {"content-type": "x"},
        {"a": ""},
    ],
)
async def test_metadata_that_fits_no_header_is_refused_whole(
    store: ObjectStore, folder: str, metadata: dict[str, str]
) -> None:
    with pytest.raises(ValueError, match="metadata"):
        await store.put(f"{folder}/m", b"x", content_type="text/plain", metadata=metadata)
    with pytest.raises(NotFound):
        await store.head(f"{folder}/m")
