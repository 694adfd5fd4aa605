"""Batch runs: eager plans become a recorded batch, and its jobs are queued or waited for."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

import structlog

from gateway.awaiting import done
from gateway.delivery_urls import DeliveryUrls
from gateway.eager.wishes import EagerPlan
from planner.jobs import Queue
from planner.plan import CostClass
from storage.batch_records import BatchItem, BatchRecord, ItemStatus, NotificationStatus
from storage.batches import Batches
from storage.board import JobBoard
from storage.errors import QueueFull, Unavailable
from storage.outcomes import Outcome
from storage.records import AssetRecord

#: Seconds that an upload waits for its eager transformations unless they are asynchronous.
PATIENCE: Final = 60.0
log = structlog.get_logger(__name__)


class BatchRuns:
    """Starts batches. What cannot be queued now is queued by the workers' sweeper."""

    def __init__(self, batches: Batches, board: JobBoard, clock: Callable[[], float]) -> None:
        """Clock: seconds since the epoch."""
        self._batches = batches
        self._board = board
        self._clock = clock

    async def record(
        self,
        asset: AssetRecord,
        plans: Sequence[EagerPlan],
        urls: DeliveryUrls,
        notification_url: str,
    ) -> BatchRecord:
        """Record a batch: from now on it will be carried out, whatever happens to this process.

        Raises Unavailable.
        """
        due = NotificationStatus.DUE if notification_url else NotificationStatus.NONE
        batch = BatchRecord(
            batch_id=secrets.token_hex(16),
            asset=asset.facts().of_content(),
            ref=asset.ref,
            version=asset.version,
            items=tuple(_item(asset, plan, urls) for plan in plans),
            created_at=datetime.fromtimestamp(self._clock(), UTC).isoformat(),
            notification_url=notification_url,
            notification_status=due,
        )
        if not batch.is_closed:
            await self._batches.create(batch)
        return batch

    async def queue(self, batch: BatchRecord) -> None:
        """Queue a batch's jobs behind those that somebody waits for."""
        try:
            for index in _pending(batch):
                await self._board.submit(batch.render_job(index), Queue.BATCH)
            if batch.is_over and not batch.is_closed:
                await self._board.submit(batch.notify_job(), Queue.NOTIFY)
        except (QueueFull, Unavailable) as error:
            log.warning("eager.left_to_the_sweeper", batch_id=batch.batch_id, reason=str(error))

    async def wait(
        self, batch: BatchRecord, plans: Sequence[EagerPlan]
    ) -> dict[int, Outcome | None]:
        """Have a batch's items done at once; give the outcome of each that had anything to do.

        None stands for one that is still under way.
        """
        places = _pending(batch)
        outcomes = await asyncio.gather(
            *(self._done(batch, index, _queue(plans[index])) for index in places)
        )
        if not places:
            await self.queue(batch)
        return dict(zip(places, outcomes, strict=True))

    async def _done(self, batch: BatchRecord, index: int, queue: Queue) -> Outcome | None:
        try:
            return await done(self._board, batch.render_job(index), queue, PATIENCE)
        except (QueueFull, Unavailable) as error:
            log.warning("eager.left_to_the_sweeper", batch_id=batch.batch_id, reason=str(error))
            return None


def _item(asset: AssetRecord, plan: EagerPlan, urls: DeliveryUrls) -> BatchItem:
    """Describe one plan. A plan that only asks for the original is done as it stands."""
    made = [derivation for derivation in plan.derivations if not derivation.original]
    revisions = {revision for derivation in made for revision in derivation.revisions}
    found = urls.derived(asset, plan.wish.text, plan.extension)
    return BatchItem(
        transformation=plan.wish.text,
        leaves=tuple(derivation.leaf for derivation in made),
        revisions=tuple(sorted(revisions)),
        status=ItemStatus.PENDING if made else ItemStatus.DONE,
        url=found["url"],
        secure_url=found["secure_url"],
    )


def _pending(batch: BatchRecord) -> list[int]:
    return [index for index, item in enumerate(batch.items) if item.status is ItemStatus.PENDING]


def _queue(plan: EagerPlan) -> Queue:
    slow = any(derivation.cost is CostClass.SLOW for derivation in plan.derivations)
    return Queue.SLOW if slow else Queue.INTERACTIVE
