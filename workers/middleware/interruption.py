"""How a middleware keeps a job from running.

Dramatiq logs what a `before` hook raises, and then runs the job all the same, unless it is a
MiddlewareError. So whatever a hook raises travels inside one.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from dramatiq.errors import Retry
from dramatiq.middleware import MiddlewareError


class Interrupted(MiddlewareError, Retry):  # noqa: N818 - named for what happens to the job
    """Carries the reason out of a hook. Being a Retry, it is not logged as a failure."""

    def __init__(self, reason: Exception) -> None:
        super().__init__(str(reason))
        self.reason = reason


@contextmanager
def interrupting() -> Iterator[None]:
    """Run a hook so that what it raises keeps the job from running."""
    try:
        yield
    except Interrupted:
        raise
    except Exception as error:
        raise Interrupted(error) from error


def reason_of(exception: BaseException | None) -> BaseException | None:
    """Give what really happened, whether a hook or the actor raised it."""
    return exception.reason if isinstance(exception, Interrupted) else exception
