"""What a worker meets instead of a finished job, by whose doing it is.

WorkerError
├── RenderRefused          the client's doing: decided, never tried again
├── ChildFailed            the render child's doing: most spend an attempt
│   ├── ChildCrashed       it died, or broke the protocol
│   ├── DeadlineExceeded   it was killed because it took too long
│   └── MemoryExceeded     it was killed because it grew too large: decided, as it would again
├── WorkersLost            worker after worker was lost over it: given up
├── PlanBroken             ours: a step drew something else than its plan says
├── WrongLibvips           the installation's: libvips is too old, or lacks a format
├── CannotRender           the installation's: no render child starts at all
└── Postponed              nobody's doing: the job goes back to its queue, without penalty
    ├── UnknownRevision    planned by a release that this one does not know
    ├── LeaseHeld          another worker is making the same derived asset
    └── DeliveryFailed     a notification's receiver did not take it

A failure of storage or Redis is a `storage.errors.StorageError` and is treated like Postponed.
"""

from typing import Self


class WorkerError(Exception):
    """The root of what this package raises."""


class RenderRefused(WorkerError):  # noqa: N818 - named for the answer it becomes
    """The input or what is asked of it cannot be rendered, and never will be.

    ``status`` is the HTTP status of the answer; ``message`` is one sentence without a final stop,
    safe to show to the client.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


class ChildFailed(WorkerError):  # noqa: N818 - the group of what spends an attempt
    """The render child did not come back with an answer."""


class ChildCrashed(ChildFailed):
    """The render child died, or said something that is not in the protocol."""


class DeadlineExceeded(ChildFailed):
    """The render child was killed because the job took longer than its deadline."""


class MemoryExceeded(ChildFailed):
    """A render child that had done nothing before was killed: its job takes too much memory.

    ``limit`` is how many bytes a job may take. All slots have the same, so it is not tried again.
    """

    def __init__(self, message: str, limit: int) -> None:
        super().__init__(message)
        self.limit = limit


class WorkersLost(WorkerError):  # noqa: N818 - named for what happened
    """So many workers were lost while they did the job that it is not tried again."""


class Postponed(WorkerError):  # noqa: N818 - named for what happens to the job
    """The job cannot be done now, through no fault of its own.

    It is tried again after ``seconds``, after twice that the next time, and so on up to
    ``longest``.
    """

    seconds = 1.0
    longest = 60.0

    def postponed_by(self, seconds: float) -> Self:
        """Say exactly when it is tried again."""
        self.seconds = self.longest = seconds
        return self


class UnknownRevision(Postponed):
    """The job was planned with declarations, or in a schema, that this release does not have."""


class LeaseHeld(Postponed):
    """Another worker holds the lease on a derived asset of this job."""

    seconds = 0.25
    longest = 1.0


class DeliveryFailed(Postponed):
    """The receiver of a notification refused it, or could not be reached."""

    seconds = 5.0
    longest = 600.0


class PlanBroken(WorkerError):  # noqa: N818 - named for what happened to the plan
    """The executor drew a picture of another size than the plan promised."""


class WrongLibvips(WorkerError):  # noqa: N818 - named for what was found
    """The libvips that is loaded is too old or lacks a format; the message says what to do."""


class CannotRender(WorkerError):  # noqa: N818 - named for what was found
    """No render child starts on this machine; the message ends with the last words of one."""
