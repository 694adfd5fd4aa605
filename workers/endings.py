"""Endings: how a job is over, for the board, for whoever waits, and for the batch it belongs to."""

from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from planner.jobs import Job, NotifyJob, ProbeJob, Queue, RenderJob
from storage.batch_records import LeafResult
from storage.batches import Batches
from storage.blocking import BackgroundLoop
from storage.board import JobBoard
from storage.errors import NotFound, QueueFull, Unavailable
from storage.outcomes import Fact, Outcome

#: Seconds for telling everyone. It comes after the job's own deadline.
SECONDS: Final = 30


class Endings:
    """Tells how jobs ended. Methods raise Unavailable: then the job is not over yet."""

    def __init__(self, board: JobBoard, batches: Batches, loop: BackgroundLoop) -> None:
        self._board = board
        self._batches = batches
        self._loop = loop

    def rendered(self, job: RenderJob, results: Sequence[LeafResult]) -> None:
        """Tell that all leaves are stored."""
        self._run(self._end_render(job, Outcome(job.job_id, ok=True), results))

    def probed(self, job: ProbeJob, facts: Mapping[str, Fact]) -> None:
        """Tell what an original is."""
        self._run(self._board.finish(Outcome(job.job_id, ok=True, facts=facts)))

    def notified(self, job: NotifyJob) -> None:
        """Tell that nobody is waiting for the notification any more."""
        self._run(self._board.finish(Outcome(job.job_id, ok=True)))

    def fail(self, job: Job, status: int, message: str) -> None:
        """Tell that a job has failed for good; both are what a client is answered."""
        outcome = Outcome(job.job_id, ok=False, status=status, message=message)
        if isinstance(job, RenderJob):
            self._run(self._end_render(job, outcome))
        else:
            self._run(self._board.finish(outcome))

    def abandon(self, job: Job, status: int, message: str) -> None:
        """Tell those who wait that a job is not done now. A batch keeps it on its list."""
        outcome = Outcome(job.job_id, ok=False, status=status, message=message)
        self._run(self._board.finish(outcome))

    async def _end_render(
        self, job: RenderJob, outcome: Outcome, results: Sequence[LeafResult] = ()
    ) -> None:
        # The batch first: until it knows, the job's claim keeps others from starting it again.
        if job.batch_id:
            with suppress(NotFound):
                await self._end_item(job, outcome.message, tuple(results))
        await self._board.finish(outcome)

    async def _end_item(self, job: RenderJob, reason: str, results: tuple[LeafResult, ...]) -> None:
        """Note the end of an item; whoever ends the last one sees to the rest of the batch."""
        cloud, batch_id = job.asset.cloud, job.batch_id
        batch = await self._batches.read(cloud, batch_id)
        batch = await self._batches.finish_item(
            cloud, batch_id, batch.index_of(job.job_id), results=results, reason=reason
        )
        if batch.is_closed:
            await self._batches.close(cloud, batch_id)
        elif batch.is_over:
            # Behind a full queue the sweeper asks again.
            with suppress(QueueFull):
                await self._board.submit(batch.notify_job(), Queue.NOTIFY)

    def _run(self, coroutine: Coroutine[Any, Any, None]) -> None:
        try:
            self._loop.run(coroutine, SECONDS)
        except TimeoutError as error:
            raise Unavailable("storage took too long to note the end of a job") from error
