"""Derived assets that are not there yet: asked for once, waited for as long as is good."""

import asyncio
from typing import Final

from gateway.errors import RenderFailed
from gateway.preferences import Patience
from gateway.single_flight import SingleFlight
from planner.derivation import Derivation
from planner.facts import AssetFacts
from planner.jobs import Queue, RenderJob
from planner.plan import CostClass
from storage.board import JobBoard, Waiter
from storage.outcomes import Outcome

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
        self._hurried = asyncio.Event()

    def hurry(self) -> None:
        """Let nobody wait any longer: the gateway is about to stop."""
        self._hurried.set()

    async def render(self, asset: AssetFacts, derivation: Derivation, patience: Patience) -> None:
        """Have a derived asset made; return when it is stored, or when the client waited enough.

        Raises RenderFailed for what has been tried and decided, QueueFull, Unavailable. The render
        goes on whatever becomes of those who wait.
        """
        fingerprint = derivation.fingerprint
        async with self._board.waiter(fingerprint) as waiter:
            await self._submissions.run(fingerprint, lambda: self._submit(asset, derivation))
            outcome = await self._wait(waiter, self._budget(derivation, patience))
        if outcome is not None and not outcome.ok:
            raise RenderFailed(outcome.message, outcome.status)

    async def _submit(self, asset: AssetFacts, derivation: Derivation) -> bool:
        job = RenderJob(
            job_id=derivation.fingerprint,
            asset=asset.of_content(),
            leaves=(derivation.leaf,),
            revisions=derivation.revisions,
        )
        return await self._board.submit(job, QUEUES[derivation.cost])

    async def _wait(self, waiter: Waiter, seconds: float) -> Outcome | None:
        waiting = asyncio.ensure_future(waiter.wait(seconds))
        hurried = asyncio.ensure_future(self._hurried.wait())
        try:
            await asyncio.wait({waiting, hurried}, return_when=asyncio.FIRST_COMPLETED)
            return waiting.result() if waiting.done() else None
        finally:
            waiting.cancel()
            hurried.cancel()

    def _budget(self, derivation: Derivation, patience: Patience) -> float:
        if patience.seconds is not None:
            return patience.seconds
        return 0 if derivation.cost is CostClass.SLOW else self._wait_budget
