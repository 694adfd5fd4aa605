"""The catalog: asset records in storage, read from there and changed by compare-and-swap."""

from collections.abc import Callable
from dataclasses import replace

from storage import object_keys, records
from storage.errors import NotFound
from storage.hot_records import HotRecords
from storage.objects import ObjectStore
from storage.records import AssetRecord, AssetRef, Deleted
from storage.swapping import swap

Mutate = Callable[[AssetRecord | None], AssetRecord | None]


class Catalog:
    """Asset records. Methods raise Unavailable, and UnknownSchema for a newer release's."""

    def __init__(self, store: ObjectStore, hot_records: HotRecords) -> None:
        self._store = store
        self._hot = hot_records

    async def read(self, ref: AssetRef) -> AssetRecord:
        """Read a record from storage. Raises NotFound."""
        reader = await self._store.get(object_keys.record(ref))
        record = records.unpack(await reader.read())
        if isinstance(record, Deleted):
            raise NotFound(f"{ref.public_id} has been deleted")
        return record

    async def change(self, ref: AssetRef, mutate: Mutate) -> AssetRecord | None:
        """Make of a record what ``mutate`` makes of it; None stands for no record, either way.

        ``mutate`` may be called several times, and leaves the revision alone: that is counted
        here. When this returns, no process answers from older copies for more than a moment.
        What ``mutate`` raises is raised, with nothing changed.
        """
        swapped = await swap(
            self._store, object_keys.record(ref), lambda packed: _mutated(packed, mutate)
        )
        if swapped.after is None:
            return None
        record = records.unpack(swapped.after)
        if swapped.after != swapped.before:
            await self._hot.supersede(ref, record.revision)
        return record if isinstance(record, AssetRecord) else None


def _mutated(packed: bytes | None, mutate: Mutate) -> bytes | None:
    before = None if packed is None else records.unpack(packed)
    revision = 1 if before is None else before.revision + 1
    known = before if isinstance(before, AssetRecord) else None
    after = mutate(known)
    if after == known:
        return packed
    version = 0 if before is None else before.version
    if after is None:
        return records.pack(Deleted(revision, version))
    if known is None:
        # Caches may hold what a URL with the deleted asset's version delivered.
        after = replace(after, version=max(after.version, version + 1))
    return records.pack(replace(after, revision=revision))
