"""Signature segments: ``s--<8 or 32 characters>--``, before everything else."""

import re
from typing import Final

from planner.paths.walks import is_remote
from planner.percent import decode

_SIGNATURE: Final = re.compile(r"s--([A-Za-z0-9_-]{8}|[A-Za-z0-9_-]{32})--")
_BEGINNINGS: Final = frozenset({"s", "S", "%"})
_MEANT: Final = re.compile(r"s--.*--", re.IGNORECASE | re.DOTALL)


def read_signature(segments: list[str], *, remote: bool) -> tuple[str | None, list[str]]:
    """Read the signature's characters; gives them with the segments after it.

    None where there is no signature. An empty one, which never holds, where something was meant
    as one but is repeated, moved, cut or encoded anew: it must not pass for a part of the public
    ID and be let through unsigned. The last segment, or the URL to fetch, is never taken for one.
    """
    signature, rest = _first(segments)
    for segment in rest[: None if remote else -1]:
        if remote and is_remote(segment):
            break
        if segment[:1] in _BEGINNINGS and _meant(segment):
            return "", rest
    return signature, rest


def _first(segments: list[str]) -> tuple[str | None, list[str]]:
    if len(segments) < 2:  # noqa: PLR2004 - a signature and something to sign
        return None, segments
    first = _SIGNATURE.fullmatch(segments[0])
    if first is not None:
        return first.group(1), segments[1:]
    return ("" if segments[0].startswith("s--") else None), segments


def _meant(segment: str) -> bool:
    try:
        return _MEANT.fullmatch(decode(segment)) is not None
    except ValueError:
        return False
