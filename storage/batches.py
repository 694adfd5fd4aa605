"""The eager batches in storage, open until all of each is over and told."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace

from storage import object_keys
from storage.batch_records import BatchRecord, ItemStatus, LeafResult, pack, unpack
from storage.errors import NotFound, UnknownSchema
from storage.objects import IfAbsent, ObjectStore
from storage.swapping import CONTENT_TYPE, swap


class Batches:
    """The open batches. Methods raise Unavailable."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    async def create(self, batch: BatchRecord) -> None:
        """Record a batch, before anything of it starts. Raises AlreadyExists."""
        key = object_keys.open_batch(batch.cloud, batch.batch_id)
        await self._store.put(key, pack(batch), content_type=CONTENT_TYPE, condition=IfAbsent())

    async def read(self, cloud: str, batch_id: str) -> BatchRecord:
        """Read an open batch. Raises NotFound."""
        reader = await self._store.get(object_keys.open_batch(cloud, batch_id))
        return unpack(await reader.read())

    async def change(
        self, cloud: str, batch_id: str, mutate: Callable[[BatchRecord], BatchRecord]
    ) -> BatchRecord:
        """Make of a batch what ``mutate`` makes of it. Raises NotFound."""

        def mutated(packed: bytes | None) -> bytes:
            if packed is None:
                raise NotFound(f"no open batch {batch_id}")
            return pack(mutate(unpack(packed)))

        swapped = await swap(self._store, object_keys.open_batch(cloud, batch_id), mutated)
        return unpack(swapped.after or b"")

    async def finish_item(
        self,
        cloud: str,
        batch_id: str,
        index: int,
        *,
        results: tuple[LeafResult, ...] = (),
        reason: str = "",
    ) -> BatchRecord:
        """Note the end of an item: failed if there is a reason. Gives the batch as it now is.

        An item that is over already stays as it is. Raises NotFound.
        """

        def finished(batch: BatchRecord) -> BatchRecord:
            item = batch.items[index]
            if item.status is not ItemStatus.PENDING:
                return batch
            status = ItemStatus.FAILED if reason else ItemStatus.DONE
            item = replace(item, status=status, reason=reason, results=results)
            return replace(batch, items=(*batch.items[:index], item, *batch.items[index + 1 :]))

        return await self.change(cloud, batch_id, finished)

    async def close(self, cloud: str, batch_id: str) -> None:
        """Forget a batch of which nothing is left to do; it is no error if it is gone."""
        await self._store.delete(object_keys.open_batch(cloud, batch_id))

    async def open(self) -> AsyncIterator[BatchRecord]:
        """Go through all open batches; those closed meanwhile may be left out.

        A batch of a schema that this release does not read is left to one that does.
        """
        after: str | None = None
        while True:
            page = await self._store.list(object_keys.open_batches(), after=after)
            for found in page.objects:
                try:
                    reader = await self._store.get(found.key)
                    yield unpack(await reader.read())
                except (NotFound, UnknownSchema):
                    continue
            if page.next is None:
                return
            after = page.next
