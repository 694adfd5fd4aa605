"""The object store contract: bytes under keys, with conditions.

Every implementation passes one contract suite. Methods are asynchronous; threads use
`storage.blocking`. Any of them may raise Unavailable, and raises ValueError for keys, prefixes
and metadata that `storage.object_names` does not allow.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from storage.errors import RangeNotSatisfiable


@dataclass(frozen=True, slots=True)
class ObjectInfo:
    """What a store knows of an object beside its bytes.

    ``etag`` is opaque: it changes whenever the bytes do, and serves compare-and-swap only.
    ``metadata`` names are lower-case ASCII letters and hyphens; values are printable ASCII.
    """

    key: str
    size: int
    etag: str
    last_modified: datetime
    content_type: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ByteRange:
    """Bytes ``start`` to ``end`` (exclusive; None: to the end), or the last ``suffix`` bytes."""

    start: int = 0
    end: int | None = None
    suffix: int | None = None

    def within(self, size: int) -> tuple[int, int]:
        """Give its start and end (exclusive) in an object of ``size`` bytes.

        An end beyond the object's is the object's, as in RFC 9110, section 14.1.2. Raises
        RangeNotSatisfiable where no byte is meant.
        """
        if self.suffix is not None:
            start, end = max(0, size - self.suffix), size
        else:
            start, end = self.start, size if self.end is None else min(self.end, size)
        if not 0 <= start < end:
            raise RangeNotSatisfiable(size)
        return start, end


@dataclass(frozen=True, slots=True)
class IfAbsent:
    """Put only where nothing is: else AlreadyExists."""


@dataclass(frozen=True, slots=True)
class IfMatch:
    """Put only over the object with this etag: else Conflict."""

    etag: str


Condition = IfAbsent | IfMatch


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a listing, in key order; ``next`` continues it, or is None at the end.

    Listed objects carry no content type or metadata.
    """

    objects: tuple[ObjectInfo, ...]
    next: str | None


class ObjectReader(Protocol):
    """An object being read. Read it once, by one of the two ways.

    ``info.size`` is the whole object's; ``start`` and ``end`` tell the part that is coming.
    A body that ends before its announced length raises Unavailable, never ends quietly.
    """

    info: ObjectInfo
    start: int
    end: int

    async def read(self) -> bytes:
        """Give the whole part."""
        ...

    def chunks(self) -> AsyncIterator[bytes]:
        """Give the part in pieces of a size that the store likes."""
        ...


class ObjectStore(Protocol):
    """Bytes under keys."""

    async def get(self, key: str, byte_range: ByteRange | None = None) -> ObjectReader:
        """Open an object, or part of it. Raises NotFound, RangeNotSatisfiable."""
        ...

    async def head(self, key: str) -> ObjectInfo:
        """Describe an object. Raises NotFound."""
        ...

    async def read(self, info: ObjectInfo) -> bytes:
        """Give the whole of an object that has been described before, at less cost than `get`.

        It may have been replaced since by one of the same size. Raises NotFound, and Conflict
        where the object is of another size by now.
        """
        ...

    async def put(
        self,
        key: str,
        data: bytes | Path,
        *,
        content_type: str,
        metadata: Mapping[str, str] | None = None,
        condition: Condition | None = None,
    ) -> ObjectInfo:
        """Write an object, wholly or not at all. Raises AlreadyExists, Conflict.

        A Path is read as a file; without a condition, it need not fit in memory.
        """
        ...

    async def list(self, prefix: str, *, after: str | None = None, limit: int = 1000) -> Page:
        """List keys that begin with a prefix, in order, beginning after ``after``.

        A prefix is empty or ends with a slash.
        """
        ...

    async def delete(self, key: str) -> None:
        """Remove an object; it is no error if there is none."""
        ...

    async def delete_prefix(self, prefix: str) -> int:
        """Remove every object whose key begins with a prefix; tell how many."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
