"""Data URIs as uploads: ``data:image/png;base64,…``."""

import asyncio
import binascii
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gateway.api.spool import Spool
from gateway.errors import BadRequest

_HEAD: Final = re.compile(rb"data:(?:[\w.+-]+/[\w.+-]+)?(?:;[\w-]+=[\w.+-]+)*;base64,", re.ASCII)
_HEAD_LIMIT: Final = 512
_REMOTE: Final = re.compile(rb"(?:https?|ftp|s3|gs):", re.IGNORECASE)
_PIECE: Final = 768 * 1024


def is_data_uri(beginning: bytes) -> bool:
    """Tell whether bytes begin as a data URI does."""
    return beginning[:5].lower() == b"data:"


def is_remote(beginning: bytes) -> bool:
    """Tell whether bytes begin as an address elsewhere does."""
    return _REMOTE.match(beginning) is not None


async def decode(encoded: bytes | Path, into: Spool) -> None:
    """Write what a data URI holds. Raises BadRequest for one that is malformed or too large."""
    await asyncio.to_thread(_decode, encoded, into)


def _decode(encoded: bytes | Path, into: Spool) -> None:
    pieces = _pieces(encoded)
    first = next(pieces, b"")
    head = _HEAD.match(first[:_HEAD_LIMIT])
    if head is None:
        raise BadRequest("Invalid data URI; expected data:<media type>;base64,<data>")
    rest = b""
    for piece in _chain(first[head.end() :], pieces):
        rest += piece.translate(None, b"\r\n")
        whole = len(rest) - len(rest) % 4
        # A quartet with padding must be the last: what follows it fails to decode on its own.
        if b"=" not in rest[:whole]:
            into.write_blocking(_plain(rest[:whole]))
            rest = rest[whole:]
        elif len(rest) > 2 * _PIECE:
            raise BadRequest("Invalid data URI; its base64 is malformed")
    into.write_blocking(_plain(rest))


def _plain(text: bytes) -> bytes:
    try:
        return binascii.a2b_base64(text, strict_mode=True) if text else b""
    except binascii.Error as error:
        raise BadRequest("Invalid data URI; its base64 is malformed") from error


def _pieces(encoded: bytes | Path) -> Iterator[bytes]:
    if isinstance(encoded, bytes):
        yield from (encoded[at : at + _PIECE] for at in range(0, len(encoded), _PIECE))
        return
    with encoded.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _chain(first: bytes, others: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from others
