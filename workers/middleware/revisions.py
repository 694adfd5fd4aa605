"""Revisions: a release renders only what was planned with its own declarations.

During a rolling upgrade gateways and workers of two releases share the queues. A job planned with
other pixel functions would store its result under an identity that promises the other's pixels,
so it goes back to its queue, for a worker that can do it.
"""

from dramatiq import Broker, Middleware
from dramatiq.broker import MessageProxy

from planner.derivation import leaf_revisions
from planner.errors import JobError, TransformationError
from planner.jobs import RenderJob
from workers.errors import UnknownRevision
from workers.messages import job_of
from workers.middleware.interruption import interrupting


class Revisions(Middleware):
    """Sends back what this release cannot do."""

    def before_process_message(self, _broker: Broker, message: MessageProxy) -> None:
        """Read the job, and compare its revisions. Interrupts with UnknownRevision."""
        with interrupting():
            try:
                job = job_of(message)
                if isinstance(job, RenderJob):
                    _compare(job)
            except (JobError, TransformationError) as error:
                raise UnknownRevision(str(error)) from error


def _compare(job: RenderJob) -> None:
    ours = {used for leaf in job.leaves for used in leaf_revisions(leaf)}
    if differing := ours.symmetric_difference(job.revisions):
        raise UnknownRevision(f"revisions differ: {sorted(differing)}")
