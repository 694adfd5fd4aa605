"""Asset records as near as they are: memory for about a second, then Redis, then storage."""

import time
from collections.abc import Callable
from typing import Final

from cachetools import TTLCache

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
        self._memory: TTLCache[AssetRef, AssetRecord] = TTLCache(
            MEMORY_RECORDS, MEMORY_SECONDS, timer
        )
        self._forced: TTLCache[AssetRef, bool] = TTLCache(MEMORY_RECORDS, FORCED_SECONDS, timer)
        self._readings: SingleFlight[AssetRef, AssetRecord] = SingleFlight()
        self._forcings: SingleFlight[AssetRef, AssetRecord] = SingleFlight()
        self.at_hand = self._memory.get

    async def read(self, ref: AssetRef) -> AssetRecord:
        """Give an asset's record. Raises NotFound, Unavailable."""
        return await self._readings.run(ref, lambda: self._read(ref))

    async def read_newer(self, record: AssetRecord) -> AssetRecord:
        """Ask storage for something newer than a record, at most once a second.

        Gives the newest that is known. Raises NotFound, Unavailable.
        """
        ref = record.ref
        if ref in self._forced and not self._forcings.under_way(ref):
            return record
        self._forced[ref] = True
        newest = await self._forcings.run(ref, lambda: self._force(ref))
        return newest if newest.revision > record.revision else record

    def forget(self, ref: AssetRef) -> None:
        """Take note that a record has changed: what is being read may be out of date already."""
        self._memory.pop(ref, None)
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
        record = await self._hot.read(ref)
        if record is None:
            record = await self._from_storage(ref)
        if self._readings.is_current(ref):
            self._memory[ref] = record
        return record

    async def _force(self, ref: AssetRef) -> AssetRecord:
        record = await self._from_storage(ref)
        if self._forcings.is_current(ref):
            self._memory[ref] = record
        return record

    async def _from_storage(self, ref: AssetRef) -> AssetRecord:
        record = await self._catalog.read(ref)
        await self._hot.keep(record)
        return record
