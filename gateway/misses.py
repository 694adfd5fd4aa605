"""Derived assets that are not there yet: asked for once, waited for as long as is good."""

from typing import Final

from gateway.errors import RenderFailed
from gateway.preferences import Patience
from gateway.single_flight import SingleFlight
from planner.derivation import Derivation
from planner.facts import AssetFacts
from planner.jobs import Queue, RenderJob
from planner.plan import CostClass
from storage.board import JobBoard

#: The queue that takes each cost class when a client waits.
QUEUES: Final = {
    CostClass.CHEAP: Queue.INTERACTIVE,
    CostClass.HEAVY: Queue.INTERACTIVE,
    CostClass.SLOW: Queue.SLOW,
}


class Misses:
    """Has derived assets rendered, once in the fleet however many ask."""

    def __init__(self, board: JobBoard, wait_budget: float) -> None:
        """wait_budget: seconds that a client is kept waiting if it has no wish of its own."""
        self._board = board
        self._wait_budget = wait_budget
        self._submissions: SingleFlight[str, bool] = SingleFlight()

    async def render(self, asset: AssetFacts, derivation: Derivation, patience: Patience) -> None:
        """Have a derived asset made; return when it is stored, or when the client waited enough.

        Raises RenderFailed for what has been tried and decided, QueueFull, Unavailable. The render
        goes on whatever becomes of those who wait.
        """
        fingerprint = derivation.fingerprint
        async with self._board.waiter(fingerprint) as waiter:
            await self._submissions.run(fingerprint, lambda: self._submit(asset, derivation))
            outcome = await waiter.wait(self._budget(derivation, patience))
        if outcome is not None and not outcome.ok:
            raise RenderFailed(outcome.message, outcome.status)

    async def _submit(self, asset: AssetFacts, derivation: Derivation) -> bool:
        job = RenderJob(
            job_id=derivation.fingerprint,
            asset=asset,
            leaves=(derivation.leaf,),
            revisions=derivation.revisions,
        )
        return await self._board.submit(job, QUEUES[derivation.cost])

    def _budget(self, derivation: Derivation, patience: Patience) -> float:
        if patience.seconds is not None:
            return patience.seconds
        return 0 if derivation.cost is CostClass.SLOW else self._wait_budget
