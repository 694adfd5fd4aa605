"""Answers that carry a representation, or say that the client has it."""

from collections.abc import Mapping
from http import HTTPStatus

from aiohttp import hdrs, web
from multidict import CIMultiDict

from gateway.answers import EVERYWHERE, REASON, REQUEST_ID, header_safe
from gateway.bodies import Body, described
from gateway.freshness import NO_STORE
from gateway.prepared import PreparedAnswer, dates, suits
from gateway.ranges import content_range
from gateway.targets import Target
from storage.objects import ObjectInfo


class Responses:
    """Writes answers; the most frequent ones are prepared."""

    def __init__(self) -> None:
        self._date = dates()

    def whole(
        self, request: web.Request, target: Target, body: Body, request_id: str
    ) -> web.StreamResponse:
        """Answer with a body in memory."""
        if suits(request):
            head = target.head + body.head + self._own(request_id)
            return PreparedAnswer(HTTPStatus.OK, head, body.data)
        headers = headers_of(target, body.headers, request_id)
        return web.Response(body=body.data, headers=headers)

    def not_modified(
        self, request: web.Request, target: Target, request_id: str
    ) -> web.StreamResponse:
        """Answer 304: the client has it."""
        if suits(request):
            return PreparedAnswer(HTTPStatus.NOT_MODIFIED, target.head + self._own(request_id))
        return web.Response(
            status=HTTPStatus.NOT_MODIFIED, headers=headers_of(target, {}, request_id)
        )

    def _own(self, request_id: str) -> bytes:
        """Write the headers of this one answer."""
        return self._date() + b"X-Request-Id: %b\r\n" % request_id.encode()


def headers_of(target: Target, described: Mapping[str, str], request_id: str) -> CIMultiDict[str]:
    """Give the headers of a stored object, itself described, that answers for a target."""
    headers = target.headers.copy()
    headers.update(described)
    headers[REQUEST_ID] = request_id
    return headers


def part(target: Target, body: Body, start: int, end: int, request_id: str) -> web.Response:
    """Answer with bytes ``start`` to ``end`` of a body in memory."""
    headers = headers_of(target, body.headers, request_id)
    headers[hdrs.CONTENT_LENGTH] = str(end - start)
    headers[hdrs.CONTENT_RANGE] = content_range(start, end, body.info.size)
    return web.Response(
        body=body.data[start:end], headers=headers, status=HTTPStatus.PARTIAL_CONTENT
    )


def description(target: Target, info: ObjectInfo, request_id: str) -> web.Response:
    """Answer HEAD."""
    return web.Response(headers=headers_of(target, described(info), request_id))


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
