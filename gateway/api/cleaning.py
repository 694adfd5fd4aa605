"""Cleaning: removing what no record names any more, after the answer that made it so."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Final

import structlog

from storage import object_keys
from storage.errors import StorageError
from storage.objects import ObjectStore
from storage.records import AssetRecord

#: Cleanings at a time; more wait for their turn.
_AT_ONCE: Final = 4
#: Derived objects of a replaced version that are remembered for removal. The few that an asset
#: may have beyond are out of reach of every URL, and go with the asset.
_MOST: Final = 10_000
log = structlog.get_logger(__name__)


class Cleaning:
    """Removes objects in the background. What cannot be removed is reported, and harmless."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()

    async def derived_keys(self, record: AssetRecord) -> tuple[str, ...]:
        """List derived objects of an asset, before its next version can have any.

        Raises Unavailable.
        """
        keys: list[str] = []
        after: str | None = None
        prefix = object_keys.derived_of(record.cloud, record.asset_id)
        while len(keys) < _MOST:
            page = await self._store.list(prefix, after=after)
            keys += [found.key for found in page.objects]
            after = page.next
            if after is None:
                break
        return tuple(keys)

    def replaced(self, record: AssetRecord, derived: Iterable[str]) -> None:
        """Remove a version that was overwritten, and the derived objects that it had."""
        original = object_keys.original(record.cloud, record.asset_id, record.version_id)
        self._begin(lambda: self._delete([original, *derived]), record)

    def removed(self, record: AssetRecord) -> None:
        """Remove everything of an asset that was destroyed."""
        self._begin(lambda: self._delete_all(record), record)

    async def close(self) -> None:
        """Wait until what has begun is over."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _begin(self, clean: Callable[[], Awaitable[None]], record: AssetRecord) -> None:
        task = asyncio.create_task(self._clean(clean, record), name="cleaning")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _clean(self, clean: Callable[[], Awaitable[None]], record: AssetRecord) -> None:
        async with self._turns:
            try:
                await clean()
            except StorageError:
                log.exception("api.left_behind", asset_id=record.asset_id)

    async def _delete(self, keys: Iterable[str]) -> None:
        for key in keys:
            await self._store.delete(key)

    async def _delete_all(self, record: AssetRecord) -> None:
        await self._store.delete_prefix(object_keys.originals_of(record.cloud, record.asset_id))
        await self._store.delete_prefix(object_keys.derived_of(record.cloud, record.asset_id))
