"""Why a remote file does not come, as far as clients may know.

GatewayError
└── NotLoaded
    ├── Unreachable   it may not be asked for, or does not come: nobody is told which
    │   └── Gone      its server says that there is no such file
    └── Unfit         it came from where it may, but is too slow, too large or not plain bytes
"""

from gateway.errors import GatewayError


class NotLoaded(GatewayError):  # noqa: N818 - named for what happened
    """A remote file does not come. The text is for the log, unless the class says otherwise."""


def told(url: str, error: NotLoaded) -> str:
    """Say that a file does not come, and no more of the reason than clients may know."""
    said = f"Error in loading - {url}"
    return f"{said}: {error}" if isinstance(error, Unfit) else said


class Unreachable(NotLoaded):
    """It may not be asked for, or it does not come.

    Clients are not told which: the difference would tell what there is inside the operator's
    network.
    """


class Gone(Unreachable):
    """The server that was allowed and asked says that there is no such file."""


class Unfit(NotLoaded):
    """Its server was allowed and asked, but what it sends is not taken; the text is shown."""
