"""What a client may be answered instead of what it asked for.

GatewayError
└── Refused                  an answer: a status, and a sentence that is safe to show
    ├── BadRequest           400: the request cannot be understood or carried out
    ├── Unauthorised         401: a signature or credentials are missing or wrong
    ├── ResourceNotFound     404: there is no such asset
    ├── RenderFailed         the decided failure of a render: the worker chose the status
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
    """An answer other than success. ``reason`` is shown to the client."""

    status = 500

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


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
    """A render that has been tried and decided: ``status`` is the worker's."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.status = status


class TryLater(Refused):
    """Something that is needed cannot answer now. ``retry_after`` is in seconds."""

    status = 503

    def __init__(self, reason: str, retry_after: int = RETRY_AFTER) -> None:
        super().__init__(reason)
        self.retry_after = retry_after
