"""Asset records as near as they are: memory for about a second, then Redis, then storage."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cachetools import LRUCache, TTLCache

from gateway.single_flight import SingleFlight
from storage.catalog import Catalog
from storage.hot_records import HotRecords
from storage.records import AssetRecord, AssetRef

#: Seconds that a record in memory may be out of date when the news of a change is lost.
MEMORY_SECONDS: Final = 1.0
#: Seconds between two forced readings of one record, whatever versions URLs claim.
FORCED_SECONDS: Final = 1.0
#: Records held in memory.
MEMORY_RECORDS: Final = 20_000


@dataclass(frozen=True, slots=True)
class _Known:
    """A record, and the time on the timer from which it is forgotten."""

    record: AssetRecord
    until: float


def name_of(ref: AssetRef) -> str:
    """Give one text for an asset: it hashes faster than four."""
    return f"{ref.cloud}/{ref.asset_type}/{ref.delivery_type}/{ref.public_id}"


class KnownRecords:
    """Reads asset records, and forgets what it is told has changed. Never remembers an absence."""

    def __init__(
        self,
        hot_records: HotRecords,
        catalog: Catalog,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hot = hot_records
        self._catalog = catalog
        self._timer = timer
        self._memory: LRUCache[str, _Known] = LRUCache(MEMORY_RECORDS)
        self._forced: TTLCache[AssetRef, bool] = TTLCache(MEMORY_RECORDS, FORCED_SECONDS, timer)
        self._readings: SingleFlight[AssetRef, AssetRecord] = SingleFlight()
        self._forcings: SingleFlight[AssetRef, AssetRecord] = SingleFlight()

    def at_hand(self, name: str) -> AssetRecord | None:
        """Give a record from memory, by the name that `name_of` gives its asset."""
        known = self._memory.get(name)
        return known.record if known is not None and self._timer() < known.until else None

    async def read(self, ref: AssetRef) -> AssetRecord:
        """Give an asset's record. Raises NotFound, Unavailable."""
        return await self._readings.run(ref, lambda: self._read(ref), self._remember)

    async def read_newer(self, record: AssetRecord) -> AssetRecord:
        """Ask storage for something newer than a record, at most once a second.

        Gives the newest that is known. Raises NotFound, Unavailable.
        """
        ref = record.ref
        if ref in self._forced and not self._forcings.under_way(ref):
            return record
        self._forced[ref] = True
        newest = await self._forcings.run(ref, lambda: self._from_storage(ref), self._remember)
        return newest if newest.revision > record.revision else record

    def forget(self, ref: AssetRef) -> None:
        """Take note that a record has changed: what is being read may be out of date already."""
        self._memory.pop(name_of(ref), None)
        self._readings.forget(ref)
        self._forcings.forget(ref)

    def forget_everything(self) -> None:
        """Take note that news may have been missed."""
        self._memory.clear()
        self._readings.forget_everything()
        self._forcings.forget_everything()

    def __len__(self) -> int:
        return len(self._memory)

    async def _read(self, ref: AssetRef) -> AssetRecord:
        return await self._hot.read(ref) or await self._from_storage(ref)

    async def _from_storage(self, ref: AssetRef) -> AssetRecord:
        record = await self._catalog.read(ref)
        await self._hot.keep(record)
        return record

    def _remember(self, record: AssetRecord) -> None:
        self._memory[name_of(record.ref)] = _Known(record, self._timer() + MEMORY_SECONDS)
