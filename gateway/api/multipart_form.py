"""Multipart bodies, parsed as they arrive: fields are kept in memory, the file is not."""

from collections.abc import AsyncIterator
from typing import Final

from multipart import (  # type: ignore[import-untyped] # - it carries no py.typed
    MultipartError,
    MultipartSegment,
    PushMultipartParser,
    parse_options_header,
)

from gateway.api.parts import Parts
from gateway.errors import BadRequest

_FIELD_SIZE: Final = 256 * 1024
_CHARSETS: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_PLAIN: Final = frozenset({"", "binary", "8bit", "7bit"})


async def read_multipart(content_type: str, chunks: AsyncIterator[bytes], parts: Parts) -> None:
    """Read a multipart body into parts.

    Raises BadRequest for one that is malformed, ends early or passes a bound.
    """
    boundary = parse_options_header(content_type)[1].get("boundary", "")
    try:
        with PushMultipartParser(boundary, max_segment_count=Parts.MOST) as parser:
            reader = _PartReader(parts)
            async for chunk in chunks:
                for event in parser.parse(chunk):
                    await reader.take(event)
    except (MultipartError, LookupError, UnicodeError) as error:
        raise BadRequest("The multipart body is malformed") from error


class _PartReader:
    """Sorts the parser's events into fields and the file."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._name = ""
        self._field: bytearray | None = None

    async def take(self, event: MultipartSegment | bytes | None) -> None:
        """Take a part's head, a piece of its body, or its end."""
        if event is None:
            self._end()
        elif isinstance(event, MultipartSegment):
            self._begin(event)
        elif self._field is None:
            await self._parts.add_to_file(bytes(event))
        else:
            self._field += event
            if len(self._field) > _FIELD_SIZE:
                raise BadRequest(f"{self._name[:64]} is too long; at most {_FIELD_SIZE} bytes")

    def _begin(self, segment: MultipartSegment) -> None:
        self._name = segment.name or ""
        if (segment.header("Content-Transfer-Encoding") or "").lower() not in _PLAIN:
            raise BadRequest("Content-Transfer-Encoding is not supported in multipart bodies")
        if self._name == "file":
            self._field = None
            self._parts.begin_file(segment.filename or "")
            return
        if (segment.charset or "utf-8").lower() not in _CHARSETS:
            raise BadRequest(f"Charset {segment.charset} is not supported; expected UTF-8")
        self._field = bytearray()

    def _end(self) -> None:
        if self._field is None:
            return
        try:
            value = self._field.decode()
        except UnicodeDecodeError as error:
            raise BadRequest(f"{self._name[:64]} is not UTF-8") from error
        self._parts.add(self._name, value)
