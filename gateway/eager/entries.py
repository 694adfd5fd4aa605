"""Entries: how an upload's answer shows its eager transformations."""

from collections.abc import Mapping, Sequence

from gateway.eager.wishes import EagerPlan
from storage import object_keys
from storage.batch_records import BatchItem, BatchRecord
from storage.errors import NotFound
from storage.objects import ObjectStore
from storage.outcomes import Outcome

Entry = dict[str, object]


def processing(batch: BatchRecord) -> list[Entry]:
    """Show a batch that goes on after the answer."""
    return [_processing(batch, item) for item in batch.items]


async def finished(
    batch: BatchRecord,
    plans: Sequence[EagerPlan],
    outcomes: Mapping[int, Outcome | None],
    store: ObjectStore,
) -> list[Entry]:
    """Show a batch that was waited for: each item's size, or why it failed. Raises Unavailable."""
    entries = []
    for index, (item, plan) in enumerate(zip(batch.items, plans, strict=True)):
        outcome = outcomes.get(index)
        if not item.leaves:
            entries.append({**_named(item), **_original_size(batch)})
        elif outcome is None:
            entries.append(_processing(batch, item))
        elif outcome.ok:
            entries.append({**_named(item), **await _size(batch, plan, store)})
        else:
            entries.append({**_named(item), "status": "failed", "reason": outcome.message})
    return entries


def _processing(batch: BatchRecord, item: BatchItem) -> Entry:
    return {"status": "processing", "batch_id": batch.batch_id, **_named(item)}


def _named(item: BatchItem) -> Entry:
    return {
        "transformation": item.transformation,
        "url": item.url,
        "secure_url": item.secure_url,
    }


def _original_size(batch: BatchRecord) -> Entry:
    asset = batch.asset
    return {
        "width": asset.width,
        "height": asset.height,
        "bytes": asset.bytes,
        "format": asset.format,
    }


async def _size(batch: BatchRecord, plan: EagerPlan, store: ObjectStore) -> Entry:
    """Tell the size of what a client without modern formats gets."""
    asset = batch.asset
    if plan.plain.original:
        return _original_size(batch)
    key = object_keys.derived(asset.cloud, asset.asset_id, plan.plain.fingerprint)
    try:
        info = await store.head(key)
    except NotFound:  # overwritten or destroyed while it was waited for
        return {"status": "failed", "reason": "The asset has changed"}
    return {
        "width": int(info.metadata["width"]),
        "height": int(info.metadata["height"]),
        "bytes": info.size,
        "format": info.metadata["format"],
    }
