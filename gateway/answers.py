"""Delivery's answers: the headers that all of them carry, and those that refuse."""

import itertools
import json
import secrets
from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from aiohttp import hdrs, web
from multidict import CIMultiDict, istr

from gateway.errors import Refused, RenderPending, ResourceNotFound
from gateway.freshness import NO_STORE, NOT_FOUND

REQUEST_ID: Final = istr("X-Request-Id")
REASON: Final = istr("X-Cld-Error")
PREFERENCE_APPLIED: Final = istr("Preference-Applied")

#: On every answer: nobody guesses at its type, and scripts of any page may read it and its headers.
EVERYWHERE: Final = (
    (hdrs.SERVER, "Darkroom"),
    (istr("X-Content-Type-Options"), "nosniff"),
    (hdrs.ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (
        hdrs.ACCESS_CONTROL_EXPOSE_HEADERS,
        "X-Cld-Error, X-Request-Id, ETag, Content-Length, Content-Range, Retry-After",
    ),
)
#: Characters of a reason that a header carries at most.
LONGEST_REASON: Final = 1000
#: What stands in a header as it is: visible ASCII and the space. The rest is percent-encoded UTF-8.
_VISIBLE: Final = " " + "".join(chr(code) for code in range(0x21, 0x7F))

METHODS: Final = "GET, HEAD, OPTIONS"


def request_ids() -> Callable[[], str]:
    """Give a source of identifiers: unique in the fleet, and cheap."""
    process, numbers = secrets.token_hex(6), itertools.count(1)
    return lambda: f"{process}-{next(numbers):x}"


def header_safe(reason: str) -> str:
    """Write a sentence so that a header can carry it, whatever the client sent is in it."""
    return quote(reason[:LONGEST_REASON], safe=_VISIBLE, errors="replace")


def refusal(refused: Refused, request_id: str) -> web.Response:
    """Answer with a reason; the body is empty, but for what is pending."""
    headers = CIMultiDict(EVERYWHERE)
    headers[REQUEST_ID] = request_id
    headers[REASON] = header_safe(refused.reason)
    headers[hdrs.CACHE_CONTROL] = NOT_FOUND if isinstance(refused, ResourceNotFound) else NO_STORE
    if refused.retry_after is not None:
        headers[hdrs.RETRY_AFTER] = str(refused.retry_after)
    if not isinstance(refused, RenderPending):
        return web.Response(status=refused.status, headers=headers)
    if refused.applied:
        headers[PREFERENCE_APPLIED] = refused.applied
    headers[hdrs.CONTENT_TYPE] = "application/json"
    return web.Response(status=refused.status, headers=headers, body=_pending(refused))


def other_method(method: str, request_id: str) -> web.Response:
    """Answer what is neither GET nor HEAD: pages may ask OPTIONS first; the rest is 405."""
    headers = CIMultiDict(EVERYWHERE)
    headers[REQUEST_ID] = request_id
    headers[hdrs.ALLOW] = METHODS
    if method != hdrs.METH_OPTIONS:
        headers[REASON] = f"Delivery answers {METHODS} only"
        headers[hdrs.CACHE_CONTROL] = NO_STORE
        return web.Response(status=405, headers=headers)
    headers[hdrs.ACCESS_CONTROL_ALLOW_METHODS] = METHODS
    headers[hdrs.ACCESS_CONTROL_ALLOW_HEADERS] = "Range, If-Range, If-None-Match, Prefer"
    headers[hdrs.ACCESS_CONTROL_MAX_AGE] = "86400"
    return web.Response(status=204, headers=headers)


def _pending(pending: RenderPending) -> bytes:
    return json.dumps(
        {
            "status": "pending",
            "fingerprint": pending.fingerprint,
            "transformation": pending.transformation,
            "retry_after": pending.retry_after,
        }
    ).encode()
