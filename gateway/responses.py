"""Answers that carry a representation, or say that the client has it."""

from http import HTTPStatus
from typing import Final

from aiohttp import hdrs, web
from multidict import CIMultiDict

from gateway.answers import EVERYWHERE, REASON, REQUEST_ID, header_safe
from gateway.bodies import Body, last_modified
from gateway.freshness import NO_STORE
from gateway.ranges import content_range
from gateway.targets import Target
from storage.objects import ObjectInfo

_BINARY: Final = "application/octet-stream"


def headers_of(
    target: Target, info: ObjectInfo, modified: str, request_id: str
) -> CIMultiDict[str]:
    """Give the headers of a stored object that answers for a target."""
    headers = target.headers.copy()
    headers[hdrs.CONTENT_TYPE] = info.content_type or _BINARY
    headers[hdrs.LAST_MODIFIED] = modified
    headers[REQUEST_ID] = request_id
    return headers


def whole(target: Target, body: Body, request_id: str) -> web.Response:
    """Answer with a body in memory."""
    headers = headers_of(target, body.info, body.last_modified, request_id)
    return web.Response(body=body.data, headers=headers)


def part(target: Target, body: Body, start: int, end: int, request_id: str) -> web.Response:
    """Answer with bytes ``start`` to ``end`` of a body in memory."""
    headers = headers_of(target, body.info, body.last_modified, request_id)
    headers[hdrs.CONTENT_RANGE] = content_range(start, end, body.info.size)
    return web.Response(
        body=body.data[start:end], headers=headers, status=HTTPStatus.PARTIAL_CONTENT
    )


def description(target: Target, info: ObjectInfo, request_id: str) -> web.Response:
    """Answer HEAD."""
    headers = headers_of(target, info, last_modified(info), request_id)
    headers[hdrs.CONTENT_LENGTH] = str(info.size)
    return web.Response(headers=headers)


def not_modified(target: Target, request_id: str) -> web.Response:
    """Answer 304: the client has it."""
    headers = target.headers.copy()
    headers[REQUEST_ID] = request_id
    return web.Response(status=HTTPStatus.NOT_MODIFIED, headers=headers)


def precondition_failed(request_id: str) -> web.Response:
    """Answer 412: what is there is not what the client holds it to be."""
    headers = _refusing("The representation is not the one that the request is conditional on")
    headers[REQUEST_ID] = request_id
    return web.Response(status=HTTPStatus.PRECONDITION_FAILED, headers=headers)


def outside(size: int, request_id: str) -> web.Response:
    """Answer 416: the range lies outside a representation of ``size`` bytes."""
    headers = _refusing(f"The range lies outside the {size} bytes that there are")
    headers[REQUEST_ID] = request_id
    headers[hdrs.CONTENT_RANGE] = f"bytes */{size}"
    return web.Response(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, headers=headers)


def _refusing(reason: str) -> CIMultiDict[str]:
    headers = CIMultiDict(EVERYWHERE)
    headers[REASON] = header_safe(reason)
    headers[hdrs.CACHE_CONTROL] = NO_STORE
    return headers
