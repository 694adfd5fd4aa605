"""Ledgers: records in storage, read from there and changed by compare-and-swap.

A deleted record leaves its revision behind, so that one made later in its place is newer than
every copy of what was there before.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Generic

from storage.errors import NotFound
from storage.hot_copies import HotCopies
from storage.kinds import Kind, Record, Ref
from storage.objects import ObjectStore
from storage.records import Deleted
from storage.swapping import swap

Mutate = Callable[[Record | None], Record | None]


class Ledger(Generic[Ref, Record]):
    """Records of one kind.

    Methods raise Unavailable, and UnknownSchema for a newer release's.
    """

    def __init__(
        self, store: ObjectStore, copies: HotCopies[Ref, Record], kind: Kind[Ref, Record]
    ) -> None:
        self._store = store
        self._copies: HotCopies[Ref, Record] = copies
        self._kind: Kind[Ref, Record] = kind

    async def read(self, ref: Ref) -> Record:
        """Read a record from storage. Raises NotFound."""
        reader = await self._store.get(self._kind.object_key(ref))
        record = self._kind.unpack(await reader.read())
        if isinstance(record, Deleted):
            raise NotFound(f"{ref} has been deleted")
        return record

    async def change(self, ref: Ref, mutate: Mutate[Record]) -> Record | None:
        """Make of a record what ``mutate`` makes of it; None stands for no record, either way.

        ``mutate`` may be called several times, and leaves the revision alone: that is counted
        here. When this returns, no process answers from older copies for more than a moment.
        What ``mutate`` raises is raised, with nothing changed.
        """
        swapped = await swap(
            self._store, self._kind.object_key(ref), lambda packed: self._mutated(packed, mutate)
        )
        if swapped.after is None:
            return None
        record = self._kind.unpack(swapped.after)
        if swapped.after != swapped.before:
            await self._copies.supersede(ref, record.revision)
        return None if isinstance(record, Deleted) else record

    def _mutated(self, packed: bytes | None, mutate: Mutate[Record]) -> bytes | None:
        before = None if packed is None else self._kind.unpack(packed)
        revision = 1 if before is None else before.revision + 1
        known = None if isinstance(before, Deleted) else before
        after = mutate(known)
        if after == known:
            return packed
        if after is None:
            return packed if known is None else self._kind.pack(self._kind.bury(known, revision))
        if isinstance(before, Deleted):
            after = self._kind.revive(after, before)
        return self._kind.pack(replace(after, revision=revision))
