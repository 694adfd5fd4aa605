"""How long a client is willing to wait: the Prefer header (RFC 7240)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

#: Seconds that a client may ask to wait at most.
LONGEST_WAIT: Final = 30


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that a client may be kept waiting; None: as long as the gateway thinks fit.

    ``applied`` is what Preference-Applied answers, or is empty.
    """

    seconds: float | None = None
    applied: str = ""


def patience(headers: Iterable[str]) -> Patience:
    """Read the Prefer headers of a request: ``wait=N`` and ``respond-async``.

    With both, the client waits that long before it is answered that the work goes on. Preferences
    that are unknown or malformed are no errors, as the RFC says; of repeated ones the first counts.
    """
    wanted: dict[str, str] = {}
    for header in headers:
        for preference in header.split(","):
            name, _, value = preference.split(";")[0].partition("=")
            wanted.setdefault(name.strip().lower(), value.strip().strip('"'))
    wait = _seconds(wanted.get("wait", ""))
    asynchronous = "respond-async" in wanted
    applied = ["respond-async"] if asynchronous else []
    if wait is not None:
        applied.append(f"wait={wait}")
    elif asynchronous:
        wait = 0
    return Patience(wait, ", ".join(applied))


def _seconds(text: str) -> int | None:
    if not (text.isascii() and text.isdigit()):
        return None
    return min(int(text[:6]), LONGEST_WAIT)
