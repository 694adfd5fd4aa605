"""What may name an object and its metadata: less than any store takes, so that all take it."""

import re
from collections.abc import Mapping
from typing import Final

_SEGMENT: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}\Z")
_METADATA_NAME: Final = re.compile(r"[a-z][a-z-]{0,63}\Z")
_METADATA_VALUE: Final = re.compile(r"[!-~]([ -~]{0,510}[!-~])?\Z")
#: Names that stores keep for headers of their own.
_RESERVED: Final = ("content-", "cache-", "storage-")


def check_key(key: str) -> str:
    """Give a key back. Raises ValueError for what no store should be asked for.

    A key is of segments of ASCII letters, digits, hyphens, underscores and, but at the beginning,
    dots: no segment is empty, hidden, or leads elsewhere.
    """
    if not all(_SEGMENT.match(segment) for segment in key.split("/")):
        raise ValueError(f"not an object key: {key!r}")
    return key


def check_prefix(prefix: str) -> str:
    """Give a prefix back. Raises ValueError unless it is empty or a key and a slash."""
    if prefix and not (prefix.endswith("/") and check_key(prefix[:-1])):
        raise ValueError(f"not a prefix of whole segments: {prefix!r}")
    return prefix


def check_headers(content_type: str, metadata: Mapping[str, str] | None) -> dict[str, str]:
    """Give the metadata back. Raises ValueError for what does not fit in a header as it is."""
    if not _METADATA_VALUE.match(content_type):
        raise ValueError(f"not a content type: {content_type!r}")
    for name, value in (metadata or {}).items():
        if not _METADATA_NAME.match(name) or name.startswith(_RESERVED):
            raise ValueError(f"not a metadata name: {name!r}")
        if not _METADATA_VALUE.match(value):
            raise ValueError(f"metadata {name} is not printable ASCII: {value!r}")
    return dict(metadata or {})
