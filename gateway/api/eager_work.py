"""Eager work: what a call wants made ahead is begun, waited for where it asks so, and told."""

from collections.abc import Sequence
from typing import Final

from gateway.api.eager_order import EagerOrder
from gateway.context import GatewayContext
from gateway.delivery_urls import DeliveryUrls
from gateway.eager import entries
from gateway.eager.batch_runs import BatchRuns
from gateway.eager.wishes import EagerPlan, EagerWish, components, plan, read
from gateway.layers import Layers
from gateway.names import Names
from planner.facts import AssetFacts
from storage.records import AssetRecord

#: Seconds that a call waits for the remote files of layers.
REMOTE_PATIENCE: Final = 60.0


class EagerWork:
    """Carries eager orders out."""

    def __init__(self, context: GatewayContext, names: Names, layers: Layers) -> None:
        self._names = names
        self._layers = layers
        self._store = context.store
        self._runs = BatchRuns(context.batches, context.board, context.clock)

    async def wishes(self, order: EagerOrder) -> tuple[EagerWish, ...]:
        """Read what is wanted, with the definitions of the names that it uses.

        Raises BadRequest, TransformationError, Unavailable.
        """
        wanted = order.wanted
        return read(wanted, await self._names.definitions(components(wanted)))

    async def plans(self, wishes: Sequence[EagerWish], facts: AssetFacts) -> tuple[EagerPlan, ...]:
        """Plan wishes for an asset, with the assets of their layers.

        Whoever may call the API may use all of them. Raises TransformationError, Unavailable.
        """
        use = "\n".join(["eager", *(wish.transformation.raw for wish in wishes)])
        return await self._layers.read_for(
            use,
            lambda beside: plan(wishes, facts, beside.facts),
            signed=True,
            patience=REMOTE_PATIENCE,
        )

    async def carried_out(
        self,
        order: EagerOrder,
        plans: Sequence[EagerPlan],
        record: AssetRecord,
        urls: DeliveryUrls,
    ) -> list[entries.Entry]:
        """Carry plans out for an asset, and give what the answer says of them.

        Raises Unavailable.
        """
        if not plans:
            return []
        batch = await self._runs.record(record, plans, urls, order.notification_url)
        if order.later:
            await self._runs.queue(batch)
            return entries.processing(batch)
        outcomes = await self._runs.wait(batch, plans)
        return await entries.finished(batch, plans, outcomes, self._store)
