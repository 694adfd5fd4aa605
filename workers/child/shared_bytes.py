"""Bytes in descriptors: how pictures pass between a supervisor and its child.

Up to 64 MB lie in memory (memfd); more in an unlinked file in the scratch folder, so that memory
stays bounded. What the supervisor lends is sealed, or a copy that only the borrower reads; what a
child wrote is read once, after its size has been checked.
"""

import fcntl
import mmap
import os
import tempfile
from pathlib import Path
from typing import Final, Self

from storage.errors import Unavailable

#: Bytes that may lie in memory; more go to the scratch folder.
IN_MEMORY_BYTES: Final = 64 * 1024 * 1024

_FIXED_SIZE: Final = fcntl.F_SEAL_SEAL | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW


class SharedBytes:
    """A descriptor of ``size`` bytes that can be lent to any number of children.

    It is closed by `close` or at the end of a ``with``.
    """

    def __init__(self, descriptor: int, size: int) -> None:
        self.descriptor = descriptor
        self.size = size

    @classmethod
    def holding(cls, data: bytes | bytearray | memoryview, scratch: Path) -> Self:
        """Copy bytes to where a child can read but not change them.

        Raises Unavailable when there is no room.
        """
        size = memoryview(data).nbytes
        descriptor = _room(size, scratch)
        try:
            _write_whole(descriptor, data)
            if size <= IN_MEMORY_BYTES:
                fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, _FIXED_SIZE | fcntl.F_SEAL_WRITE)
                return cls(descriptor, size)
            lent = os.open(f"/proc/self/fd/{descriptor}", os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            os.close(descriptor)
            raise Unavailable("no room for what the render child is to read") from error
        os.close(descriptor)
        return cls(lent, size)

    @classmethod
    def empty(cls, size: int, scratch: Path) -> Self:
        """Make room of exactly ``size`` bytes for a child to write into.

        Raises Unavailable when there is none.
        """
        descriptor = _room(size, scratch)
        if size <= IN_MEMORY_BYTES:
            fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, _FIXED_SIZE)
        return cls(descriptor, size)

    def read_once(self) -> bytes:
        """Copy the bytes out: whoever can still write to them changes nothing afterwards.

        Raises ValueError when they are not as many as they should be.
        """
        if os.fstat(self.descriptor).st_size != self.size:
            raise ValueError(f"no longer {self.size} bytes")
        parts = []
        got = 0
        while got < self.size and (part := os.pread(self.descriptor, self.size - got, got)):
            parts.append(part)
            got += len(part)
        if got != self.size:
            raise ValueError(f"{got} bytes instead of {self.size}")
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def close(self) -> None:
        """Let go of the descriptor; children keep theirs."""
        os.close(self.descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def borrowed(descriptor: int, size: int) -> memoryview:
    """Map lent bytes for reading, and close their descriptor."""
    try:
        if size == 0:
            return memoryview(b"")
        return memoryview(mmap.mmap(descriptor, size, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ))
    finally:
        os.close(descriptor)


def fill(descriptor: int, data: bytes | memoryview) -> None:
    """Write a result into lent room, and close its descriptor. Raises OSError."""
    try:
        _write_whole(descriptor, data)
    finally:
        os.close(descriptor)


def _room(size: int, scratch: Path) -> int:
    """Open a descriptor of ``size`` bytes, all zero."""
    try:
        if size <= IN_MEMORY_BYTES:
            descriptor = os.memfd_create("darkroom", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
            os.ftruncate(descriptor, size)
            return descriptor
        with tempfile.TemporaryFile(dir=scratch) as unlinked:
            os.posix_fallocate(unlinked.fileno(), 0, size)
            return fcntl.fcntl(unlinked.fileno(), fcntl.F_DUPFD_CLOEXEC, 3)
    except OSError as error:
        raise Unavailable("no scratch space for a render") from error


def _write_whole(descriptor: int, data: bytes | bytearray | memoryview) -> None:
    rest = memoryview(data).cast("B")
    at = 0
    while at < len(rest):
        at += os.pwrite(descriptor, rest[at:], at)
