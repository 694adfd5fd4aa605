"""What only the API raises, beside `gateway.errors`.

GatewayError
├── Refused
│   ├── NoSuchRoute     404: the API has no such path
│   ├── WrongMethod     405: the path exists, for another method
│   ├── Stalled         408: the body stopped arriving
│   ├── NameTaken       409: there is a named transformation of that name
│   └── AllowanceSpent  420: too many Admin API calls in this hour
├── Moved               within an upload: the asset is not what it was when it began
└── AlreadyThere        within an upload: the asset exists and may not be overwritten
"""

from gateway.errors import GatewayError, Refused
from storage.records import AssetRecord


class NoSuchRoute(Refused):
    """The API has no such path."""

    status = 404


class WrongMethod(Refused):
    """The path exists, but not for this method. ``allowed`` names those that it takes."""

    status = 405

    def __init__(self, allowed: str) -> None:
        super().__init__(f"Method not allowed; this path takes {allowed}")
        self.allowed = allowed


class Stalled(Refused):
    """The client stopped sending."""

    status = 408


class NameTaken(Refused):
    """There is a named transformation of that name."""

    status = 409


class AllowanceSpent(Refused):
    """There were too many calls; the vendor's status for that is 420."""

    status = 420


class Moved(GatewayError):  # noqa: N818 - named for what happened
    """The asset was removed or made anew while its next version was being uploaded."""


class AlreadyThere(GatewayError):  # noqa: N818 - named for what happened
    """The asset exists and may not be overwritten. ``record`` is what it is."""

    def __init__(self, record: AssetRecord) -> None:
        super().__init__(record.public_id)
        self.record = record
