"""Revisions: a release renders only what was planned with its own declarations.

During a rolling upgrade gateways and workers of two releases share the queues. A job planned with
other pixel functions would store its result under an identity that promises the other's pixels,
so it goes back to its queue, for a worker that can do it.
"""

from collections.abc import Mapping

from dramatiq import Broker, Middleware
from dramatiq.broker import MessageProxy

from planner.errors import JobError
from planner.jobs import RenderJob
from workers.errors import UnknownRevision
from workers.messages import job_of
from workers.middleware.interruption import interrupting


class Revisions(Middleware):
    """Sends back what this release cannot do. ``known`` are its declarations' revisions."""

    def __init__(self, known: Mapping[str, int]) -> None:
        self._known = known

    def before_process_message(self, _broker: Broker, message: MessageProxy) -> None:
        """Read the job, and compare its revisions. Interrupts with UnknownRevision."""
        with interrupting():
            try:
                job = job_of(message)
            except JobError as error:
                raise UnknownRevision(str(error)) from error
            if isinstance(job, RenderJob):
                self._compare(job)

    def _compare(self, job: RenderJob) -> None:
        for name, revision in job.revisions:
            if self._known.get(name) != revision:
                raise UnknownRevision(
                    f"{name} is of revision {self._known.get(name)} here, of {revision} in the job",
                )
