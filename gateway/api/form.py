"""A form: the parameters and the file of one API call, however its body is written."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from gateway.access import Value
from gateway.api import data_uri
from gateway.api.errors import Stalled
from gateway.api.multipart_form import read_multipart
from gateway.api.notation import object_of
from gateway.api.parts import Parts
from gateway.api.remote_file import LONGEST_URL, checked_url, name_in
from gateway.api.spool import Spool
from gateway.errors import BadRequest

#: Bytes of a body that must be read whole: urlencoded or JSON.
_WHOLE_BODY: Final = 16 * 1024 * 1024
#: Bytes of a multipart body beside the file; those of its fields are counted on their own.
_FIELDS: Final = 2 * 1024 * 1024
#: Seconds for which a client may send nothing.
_STALL: Final = 30.0


@dataclass(frozen=True, slots=True)
class Form:
    """What a call says. ``file`` is what was uploaded, under ``filename``, decoded.

    ``remote`` is the URL of a file that is elsewhere, given in its place: it is for whoever knows
    who calls to fetch it.
    """

    parameters: Mapping[str, Value]
    file: Spool | None = None
    filename: str = ""
    remote: str = ""

    @property
    def has_file(self) -> bool:
        """Whether there is a file, here or elsewhere."""
        return self.file is not None or bool(self.remote)


@asynccontextmanager
async def read_form(request: web.Request, max_file: int) -> AsyncIterator[Form]:
    """Read a call's body; the file is gone when the context is left.

    max_file: bytes. Raises BadRequest for a body that is malformed or too large.
    """
    if request.query_string:
        raise BadRequest("Parameters belong in the body, not in the query")
    if (request.content_length or 0) > _encoded(max_file) + _FIELDS:
        raise BadRequest(f"File size too large. Maximum is {max_file} bytes")
    async with AsyncExitStack() as stack:
        parts = Parts(await stack.enter_async_context(Spool(_encoded(max_file))))
        if request.body_exists:
            await _reader(request.content_type)(request, parts)
        if not parts.has_file:
            yield Form(MappingProxyType(parts.parameters))
            return
        if not parts.named_file and data_uri.is_remote(parts.file.head):
            url = checked_url(await _text_of(parts.file))
            yield Form(MappingProxyType(parts.parameters), filename=name_in(url), remote=url)
            return
        file = await stack.enter_async_context(Spool(max_file))
        yield Form(
            MappingProxyType(parts.parameters),
            await _uploaded(parts, file, max_file),
            parts.filename or "file",
        )


async def _uploaded(parts: Parts, decoded: Spool, max_file: int) -> Spool:
    if not parts.named_file and data_uri.is_data_uri(parts.file.head):
        await data_uri.decode(await parts.file.content(), decoded)
        return decoded
    parts.file.check(max_file)
    return parts.file


async def _text_of(file: Spool) -> bytes:
    """Give a URL's text. Raises BadRequest for one so long that it went into a file."""
    content = await file.content()
    return content if isinstance(content, bytes) else b"http://" + bytes(LONGEST_URL)


async def _multipart(request: web.Request, parts: Parts) -> None:
    await read_multipart(request.headers["Content-Type"], _chunks(request), parts)


async def _urlencoded(request: web.Request, parts: Parts) -> None:
    await _fields(request, parts, _parse_urlencoded)


async def _json(request: web.Request, parts: Parts) -> None:
    await _fields(request, parts, _parse_json)


_READERS: Final = MappingProxyType(
    {
        "multipart/form-data": _multipart,
        "application/x-www-form-urlencoded": _urlencoded,
        "application/json": _json,
    }
)


def _reader(content_type: str) -> Callable[[web.Request, Parts], Awaitable[None]]:
    try:
        return _READERS[content_type]
    except KeyError as error:
        raise BadRequest(
            f"Content-Type {content_type} is not understood; expected one of {', '.join(_READERS)}"
        ) from error


async def _fields(
    request: web.Request, parts: Parts, parse: Callable[[bytes], list[tuple[str, str]]]
) -> None:
    body = bytearray()
    async for chunk in _chunks(request):
        body += chunk
        if len(body) > _WHOLE_BODY:
            raise BadRequest(
                f"Request body too large; at most {_WHOLE_BODY} bytes unless sent as multipart"
            )
    for name, value in await asyncio.to_thread(parse, bytes(body)):
        if name == "file":
            parts.begin_file("")
            await parts.add_to_file(value.encode())
        else:
            parts.add(name, value)


def _parse_urlencoded(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=Parts.MOST,
        )
    except ValueError as error:
        raise BadRequest("The urlencoded body is malformed") from error


def _parse_json(body: bytes) -> list[tuple[str, str]]:
    said = _loaded(body, number=str)
    nested = any(map(_is_nested, said.values()))
    exact = _loaded(body) if nested else said
    return [pair for name, value in said.items() for pair in _flat(name, value, exact[name])]


def _loaded(body: bytes, number: Callable[[str], str] | None = None) -> dict[str, object]:
    """Read an object; number: what makes its numbers, if not JSON's own."""
    try:
        said = json.loads(
            body.decode(),
            parse_int=number,
            parse_float=number,
            parse_constant=number,
            object_pairs_hook=object_of,
        )
    except (ValueError, RecursionError) as error:
        raise BadRequest("The JSON body is malformed") from error
    if not isinstance(said, dict):
        raise BadRequest("The JSON body must be an object")
    return said


def _is_nested(value: object) -> bool:
    """Whether a JSON value has no form fields that mean the same."""
    if isinstance(value, list):
        return any(isinstance(item, list | dict) for item in value)
    return isinstance(value, dict)


def _flat(name: str, value: object, exact: object) -> list[tuple[str, str]]:
    """Give a JSON value as form fields: a list becomes ``name[]`` several times.

    value: with its numbers as they are written; what is nested, its ``exact`` value, stays JSON.
    An empty list is empty text.
    """
    if _is_nested(value):
        return [(name, json.dumps(exact, ensure_ascii=False, separators=(",", ":")))]
    if isinstance(value, list):
        if not value:
            return [(name, "")]
        return [pair for item in value for pair in _flat(f"{name}[]", item, item)]
    if value is None:
        return []
    if isinstance(value, bool):
        return [(name, "true" if value else "false")]
    return [(name, str(value))]


async def _chunks(request: web.Request) -> AsyncIterator[bytes]:
    """Give the body in pieces. Raises BadRequest where it ends early, Stalled where it stops."""
    try:
        while True:
            async with asyncio.timeout(_STALL):
                chunk = await request.content.readany()
            if not chunk:
                return
            yield chunk
    except TimeoutError as error:
        raise Stalled("The request's body stopped arriving") from error
    except (web.RequestPayloadError, HttpProcessingError, ConnectionError) as error:
        raise BadRequest("The request's body is incomplete or malformed") from error


def _encoded(size: int) -> int:
    """Bytes that base64 with line breaks, and a data URI's head, may take for a file."""
    return size * 4 // 3 + size // 32 + 1024
