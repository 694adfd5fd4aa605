"""Transformations that an account keeps: in storage, with copies in Redis."""

import asyncio
from dataclasses import dataclass
from typing import Final

from storage import object_keys
from storage.errors import NotFound
from storage.hot_copies import HotCopies
from storage.kinds import TRANSFORMATIONS
from storage.ledgers import Ledger
from storage.objects import ObjectStore
from storage.records import Deleted
from storage.redis_link import RedisLink
from storage.transformation_records import TransformationRecord, TransformationRef, unpack

#: Records of a listing that are read at once.
_AT_ONCE: Final = 32


@dataclass(frozen=True, slots=True)
class Listed:
    """Some of an account's transformations; ``next`` continues, or is empty at the end."""

    records: tuple[TransformationRecord, ...]
    next: str


class HotTransformations(HotCopies[TransformationRef, TransformationRecord]):
    """Copies in Redis."""

    def __init__(self, link: RedisLink) -> None:
        super().__init__(link, TRANSFORMATIONS)


class Transformations(Ledger[TransformationRef, TransformationRecord]):
    """An account's transformations.

    Methods raise Unavailable, and UnknownSchema for a newer release's.
    """

    def __init__(self, store: ObjectStore, copies: HotTransformations) -> None:
        super().__init__(store, copies, TRANSFORMATIONS)

    async def list(self, cloud: str, *, limit: int, after: str = "", named: bool = False) -> Listed:
        """List transformations in an order of their own; named: only those with a name.

        after: what `Listed.next` gave.
        """
        prefix = object_keys.transformations(cloud)
        found: list[TransformationRecord] = []
        while True:
            page = await self._store.list(
                prefix, after=prefix + after if after else None, limit=_AT_ONCE
            )
            keys = [each.key for each in page.objects]
            records = await asyncio.gather(*(self._record(key) for key in keys))
            for key, record in zip(keys, records, strict=True):
                if record is None or (named and not record.named):
                    continue
                if len(found) == limit:
                    return Listed(tuple(found), after)
                found.append(record)
                after = key.removeprefix(prefix)
            if page.next is None:
                return Listed(tuple(found), "")
            after = page.next.removeprefix(prefix)

    async def _record(self, key: str) -> TransformationRecord | None:
        try:
            reader = await self._store.get(key)
        except NotFound:
            return None
        record = unpack(await reader.read())
        return None if isinstance(record, Deleted) else record
