"""The local store beyond the contract: its files, other processes, a full disk."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage.errors import NotFound, Unavailable
from storage.filesystem import FileObjectStore
from storage.object_folder import ABANDONED_SECONDS
from storage.objects import ByteRange

_COUNT = """
import asyncio, sys
from pathlib import Path
from storage.filesystem import FileObjectStore
from storage.swapping import swap

async def main():
    store = FileObjectStore(Path(sys.argv[1]))
    for _ in range(25):
        await swap(store, "counter", lambda before: b"%d" % (int(before or 0) + 1))

asyncio.run(main())
"""

_FULL = """
import asyncio, resource, sys
from pathlib import Path
from storage.errors import Unavailable
from storage.filesystem import FileObjectStore

async def main():
    store = FileObjectStore(Path(sys.argv[1]))
    await store.put("a/b", b"old", content_type="text/plain")
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
    try:
        await store.put("a/b", bytes(100_000), content_type="text/plain")
    except Unavailable as error:
        print("unavailable", error)

asyncio.run(main())
"""


@pytest.fixture
def store(tmp_path: Path) -> FileObjectStore:
    return FileObjectStore(tmp_path)


def _files(root: Path) -> list[str]:
    return sorted(
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.is_file() and ".locks" not in path.parts
    )


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


async def test_an_object_is_one_file_and_leaves_no_other(
    store: FileObjectStore, tmp_path: Path
) -> None:
    await store.put("a/b", b"x", content_type="text/plain")
    await store.put("a/b", b"y", content_type="text/plain")
    assert _files(tmp_path) == ["a/b"]


async def test_folders_go_with_their_last_object(store: FileObjectStore, tmp_path: Path) -> None:
    await store.put("a/b/c/d", b"x", content_type="text/plain")
    await store.put("a/e", b"x", content_type="text/plain")
    await store.delete("a/b/c/d")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["e"]


async def test_putting_and_deleting_side_by_side_never_fails(store: FileObjectStore) -> None:
    """A folder that is removed as empty may be about to get an object."""

    async def busy(name: str) -> None:
        for _ in range(20):
            await store.put(f"shared/deep/{name}", b"x", content_type="text/plain")
            await store.delete(f"shared/deep/{name}")

    await asyncio.gather(*(busy(name) for name in "abcd"))
    assert (await store.list("")).objects == ()


async def test_processes_that_swap_at_once_lose_nothing(tmp_path: Path) -> None:
    counting = [subprocess.Popen([sys.executable, "-c", _COUNT, tmp_path]) for _ in range(3)]
    codes = [await asyncio.to_thread(process.wait) for process in counting]
    assert codes == [0, 0, 0]
    reader = await FileObjectStore(tmp_path).get("counter")
    assert await reader.read() == b"75"


async def test_a_full_disk_is_said_and_leaves_the_old_object(tmp_path: Path) -> None:
    """F28: a write fails halfway; no partial object, no remains."""
    command = (sys.executable, "-c", _FULL, str(tmp_path))
    told = await asyncio.to_thread(lambda: subprocess.check_output(command, text=True))
    assert told.startswith("unavailable")
    assert _files(tmp_path) == ["a/b"]
    assert await (await FileObjectStore(tmp_path).get("a/b")).read() == b"old"


@pytest.mark.parametrize("size", [200_000, 20])
async def test_a_file_that_was_cut_is_damaged_not_short(
    store: FileObjectStore, tmp_path: Path, size: int
) -> None:
    """F09: a short body is never served as whole."""
    await store.put("a", bytes(size), content_type="image/png")
    os.truncate(tmp_path / "a", (tmp_path / "a").stat().st_size - 1)
    with pytest.raises(Unavailable, match="damaged"):
        await store.get("a")


async def test_a_file_that_is_cut_while_it_is_read_ends_in_an_error(
    store: FileObjectStore, tmp_path: Path
) -> None:
    await store.put("a", bytes(900_000), content_type="image/png")
    reader = await store.get("a")
    os.truncate(tmp_path / "a", 500_000)
    with pytest.raises(Unavailable, match="damaged"):
        await reader.read()


async def test_a_strange_file_is_damaged(store: FileObjectStore, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\x89PNG\r\n" * 10)
    with pytest.raises(Unavailable, match="damaged"):
        await store.head("a")


async def test_a_range_of_a_large_object_reads_just_that(
    store: FileObjectStore, tmp_path: Path
) -> None:
    """The rest of the file may be gone, and it would not be noticed."""
    await store.put("a", bytes(200_000) + b"middle" + bytes(800_000), content_type="image/png")
    reader = await store.get("a", ByteRange(200_000, 200_006))
    os.truncate(tmp_path / "a", 300_000)
    assert await reader.read() == b"middle"


async def test_remains_of_killed_writers_are_cleared_in_time(tmp_path: Path) -> None:
    FileObjectStore(tmp_path)
    old, new = tmp_path / ".partial" / "old", tmp_path / ".partial" / "new"
    for partial in (old, new):
        partial.write_bytes(b"x")
    os.utime(old, (0, old.stat().st_mtime - ABANDONED_SECONDS - 1))
    FileObjectStore(tmp_path)
    assert [path.name for path in (tmp_path / ".partial").iterdir()] == ["new"]


async def test_open_files_are_let_go_of(store: FileObjectStore) -> None:
    await store.put("large", bytes(1_000_000), content_type="image/png")
    await store.put("small", bytes(10), content_type="image/png")
    before = _open_files()
    for _ in range(20):
        await store.get("large")
        await store.get("small")
        await store.head("large")
    assert _open_files() <= before + 1


async def test_what_is_deleted_during_a_listing_is_left_out(store: FileObjectStore) -> None:
    for index in range(50):
        await store.put(f"a/{index:02}", b"x", content_type="text/plain")
    page, _ = await asyncio.gather(store.list("a/"), store.delete_prefix("a/"))
    assert len(page.objects) <= 50
    with pytest.raises(NotFound):
        await store.head("a/00")


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Unavailable):
        FileObjectStore(tmp_path / "file" / "objects")
