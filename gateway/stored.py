"""Objects on their way to clients: from memory when small and known, else from the store."""

from contextlib import suppress
from typing import Final

from cachetools import LRUCache

from gateway.bodies import SMALL, Bodies, Body
from gateway.single_flight import SingleFlight
from storage.errors import Conflict
from storage.objects import ObjectInfo, ObjectReader, ObjectStore

#: Descriptions held in memory; one takes less than a kilobyte.
MEMORY_DESCRIPTIONS: Final = 16_384


class _Opened:
    """An object that one of those who asked for it at once may read."""

    def __init__(self, reader: ObjectReader) -> None:
        self._reader: ObjectReader | None = reader

    def take(self) -> ObjectReader | None:
        """Give the reader, once."""
        reader, self._reader = self._reader, None
        return reader


class StoredObjects:
    """Opens objects; those who ask at once for a small one share one reading.

    What has been read once is remembered by its description, though its body may be forgotten:
    reading it again is cheaper.
    """

    def __init__(self, store: ObjectStore, bodies: Bodies) -> None:
        self._store = store
        self._bodies = bodies
        self._described: LRUCache[str, ObjectInfo] = LRUCache(MEMORY_DESCRIPTIONS)
        self._loads: SingleFlight[str, Body | _Opened] = SingleFlight()

    async def open(self, key: str) -> Body | ObjectReader:
        """Give a small object's body, from now on remembered, or a reader of a large one.

        Raises NotFound, Unavailable.
        """
        loaded = await self._loads.run(key, lambda: self._load(key))
        if isinstance(loaded, Body):
            return loaded
        return loaded.take() or await self._store.get(key)

    async def _load(self, key: str) -> Body | _Opened:
        described = self._described.pop(key, None)
        if described is not None:
            with suppress(Conflict):
                return self._small(described, await self._store.read(described))
        reader = await self._store.get(key)
        if reader.info.size > SMALL:
            return _Opened(reader)
        return self._small(reader.info, await reader.read())

    def _small(self, info: ObjectInfo, data: bytes) -> Body:
        body = Body.of(info, data)
        self._described[info.key] = info
        self._bodies.keep(info.key, body)
        return body
