"""Small bodies in memory, bounded by their bytes, the least recently used leaving first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime
from typing import Final

from aiohttp import hdrs
from cachetools import LRUCache

from gateway.prepared import lines
from storage.objects import ObjectInfo

#: Bytes above which a body is not held in memory, not even while it is sent.
SMALL: Final = 512 * 1024
#: Bytes that an entry costs beside its data.
_ENTRY: Final = 1024
#: Types of which a browser makes a document that could do something by itself.
_DOCUMENTS: Final = frozenset({"image/svg+xml", "text/html", "application/xhtml+xml", "text/xml"})
_POLICY: Final = "Content-Security-Policy"
_CONFINED: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
_BINARY: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Body:
    """A whole stored object.

    ``headers`` are those that follow from it, ``head`` the same as they go over the wire.
    """

    info: ObjectInfo
    data: bytes
    headers: Mapping[str, str]
    head: bytes

    @classmethod
    def of(cls, info: ObjectInfo, data: bytes) -> "Body":
        """Describe an object's data."""
        headers = described(info)
        return cls(info, data, headers, lines(headers))


class Bodies:
    """Remembers bodies by object key: derived assets and originals never change under theirs."""

    def __init__(self, limit: int) -> None:
        """limit: bytes to hold at most; 0 remembers nothing."""
        self._cache: LRUCache[str, Body] = LRUCache(limit, getsizeof=_size)
        self.find = self._cache.get

    def keep(self, key: str, body: Body) -> None:
        """Remember a body, unless it would leave no room for others."""
        if _size(body) * 4 <= self._cache.maxsize:
            self._cache[key] = body

    @property
    def bytes(self) -> float:
        """Bytes held."""
        return self._cache.currsize

    def __len__(self) -> int:
        return len(self._cache)


def _size(body: Body) -> int:
    return len(body.data) + _ENTRY


def described(info: ObjectInfo) -> dict[str, str]:
    """Give the headers that follow from a stored object, sent whole.

    A drawing that is opened by itself is a document: nothing in it may run, or reach out.
    """
    headers: dict[str, str] = {
        hdrs.CONTENT_TYPE: info.content_type or _BINARY,
        hdrs.CONTENT_LENGTH: str(info.size),
        hdrs.LAST_MODIFIED: format_datetime(info.last_modified.astimezone(UTC), usegmt=True),
    }
    if info.content_type in _DOCUMENTS:
        headers[_POLICY] = _CONFINED
    return headers
