"""Handing representations over, as far as the client's conditions let them go."""

from datetime import datetime
from http import HTTPStatus

import structlog
from aiohttp import hdrs, web

from gateway import conditions, responses
from gateway.bodies import Bodies, Body, described
from gateway.ranges import asked_range, content_range
from gateway.responses import Responses
from gateway.stored import StoredObjects
from gateway.targets import Target
from storage.errors import RangeNotSatisfiable, StorageError
from storage.objects import ByteRange, ObjectReader, ObjectStore

log = structlog.get_logger()


class Sender:
    """Answers GET and HEAD with stored objects."""

    def __init__(self, store: ObjectStore, bodies: Bodies, answers: Responses) -> None:
        self._store = store
        self._answers = answers
        self._objects = StoredObjects(store, bodies)

    def remembered(
        self, request: web.Request, target: Target, body: Body, request_id: str
    ) -> web.StreamResponse:
        """Answer with a body in memory."""
        modified = body.info.last_modified
        decided = self._decided(request, target, modified, request_id)
        if decided is not None:
            return decided
        if request.method == hdrs.METH_HEAD:
            return responses.description(target, body.info, request_id)
        wanted = _wanted(request, target, modified)
        if wanted is None:
            return self._answers.whole(request, target, body, request_id)
        try:
            start, end = wanted.within(body.info.size)
        except RangeNotSatisfiable as error:
            return responses.outside(error.size, request_id)
        return responses.part(target, body, start, end, request_id)

    async def stored(
        self, request: web.Request, target: Target, request_id: str
    ) -> web.StreamResponse:
        """Answer from the store. Raises NotFound, Unavailable."""
        wanted = asked_range(request)
        if request.method == hdrs.METH_HEAD or conditions.need_the_object(request):
            info = await self._store.head(target.key)
            decided = self._decided(request, target, info.last_modified, request_id)
            if decided is not None:
                return decided
            if request.method == hdrs.METH_HEAD:
                return responses.description(target, info, request_id)
            wanted = _wanted(request, target, info.last_modified)
        if wanted is not None:
            return await self._part(request, target, wanted, request_id)
        found = await self._objects.open(target.key)
        if isinstance(found, Body):
            return self._answers.whole(request, target, found, request_id)
        return await _stream(request, target, found, request_id)

    async def _part(
        self, request: web.Request, target: Target, wanted: ByteRange, request_id: str
    ) -> web.StreamResponse:
        try:
            reader = await self._store.get(target.key, wanted)
        except RangeNotSatisfiable as error:
            return responses.outside(error.size, request_id)
        return await _stream(request, target, reader, request_id, partial=True)

    def _decided(
        self, request: web.Request, target: Target, modified: datetime, request_id: str
    ) -> web.StreamResponse | None:
        """Answer without a body, where the conditions ask for that."""
        verdict = conditions.verdict(request, target.tag, modified)
        if verdict is None:
            return None
        if verdict is HTTPStatus.NOT_MODIFIED:
            return self._answers.not_modified(request, target, request_id)
        return responses.precondition_failed(request_id)


def _wanted(request: web.Request, target: Target, modified: datetime) -> ByteRange | None:
    wanted = asked_range(request)
    if wanted is None or not conditions.range_applies(request, target.tag, modified):
        return None
    return wanted


async def _stream(
    request: web.Request,
    target: Target,
    reader: ObjectReader,
    request_id: str,
    *,
    partial: bool = False,
) -> web.StreamResponse:
    """Answer with what a reader gives, as it comes.

    When the store fails under way, the connection is cut: the client must not take what it has
    for the whole.
    """
    headers = responses.headers_of(target, described(reader.info), request_id)
    headers[hdrs.CONTENT_LENGTH] = str(reader.end - reader.start)
    if partial:
        headers[hdrs.CONTENT_RANGE] = content_range(reader.start, reader.end, reader.info.size)
    status = HTTPStatus.PARTIAL_CONTENT if partial else HTTPStatus.OK
    response = web.StreamResponse(status=status, headers=headers)
    try:
        await response.prepare(request)
        async for chunk in reader.chunks():
            await response.write(chunk)
        await response.write_eof()
    except StorageError:
        log.warning("the store failed under way", request_id=request_id, key=reader.info.key)
        _cut(request)
    except ConnectionError:
        log.debug("the client went away", request_id=request_id)
    return response


def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()
