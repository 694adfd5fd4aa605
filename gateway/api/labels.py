"""Tags, context and metadata: what people say of an asset in words, as calls write it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from gateway.api import notation
from gateway.errors import BadRequest
from planner.facts import FieldValue

_MOST: Final = 1000
_LONGEST_TAG: Final = 255
#: A number that a field may hold, either way of zero.
_LARGEST: Final = 10**15
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

    A backslash before anything else is a backslash. An object of JSON does as well. Pairs are
    sorted by key. Raises BadRequest.
    """
    said = _pairs("context", written)
    if not all(isinstance(value, str) for value in said.values()):
        raise BadRequest("Invalid context; expected keys, each with a string")
    return tuple(sorted((key, str(value)) for key, value in said.items()))


def metadata_of(written: str) -> tuple[tuple[str, FieldValue], ...]:
    """Read fields as `context_of` does; they may also be numbers, and lists of strings.

    A string that spells such a list in JSON stands for it. Raises BadRequest.
    """
    said = _pairs("metadata", written)
    return tuple(sorted((key, _field(key, value)) for key, value in said.items()))


def metadata_shown(metadata: Iterable[tuple[str, FieldValue]]) -> dict[str, object]:
    """Give metadata the shape that answers show."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in metadata}


def context_shown(context: Mapping[str, str]) -> dict[str, object]:
    """Give context the shape that answers show."""
    return {"custom": dict(context)}


def _plain(escaped: str) -> str:
    return _ESCAPE.sub(r"\1", escaped)


def _pairs(name: str, written: str) -> dict[str, Any]:
    pairs = _object(written)
    if pairs is None:
        pairs = {}
        for pair in _PAIR_END.split(written):
            key, *value = _KEY_END.split(pair, maxsplit=1)
            if not key or not value:
                raise BadRequest(f"Invalid {name} {pair!r}; expected key=value, joined by |")
            if _plain(key) in pairs:
                raise BadRequest(f"Invalid {name}; {_plain(key)!r} is given twice")
            pairs[_plain(key)] = _plain(value[0])
    if len(pairs) > _MOST:
        raise BadRequest(f"Too many {name} keys; at most {_MOST}")
    if "" in pairs:
        raise BadRequest(f"Invalid {name}; a key is empty")
    return pairs


def _object(written: str) -> dict[str, Any] | None:
    """Read an object of JSON; None for what only begins like one."""
    said = _json(written) if written.startswith("{") else None
    return said if isinstance(said, dict) else None


def _field(key: str, said: object) -> FieldValue:
    if isinstance(said, str) and said.startswith("["):
        listed = _json(said)
        said = listed if _is_words(listed) else said
    match said:
        case bool():
            pass
        case str():
            return said
        case int() | float() if abs(said) <= _LARGEST:
            return said
        case list() if _is_words(said):
            return tuple(dict.fromkeys(said))
        case _:
            pass
    raise BadRequest(f"Invalid metadata {key!r}; expected a string, a number or a list of strings")


def _is_words(said: object) -> bool:
    return isinstance(said, list) and all(isinstance(word, str) for word in said)


def _json(written: str) -> Any:
    try:
        return notation.read_json(written)
    except ValueError:
        return None
