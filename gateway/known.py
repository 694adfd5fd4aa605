"""Records as near as they are: memory for about a second, then Redis, then storage."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic

from cachetools import LRUCache, TTLCache

from gateway.single_flight import SingleFlight
from storage.hot_copies import HotCopies
from storage.kinds import Record, Ref
from storage.ledgers import Ledger

#: Seconds that a record in memory may be out of date when the news of a change is lost.
MEMORY_SECONDS: Final = 1.0
#: Seconds between two forced readings of one record, whatever versions URLs claim.
FORCED_SECONDS: Final = 1.0
#: Records held in memory.
MEMORY_RECORDS: Final = 20_000


@dataclass(frozen=True, slots=True)
class _Kept(Generic[Record]):
    """A record, and the time on the timer from which it is forgotten."""

    record: Record
    until: float


class Known(Generic[Ref, Record]):
    """Reads records of one kind, and forgets what it is told has changed.

    Never remembers an absence. In memory a record has a name of one text, which hashes faster
    than what refers to it.
    """

    def __init__(
        self,
        copies: HotCopies[Ref, Record],
        ledger: Ledger[Ref, Record],
        name_of: Callable[[Ref], str],
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._copies: HotCopies[Ref, Record] = copies
        self._ledger: Ledger[Ref, Record] = ledger
        self._name_of = name_of
        self._timer = timer
        self._memory: LRUCache[str, _Kept[Record]] = LRUCache(MEMORY_RECORDS)
        self._forced: TTLCache[str, bool] = TTLCache(MEMORY_RECORDS, FORCED_SECONDS, timer)
        self._readings: SingleFlight[str, Record] = SingleFlight()
        self._forcings: SingleFlight[str, Record] = SingleFlight()

    def at_hand(self, name: str) -> Record | None:
        """Give a record from memory, by the name that its kind has there."""
        kept = self._memory.get(name)
        return kept.record if kept is not None and self._timer() < kept.until else None

    async def read(self, ref: Ref) -> Record:
        """Give a record. Raises NotFound, Unavailable."""
        name = self._name_of(ref)
        return await self._readings.run(
            name, lambda: self._read(ref), lambda record: self._remember(name, record)
        )

    async def read_newer(self, ref: Ref, record: Record) -> Record:
        """Ask storage for something newer than a record, at most once a second.

        Gives the newest that is known. Raises NotFound, Unavailable.
        """
        name = self._name_of(ref)
        if name in self._forced and not self._forcings.under_way(name):
            return record
        self._forced[name] = True
        newest = await self._forcings.run(
            name, lambda: self._from_storage(ref), lambda record: self._remember(name, record)
        )
        return newest if newest.revision > record.revision else record

    def forget(self, ref: Ref) -> None:
        """Take note that a record has changed: what is being read may be out of date already."""
        name = self._name_of(ref)
        self._memory.pop(name, None)
        self._readings.forget(name)
        self._forcings.forget(name)

    def forget_everything(self) -> None:
        """Take note that news may have been missed."""
        self._memory.clear()
        self._readings.forget_everything()
        self._forcings.forget_everything()

    def __len__(self) -> int:
        return len(self._memory)

    async def _read(self, ref: Ref) -> Record:
        return await self._copies.read(ref) or await self._from_storage(ref)

    async def _from_storage(self, ref: Ref) -> Record:
        record = await self._ledger.read(ref)
        await self._copies.keep(ref, record)
        return record

    def _remember(self, name: str, record: Record) -> None:
        self._memory[name] = _Kept(record, self._timer() + MEMORY_SECONDS)
