"""Eager batches as they are recorded: what was asked, and how far each item has come.

Every item is one render job, whose ID follows from the batch and the item's place, so that it can
be submitted again after any loss.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from planner.facts import ContentFacts
from planner.jobs import Leaf, NotifyJob, RenderJob, plain_leaf, read_leaf
from storage import schemas
from storage.errors import UnknownSchema
from storage.records import AssetRef

#: Raised when a field changes its meaning.
SCHEMA: Final = 1


class ItemStatus(StrEnum):
    """Where an item stands."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


class NotificationStatus(StrEnum):
    """Where the telling stands. A batch is closed once it is delivered or given up."""

    NONE = "none"
    DUE = "due"
    DELIVERED = "delivered"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True)
class LeafResult:
    """A derived asset that was made: sizes in pixels and bytes."""

    fingerprint: str
    format: str
    width: int
    height: int
    bytes: int


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One eager transformation, as it was written, and the derived assets that it asks for.

    ``reason`` says why it failed, in a sentence that is safe to show. ``url`` and ``secure_url``
    are where the uploading client finds the result; the notification repeats them.
    """

    transformation: str
    leaves: tuple[Leaf, ...]
    revisions: tuple[tuple[str, int], ...]
    status: ItemStatus = ItemStatus.PENDING
    reason: str = ""
    results: tuple[LeafResult, ...] = ()
    url: str = ""
    secure_url: str = ""


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """An eager batch of one stored version of an asset.

    ``created_at`` is ISO 8601, UTC. ``version`` is the asset's displayed one.
    ``notification_due_at`` is in seconds since the epoch; ``notification_attempts`` counts
    deliveries that failed.
    """

    batch_id: str
    asset: ContentFacts
    ref: AssetRef
    version: int
    items: tuple[BatchItem, ...]
    created_at: str
    notification_url: str = ""
    notification_status: NotificationStatus = NotificationStatus.NONE
    notification_attempts: int = 0
    notification_due_at: float = 0

    @property
    def cloud(self) -> str:
        """Whose it is."""
        return self.ref.cloud

    @property
    def is_over(self) -> bool:
        """Whether every item is over; the notification may still be due."""
        return all(item.status is not ItemStatus.PENDING for item in self.items)

    @property
    def is_closed(self) -> bool:
        """Whether nothing at all is left to do."""
        return self.is_over and self.notification_status is not NotificationStatus.DUE

    def render_job(self, index: int) -> RenderJob:
        """Give the job of an item, the same each time."""
        item = self.items[index]
        job_id = item_job_id(self.batch_id, index)
        return RenderJob(job_id, self.asset, item.leaves, item.revisions, self.batch_id)

    def notify_job(self) -> NotifyJob:
        """Give the job that delivers the notification, the same each time."""
        return NotifyJob(_digest(f"{self.batch_id}/notify"), self.cloud, self.batch_id)

    def index_of(self, job_id: str) -> int:
        """Give the place of the item that a render job is for. Raises ValueError for none."""
        return [item_job_id(self.batch_id, index) for index in range(len(self.items))].index(job_id)


def item_job_id(batch_id: str, index: int) -> str:
    """Give the ID of an item's render job: 40 hexadecimal digits."""
    return _digest(f"{batch_id}/{index}")


def pack(batch: BatchRecord) -> bytes:
    """Give the bytes of a batch."""
    items = [
        {
            **schemas.plain(item),
            "leaves": [plain_leaf(leaf) for leaf in item.leaves],
            "results": [schemas.plain(result) for result in item.results],
        }
        for item in batch.items
    ]
    parts = {"asset": schemas.plain(batch.asset), "ref": schemas.plain(batch.ref), "items": items}
    return schemas.pack(SCHEMA, {**schemas.plain(batch), **parts})


def unpack(data: bytes) -> BatchRecord:
    """Read a batch. Raises UnknownSchema."""
    value = schemas.unpack(SCHEMA, data)
    try:
        return _batch(value)
    except (KeyError, TypeError, ValueError) as error:
        raise UnknownSchema("not a batch") from error


def _batch(value: dict[str, Any]) -> BatchRecord:
    parts = {
        "asset": schemas.build(ContentFacts, value["asset"]),
        "ref": schemas.build(AssetRef, value["ref"]),
        "items": tuple(_item(item) for item in value["items"]),
        "notification_status": NotificationStatus(value["notification_status"]),
    }
    return schemas.build(BatchRecord, {**value, **parts})


def _item(value: dict[str, Any]) -> BatchItem:
    parts = {
        "leaves": tuple(read_leaf(leaf) for leaf in value["leaves"]),
        "results": tuple(schemas.build(LeafResult, result) for result in value["results"]),
        "status": ItemStatus(value["status"]),
    }
    return schemas.build(BatchItem, {**value, **parts})


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:40]
