"""Messages: how a job lies in a Dramatiq message."""

from base64 import b64decode
from functools import lru_cache

from dramatiq.broker import MessageProxy

from planner.errors import JobError
from planner.jobs import Job, unpack


def job_of(message: MessageProxy) -> Job:
    """Give the job of a message. Raises JobError for what this release cannot read."""
    if len(message.args) != 1 or not isinstance(message.args[0], str):
        raise JobError("not a job message")
    return read(message.args[0])


@lru_cache(maxsize=64)
def read(packed: str) -> Job:
    """Give the job in a message's argument, the base64 of what `planner.jobs.pack` gives.

    Every middleware and the actor ask for it; the cache makes that one unpacking. Raises JobError.
    """
    try:
        return unpack(b64decode(packed, validate=True))
    except ValueError as error:
        raise JobError("not a job message") from error
