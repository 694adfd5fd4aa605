"""Endpoints: how every API call is received and answered, and how refusals are worded."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Final

import structlog
from aiohttp import hdrs, web

from gateway.answers import request_ids
from gateway.api.errors import NoSuchRoute, WrongMethod
from gateway.errors import GatewayError, Refused, Unauthorised
from gateway.refusals import refusal_of
from planner.errors import PlannerError
from storage.errors import StorageError

#: Answers a call: the value becomes JSON.
Handler = Callable[[web.Request], Awaitable[Mapping[str, object]]]
#: Headers of an answer, beside those that all answers carry.
HeaderSource = Callable[[], Mapping[str, str]]

REQUEST_ID: Final = "X-Request-Id"
_ALWAYS: Final = MappingProxyType(
    {hdrs.CACHE_CONTROL: "no-store", "X-Content-Type-Options": "nosniff"}
)
log = structlog.get_logger(__name__)


class Endpoints:
    """Makes aiohttp handlers of ours: JSON out, every refusal answered in one shape."""

    def __init__(self) -> None:
        self._next_id = request_ids()

    def route(
        self, path: str, handlers: Mapping[str, Handler], headers: HeaderSource = dict
    ) -> web.RouteDef:
        """Route a path to the handler of each method that it takes; other methods are refused.

        GET answers HEAD as well. headers: asked for after the handler has run.
        """
        takes = dict(handlers)
        if hdrs.METH_GET in takes:
            takes[hdrs.METH_HEAD] = takes[hdrs.METH_GET]
        refuse = _refusing(WrongMethod(", ".join(handlers)))

        async def answer(request: web.Request) -> web.Response:
            return await self._answer(request, takes.get(request.method, refuse), headers)

        return web.route(hdrs.METH_ANY, path, answer)

    def unknown(self, path: str) -> web.RouteDef:
        """Route what nothing else takes."""
        refuse = _refusing(NoSuchRoute("There is no such API path"))

        async def answer(request: web.Request) -> web.Response:
            return await self._answer(request, refuse, dict)

        return web.route(hdrs.METH_ANY, path, answer)

    async def _answer(
        self, request: web.Request, handler: Handler, headers: HeaderSource
    ) -> web.Response:
        request_id = self._next_id()
        status, said, extra = await _outcome(request, handler, request_id)
        everything = {**_ALWAYS, REQUEST_ID: request_id, **headers(), **extra}
        return web.json_response(said, status=status, headers=everything)


async def _outcome(
    request: web.Request, handler: Handler, request_id: str
) -> tuple[int, Mapping[str, object], Mapping[str, str]]:
    try:
        return 200, await handler(request), {}
    except (GatewayError, PlannerError, StorageError) as error:
        if isinstance(error, StorageError):
            log.warning("api.unavailable", request_id=request_id, reason=str(error))
        refused = refusal_of(error) or Refused(f"Internal error; request {request_id}")
    except Exception:
        log.exception("api.failed", request_id=request_id, path=request.path)
        refused = Refused(f"Internal error; request {request_id}")
    return refused.status, _error(refused.reason), _headers_of(refused)


def _refusing(refused: Refused) -> Handler:
    async def refuse(_request: web.Request) -> Mapping[str, object]:
        raise refused

    return refuse


def _headers_of(refused: Refused) -> dict[str, str]:
    if refused.retry_after is not None:
        return {hdrs.RETRY_AFTER: str(refused.retry_after)}
    if isinstance(refused, WrongMethod):
        return {hdrs.ALLOW: refused.allowed}
    if isinstance(refused, Unauthorised):
        return {hdrs.WWW_AUTHENTICATE: 'Basic realm="Darkroom"'}
    return {}


def _error(message: str) -> dict[str, object]:
    return {"error": {"message": message}}
