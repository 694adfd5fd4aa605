"""Hints: what a client's request headers say of the size in which it shows an image."""

import re
from collections.abc import Mapping
from dataclasses import replace
from math import ceil
from typing import Final

from planner.facts import DPR_HEADERS, VIEWPORT_HEADERS, WIDTH_HEADERS, Client, Hint
from planner.limits import MAXIMUM_SIDE

#: The largest device pixel ratio; it is the one that ``dpr`` takes.
MAXIMUM_RATIO: Final = 10

_NUMBER: Final = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,12})?", re.ASCII)


def with_hints(client: Client, headers: Mapping[str, str]) -> Client:
    """Give a client with its hints.

    headers: the request's, found whatever the case of their names. What cannot be read, or is
    beyond all sizes, is taken as not said.
    """
    return replace(
        client,
        dpr=_hint(headers, DPR_HEADERS, MAXIMUM_RATIO),
        width=_hint(headers, WIDTH_HEADERS, MAXIMUM_SIDE),
        viewport=_hint(headers, VIEWPORT_HEADERS, MAXIMUM_SIDE),
    )


def _hint(headers: Mapping[str, str], names: tuple[str, ...], most: int) -> Hint:
    for place, name in enumerate(names):
        value = _number(headers.get(name, ""))
        if value is not None and 0 < value <= most:
            return Hint(float(ceil(value)), names[: place + 1])
    return Hint(None, names)


def _number(text: str) -> float | None:
    """Read a structured header's item: a number, its parameters aside."""
    written = text.partition(";")[0].strip()
    return float(written) if _NUMBER.fullmatch(written) else None
