"""Objects on their way to clients: from memory when small and known, else from the store."""

from gateway.bodies import SMALL, Bodies, Body, last_modified
from gateway.single_flight import SingleFlight
from storage.objects import ObjectReader, ObjectStore


class _Opened:
    """An object that one of those who asked for it at once may read."""

    def __init__(self, reader: ObjectReader) -> None:
        self._reader: ObjectReader | None = reader

    def take(self) -> ObjectReader | None:
        """Give the reader, once."""
        reader, self._reader = self._reader, None
        return reader


class StoredObjects:
    """Opens objects; those who ask at once for a small one share one reading."""

    def __init__(self, store: ObjectStore, bodies: Bodies) -> None:
        self._store = store
        self._bodies = bodies
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
        reader = await self._store.get(key)
        if reader.info.size > SMALL:
            return _Opened(reader)
        body = Body(reader.info, await reader.read(), last_modified(reader.info))
        self._bodies.keep(key, body)
        return body
