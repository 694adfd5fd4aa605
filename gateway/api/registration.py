"""Registration: an examined original becomes what a public ID names, in one step."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from gateway.api.errors import AlreadyThere, Moved
from gateway.api.sayings import Sayings
from gateway.api.spool import Spool
from gateway.api.upload_order import UploadOrder
from gateway.errors import ResourceNotFound, TryLater
from planner.facts import AssetFacts
from storage.catalog import Catalog
from storage.errors import NotFound, Unavailable
from storage.records import AssetRecord, AssetRef, kept, told_at


@dataclass(frozen=True, slots=True)
class Entry:
    """What an upload registers: the order, the file, and all that is known of it.

    ``replaces`` is what the public ID named when the upload began: its ``asset_id`` stays.
    """

    ref: AssetRef
    order: UploadOrder
    file: Spool
    facts: AssetFacts
    replaces: AssetRecord | None


@dataclass(frozen=True, slots=True)
class Entered:
    """What a registration did: the record now, and the one in whose place it stands."""

    record: AssetRecord
    replaced: AssetRecord | None


class Registration:
    """Changes asset records; older copies are gone everywhere when a change is done."""

    def __init__(self, catalog: Catalog, clock: Callable[[], float]) -> None:
        """Clock: seconds since the epoch."""
        self._catalog = catalog
        self._clock = clock

    async def find(self, ref: AssetRef) -> AssetRecord | None:
        """Read a record from storage. Raises Unavailable."""
        try:
            return await self._catalog.read(ref)
        except NotFound:
            return None

    async def enter(self, entry: Entry) -> Entered:
        """Make a record, or the next version of the one there is.

        Raises Moved if the record was removed or made anew meanwhile, AlreadyThere if it may not
        be overwritten, TryLater if it was not written: then nothing has changed. Raises
        Unavailable when that cannot be known.
        """
        seen: list[AssetRecord | None] = []

        def mutate(current: AssetRecord | None) -> AssetRecord:
            seen.append(current)
            _check_same(entry, current)
            return self._record(entry, current)

        try:
            record = await self._catalog.change(entry.ref, mutate)
        except Unavailable:
            # The answer may be all that was lost.
            record = await self.find(entry.ref)
        if record is None or record.version_id != entry.facts.version_id:
            raise TryLater("The asset could not be registered; try again later")
        return Entered(record, seen[-1])

    async def say(self, ref: AssetRef, sayings: Sayings, eager: Iterable[str] = ()) -> AssetRecord:
        """Change what is said of an asset, and note what was made ahead of it.

        Raises ResourceNotFound, and Unavailable.
        """

        def mutate(current: AssetRecord | None) -> AssetRecord:
            if current is None:
                raise ResourceNotFound(f"Resource not found - {ref.public_id}")
            wanted = tuple(dict.fromkeys((*current.eager, *eager)))
            return replace(sayings.upon(current), eager=wanted)

        record = await self._catalog.change(ref, mutate)
        if record is None:
            raise ResourceNotFound(f"Resource not found - {ref.public_id}")
        return record

    async def remove(self, ref: AssetRef) -> AssetRecord | None:
        """Remove a record and give what it was; None if there was none. Raises Unavailable."""
        removed: list[AssetRecord] = []

        def mutate(current: AssetRecord | None) -> None:
            removed[:] = [] if current is None else [current]

        await self._catalog.change(ref, mutate)
        return removed[0] if removed else None

    def _record(self, entry: Entry, current: AssetRecord | None) -> AssetRecord:
        now = self._clock()
        facts, order = entry.facts, entry.order
        return AssetRecord(
            **kept(facts),
            asset_type=entry.ref.asset_type,
            delivery_type=entry.ref.delivery_type,
            version=max(int(now), current.version + 1 if current else 0),
            revision=0,  # the catalog counts
            etag=entry.file.etag,
            created_at=current.created_at if current else told_at(now),
            original_filename=order.original_filename,
            eager=order.eager.wanted,
        )


def _check_same(entry: Entry, current: AssetRecord | None) -> None:
    if current is not None and not entry.order.chosen:
        raise TryLater("The public ID that was made up is taken; try again")
    if current is not None and not entry.order.overwrite:
        raise AlreadyThere(current)
    before = entry.replaces.asset_id if entry.replaces else None
    if before != (current.asset_id if current else None):
        raise Moved
