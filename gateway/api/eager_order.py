"""An eager order: what a call wants made ahead, whether it waits for it, and who is told."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from gateway.api import parameters
from gateway.errors import BadRequest

#: What a call may say of it.
KNOWN: Final = frozenset({"eager", "eager_async", "eager_notification_url"})


@dataclass(frozen=True, slots=True)
class EagerOrder:
    """``wanted`` are transformations as written; ``notification_url`` may be empty.

    ``later``: the answer does not wait for them.
    """

    wanted: tuple[str, ...] = ()
    later: bool = False
    notification_url: str = ""


def read_eager_order(said: parameters.Parameters) -> EagerOrder:
    """Read what a call wants made ahead. Raises BadRequest."""
    return EagerOrder(
        wanted=_eager(parameters.joined(said, "eager", "|")),
        later=parameters.flag(said, "eager_async"),
        notification_url=_url(said, "eager_notification_url"),
    )


def _eager(written: str) -> tuple[str, ...]:
    if not written:
        return ()
    eager = tuple(one.strip() for one in written.split("|"))
    if not all(eager):
        raise BadRequest("Invalid eager; one of the transformations between | is empty")
    return eager


def _url(said: parameters.Parameters, name: str) -> str:
    written = parameters.text(said, name)
    if not written:
        return ""
    try:
        parts = urlsplit(written)
        fit = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fit = False
    if not fit:
        raise BadRequest(f"Invalid {name} {written!r}; expected an http or https URL")
    return written
