"""Object files: how the local store lays one object in one file. All of it blocks.

A file is the magic, the length of the header (4 bytes, big-endian), the header (msgpack of
content type, metadata, size and etag) and the body. One file holds it all, so that an object
appears, and is replaced, in one step.
"""

import os
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Final

import msgpack

from storage.errors import Unavailable
from storage.objects import ByteRange, ObjectInfo

#: Begins every object file; its number rises when the layout changes.
MAGIC: Final = b"darkroom object 1\n"
_LENGTH_BYTES: Final = 4
#: Bytes read at first: the header and, of most derived assets, all of the body.
FIRST_BYTES: Final = 128 * 1024
#: Bytes copied at a time from another file.
COPY_BYTES: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Draft:
    """An object that is to be written."""

    key: str
    data: bytes | Path
    content_type: str
    metadata: Mapping[str, str]

    def size(self) -> int:
        """Give the bytes of its body. Raises OSError for a file that is not there."""
        return self.data.stat().st_size if isinstance(self.data, Path) else len(self.data)


class OpenObject:
    """An object file that has been opened: what replaces or deletes it changes nothing here."""

    def __init__(self, key: str, path: Path) -> None:
        """Raises OSError; Unavailable for a file that is no whole object."""
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            self._first = os.pread(self._descriptor, FIRST_BYTES, 0)
            self.info, self._offset = self._describe(key)
            if self.at_hand(0, self.info.size) is not None:
                self.close()
        except BaseException:
            self.close()
            raise

    def at_hand(self, start: int, end: int) -> bytes | None:
        """Give a part of the body that has been read already, without blocking; else None."""
        last = self._offset + end
        return self._first[self._offset + start : last] if last <= len(self._first) else None

    def read(self, start: int, end: int) -> bytes:
        """Give a part of the body. Raises Unavailable if it is not all there."""
        first, last = self._offset + start, self._offset + end
        part = os.pread(self._descriptor, last - first, first)
        while len(part) < last - first:
            more = os.pread(self._descriptor, last - first - len(part), first + len(part))
            if not more:
                raise Unavailable(f"the file of {self.info.key} is damaged")
            part += more
        return part

    def part(self, byte_range: ByteRange | None) -> tuple[int, int]:
        """Give start and end of what is asked for. Raises RangeNotSatisfiable."""
        size = self.info.size
        return (0, size) if byte_range is None else byte_range.within(size)

    def close(self) -> None:
        """Close the file; does nothing the second time."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __del__(self) -> None:
        if hasattr(self, "_descriptor"):
            self.close()

    def _describe(self, key: str) -> tuple[ObjectInfo, int]:
        found = os.fstat(self._descriptor)
        start = len(MAGIC) + _LENGTH_BYTES
        offset = start + int.from_bytes(self._first[len(MAGIC) : start])
        header = _header(self._first[start:offset])
        if not self._first.startswith(MAGIC) or found.st_size != offset + header.get("size", 0):
            raise Unavailable(f"the file of {key} is damaged")
        written = datetime.fromtimestamp(found.st_mtime, UTC)
        return ObjectInfo(key=key, last_modified=written, **header), offset


def _header(packed: bytes) -> dict[str, Any]:
    try:
        header: dict[str, Any] = msgpack.unpackb(packed)
    except (ValueError, msgpack.UnpackException):
        return {}
    return header


def write(draft: Draft, size: int, file: BinaryIO) -> ObjectInfo:
    """Write an object file and see it safely on the disk, before it is given its name.

    Raises OSError; Unavailable where the body is not of ``size`` bytes.
    """
    header: dict[str, Any] = {
        "size": size,
        "etag": uuid.uuid4().hex,
        "content_type": draft.content_type,
        "metadata": dict(draft.metadata),
    }
    packed = msgpack.packb(header)
    offset = file.write(MAGIC + len(packed).to_bytes(_LENGTH_BYTES) + packed)
    if isinstance(draft.data, Path):
        with draft.data.open("rb") as source:
            shutil.copyfileobj(source, file, COPY_BYTES)
    else:
        file.write(draft.data)
    if file.tell() != offset + size:
        raise Unavailable(f"the source of {draft.key} changed while it was read")
    file.flush()
    os.fsync(file.fileno())
    return ObjectInfo(key=draft.key, last_modified=datetime.now(UTC), **header)
