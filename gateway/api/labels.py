"""Tags and context: what people say of an asset, as uploads write it."""

import re
from collections.abc import Mapping
from typing import Final

from gateway.errors import BadRequest

_MOST: Final = 1000
_LONGEST_TAG: Final = 255
_PAIR_END: Final = re.compile(r"(?<!\\)\|")
_KEY_END: Final = re.compile(r"(?<!\\)=")
_ESCAPE: Final = re.compile(r"\\([=|])")


def tags_of(written: str) -> tuple[str, ...]:
    """Read comma-separated tags, each once, in their order. Raises BadRequest."""
    tags = tuple(dict.fromkeys(tag.strip() for tag in written.split(",") if tag.strip()))
    if len(tags) > _MOST:
        raise BadRequest(f"Too many tags; at most {_MOST}")
    long = next((tag for tag in tags if len(tag) > _LONGEST_TAG), None)
    if long is not None:
        raise BadRequest(f"Tag {long[:20]}… is too long; at most {_LONGEST_TAG} characters")
    return tags


def context_of(written: str) -> tuple[tuple[str, str], ...]:
    r"""Read ``key=value|key2=value2``, where ``\=`` and ``\|`` stand for the characters themselves.

    A backslash before anything else is a backslash. Pairs are sorted by key. Raises BadRequest.
    """
    pairs: dict[str, str] = {}
    for pair in _PAIR_END.split(written):
        key, *value = _KEY_END.split(pair, maxsplit=1)
        if not key or not value:
            raise BadRequest(f"Invalid context {pair!r}; expected key=value, joined by |")
        if _plain(key) in pairs:
            raise BadRequest(f"Invalid context; {_plain(key)!r} is given twice")
        pairs[_plain(key)] = _plain(value[0])
    if len(pairs) > _MOST:
        raise BadRequest(f"Too many context keys; at most {_MOST}")
    return tuple(sorted(pairs.items()))


def context_shown(context: Mapping[str, str]) -> dict[str, object]:
    """Give context the shape that answers show."""
    return {"custom": dict(context)}


def _plain(escaped: str) -> str:
    return _ESCAPE.sub(r"\1", escaped)
