"""Outcomes: how a job ended, as the worker tells whoever waits for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import msgpack

#: Raised when a field changes its meaning.
SCHEMA: Final = 1

#: What a probe may tell; tuples hold numbers, or text.
Fact = str | int | bool | float | tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a job.

    ``status`` and ``message`` are the answer that a failure becomes; both are safe to show.
    ``facts`` are what a probe has read from an original: format, width, height, pages, has_alpha,
    and, where the worker tells them, dpi, illustration, trimmed, page_names, and path_names with
    path_boxes.
    """

    job_id: str
    ok: bool
    status: int = HTTPStatus.OK
    message: str = ""
    facts: Mapping[str, Fact] | None = None

    @property
    def is_kept(self) -> bool:
        """Whether it must be remembered. A render that went well has its object for a proof."""
        return not self.ok or self.facts is not None


def pack(outcome: Outcome) -> bytes:
    """Give the bytes of an outcome."""
    facts = None if outcome.facts is None else dict(outcome.facts)
    parts = (SCHEMA, outcome.job_id, outcome.ok, int(outcome.status), outcome.message, facts)
    packed: bytes = msgpack.packb(parts)
    return packed


def unpack(data: bytes) -> Outcome | None:
    """Read an outcome; None for bytes of another release, which count as no outcome."""
    try:
        schema, *parts = msgpack.unpackb(data, use_list=False)
        return Outcome(*parts) if schema == SCHEMA else None
    except (ValueError, TypeError, msgpack.UnpackException):
        return None
