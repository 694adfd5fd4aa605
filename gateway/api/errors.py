"""Refusals that only the API gives, beside those of `gateway.errors`.

Refused
├── NoSuchRoute     404: the API has no such path
├── WrongMethod     405: the path exists, for another method
├── Stalled         408: the body stopped arriving
└── AllowanceSpent  420: too many Admin API calls in this hour
"""

from gateway.errors import Refused


class NoSuchRoute(Refused):
    """The API has no such path."""

    status = 404


class WrongMethod(Refused):
    """The path exists, but not for this method. ``allowed`` is the one that it takes."""

    status = 405

    def __init__(self, allowed: str) -> None:
        super().__init__(f"Method not allowed; this path takes {allowed}")
        self.allowed = allowed


class Stalled(Refused):
    """The client stopped sending."""

    status = 408


class AllowanceSpent(Refused):
    """There were too many calls; the vendor's status for that is 420."""

    status = 420
