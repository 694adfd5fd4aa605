"""Cleaning: removing what no record names any more, after the answer that made it so."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator
from itertools import islice
from typing import Final

import structlog

from storage import object_keys
from storage.errors import StorageError
from storage.objects import ObjectStore
from storage.records import AssetRecord

#: Cleanings at a time, and deletions at a time within each.
_AT_ONCE: Final = 4
_DELETIONS: Final = 16
#: Seconds that a gateway which stops gives to cleanings under way.
_LAST_SECONDS: Final = 5.0
#: Derived objects of a replaced version that are remembered for removal. The few that an asset
#: may have beyond are out of reach of every URL, and go with the asset.
_MOST: Final = 10_000
log = structlog.get_logger(__name__)


def batched(keys: Iterable[str], size: int) -> Iterator[list[str]]:
    """Give keys in lists of at most ``size``."""
    remaining = iter(keys)
    while some := list(islice(remaining, size)):
        yield some


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
        """Wait a little until what has begun is over; report what is left behind."""
        if not self._tasks:
            return
        _, unfinished = await asyncio.wait(self._tasks, timeout=_LAST_SECONDS)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)

    def _begin(self, clean: Callable[[], Awaitable[None]], record: AssetRecord) -> None:
        task = asyncio.create_task(self._clean(clean, record), name="cleaning")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _clean(self, clean: Callable[[], Awaitable[None]], record: AssetRecord) -> None:
        try:
            async with self._turns:
                await clean()
        except StorageError:
            log.exception("api.left_behind", asset_id=record.asset_id)
        except asyncio.CancelledError:
            log.warning("api.left_behind", asset_id=record.asset_id, reason="stopping")
            raise

    async def _delete(self, keys: Iterable[str]) -> None:
        for some in batched(keys, _DELETIONS):
            await asyncio.gather(*(self._store.delete(key) for key in some))

    async def _delete_all(self, record: AssetRecord) -> None:
        await self._store.delete_prefix(object_keys.originals_of(record.cloud, record.asset_id))
        await self._store.delete_prefix(object_keys.derived_of(record.cloud, record.asset_id))
