"""Small bodies in memory, bounded by their bytes, the least recently used leaving first."""

from dataclasses import dataclass
from datetime import UTC
from email.utils import format_datetime
from typing import Final

from cachetools import LRUCache

from storage.objects import ObjectInfo

#: Bytes above which a body is not held in memory, not even while it is sent.
SMALL: Final = 512 * 1024
#: Bytes that an entry costs beside its data.
_ENTRY: Final = 1024


@dataclass(frozen=True, slots=True)
class Body:
    """A whole stored object. ``last_modified`` is written as headers do."""

    info: ObjectInfo
    data: bytes
    last_modified: str


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


def last_modified(info: ObjectInfo) -> str:
    """Write when an object was stored, as headers do."""
    return format_datetime(info.last_modified.astimezone(UTC), usegmt=True)
