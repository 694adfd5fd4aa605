import fcntl
import mmap
import os
from pathlib import Path

import pytest

from storage.errors import Unavailable
from tests.workers.child.children import open_descriptors
from workers.child.shared_bytes import IN_MEMORY_BYTES, SharedBytes, borrowed, fill


def _lent(shared: SharedBytes) -> int:
    """The descriptor as a child gets it."""
    return os.dup(shared.descriptor)


@pytest.mark.parametrize("size", [0, 1, 100_000])
def test_what_is_held_can_be_read_but_not_written(size: int, tmp_path: Path) -> None:
    data = os.urandom(size)
    with SharedBytes.holding(data, tmp_path) as held:
        assert bytes(borrowed(_lent(held), held.size)) == data
        for change in (
            lambda: os.pwrite(held.descriptor, b"x", 0),
            lambda: os.ftruncate(held.descriptor, 9),
        ):
            with pytest.raises(PermissionError):
                change()
        if size:
            with pytest.raises(PermissionError):
                mmap.mmap(held.descriptor, size, mmap.MAP_SHARED, mmap.PROT_WRITE)


def test_above_64_mb_it_is_an_unlinked_file_to_read(tmp_path: Path) -> None:
    data = bytes(IN_MEMORY_BYTES) + b"end"
    with SharedBytes.holding(data, tmp_path) as held:
        assert os.fstat(held.descriptor).st_nlink == 0
        assert fcntl.fcntl(held.descriptor, fcntl.F_GETFL) & os.O_ACCMODE == os.O_RDONLY
        assert bytes(borrowed(_lent(held), held.size)[-3:]) == b"end"
        with pytest.raises(OSError, match="Bad file descriptor"):
            os.pwrite(held.descriptor, b"x", 0)


@pytest.mark.parametrize("size", [1, 100_000, IN_MEMORY_BYTES + 1])
def test_room_is_filled_and_read_once(size: int, tmp_path: Path) -> None:
    data = os.urandom(1000) * (size // 1000) + b"x" * (size % 1000)
    with SharedBytes.empty(size, tmp_path) as room:
        fill(_lent(room), data)

        assert room.read_once() == data


def test_a_file_that_has_shrunk_is_noticed(tmp_path: Path) -> None:
    with SharedBytes.empty(IN_MEMORY_BYTES + 1, tmp_path) as room:
        os.ftruncate(room.descriptor, 10)

        with pytest.raises(ValueError, match="no longer"):
            room.read_once()


def test_without_a_scratch_folder_there_is_no_room(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        SharedBytes.empty(IN_MEMORY_BYTES + 1, tmp_path / "gone")


def test_nothing_stays_open(tmp_path: Path) -> None:
    before = open_descriptors()
    for size in (10, IN_MEMORY_BYTES + 1):
        with SharedBytes.holding(bytes(size), tmp_path) as held:
            borrowed(_lent(held), size)
        with SharedBytes.empty(size, tmp_path) as room:
            fill(_lent(room), b"x")

    assert open_descriptors() == before
