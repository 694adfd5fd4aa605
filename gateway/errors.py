"""What a client may be answered instead of what it asked for.

GatewayError
└── Refused                  an answer: a status, and a sentence that is safe to show
    ├── BadRequest           400: the request cannot be understood or carried out
    ├── Unauthorised         401: a signature or credentials are missing or wrong
    ├── ResourceNotFound     404: there is no such asset
    ├── RenderFailed         a render that was tried and decided: the worker chose the status
    ├── RenderPending        423: the derived asset is being made
    ├── FetchPending         423: a remote file is being fetched
    └── TryLater             503: something needed cannot answer now

Refusals are raised where they are known; delivery and the API each have one place that turns them
into answers (`X-Cld-Error` there, a JSON body here).
"""

from typing import Final

#: Seconds after which a client may try again when nothing better is known.
RETRY_AFTER: Final = 1


class GatewayError(Exception):
    """The root of what this package raises."""


class Refused(GatewayError):  # noqa: N818 - named for the answer it becomes
    """An answer other than success. ``reason`` is shown to the client.

    ``status`` is that of the class, unless one is given. ``retry_after`` is in seconds, None where
    asking again would not help.
    """

    status = 500
    retry_after: int | None = None

    def __init__(self, reason: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        if status is not None:
            self.status = status


class BadRequest(Refused):
    """The request cannot be understood or carried out."""

    status = 400


class Unauthorised(Refused):
    """A signature or credentials are missing or wrong."""

    status = 401


class ResourceNotFound(Refused):
    """There is no such asset."""

    status = 404


class RenderFailed(Refused):
    """A render that was tried and decided."""


class RenderPending(Refused):
    """The derived asset is being made, and will not be ready within the wait budget."""

    status = 423
    retry_after = RETRY_AFTER

    def __init__(self, fingerprint: str, transformation: str, applied: str = "") -> None:
        """applied: the client's preferences that were followed (Preference-Applied)."""
        super().__init__("The derived asset is being generated; try again later")
        self.fingerprint = fingerprint
        self.transformation = transformation
        self.applied = applied


class FetchPending(Refused):
    """A remote file is being fetched, and has not come within the wait budget."""

    status = 423
    retry_after = RETRY_AFTER


class TryLater(Refused):
    """Something that is needed cannot answer now."""

    status = 503
    retry_after = RETRY_AFTER
