"""Conditional requests (RFC 9110, section 13): what is answered without sending the body."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from aiohttp import hdrs, web


def quoted(tag: str) -> str:
    """Write a strong ETag as headers do."""
    return f'"{tag}"'


def known_already(request: web.Request, tag: str) -> bool:
    """Tell from a strong ETag alone whether the client has this representation.

    ``*`` asks whether there is one at all: that waits until one has been found. So do requests
    with conditions that come before If-None-Match.
    """
    headers = request.headers
    known = headers.get(hdrs.IF_NONE_MATCH)
    if known is None or hdrs.IF_MATCH in headers or hdrs.IF_UNMODIFIED_SINCE in headers:
        return False
    return known == quoted(tag) or _named(request, tag)


def any_asked(headers: Mapping[str, str]) -> bool:
    """Whether a request has conditions, If-Range apart. Most have none: this is quick."""
    return (
        hdrs.IF_NONE_MATCH in headers
        or hdrs.IF_MODIFIED_SINCE in headers
        or hdrs.IF_MATCH in headers
        or hdrs.IF_UNMODIFIED_SINCE in headers
    )


def need_the_object(request: web.Request) -> bool:
    """Whether conditions are left that ask whether something is stored, and when it was."""
    headers = request.headers
    if any(name in headers for name in (hdrs.IF_MATCH, hdrs.IF_UNMODIFIED_SINCE, hdrs.IF_RANGE)):
        return True
    known = headers.get(hdrs.IF_NONE_MATCH)
    return hdrs.IF_MODIFIED_SINCE in headers if known is None else known.strip() == "*"


def verdict(request: web.Request, tag: str, modified: datetime) -> HTTPStatus | None:
    """Evaluate all conditions once the representation is at hand: 304, 412, or None to go on."""
    headers = request.headers
    if not any_asked(headers):
        return None
    modified = modified.replace(microsecond=0)
    if hdrs.IF_MATCH in headers:
        if not _matches(request, tag):
            return HTTPStatus.PRECONDITION_FAILED
    elif (until := request.if_unmodified_since) is not None and modified > until:
        return HTTPStatus.PRECONDITION_FAILED
    if (known := headers.get(hdrs.IF_NONE_MATCH)) is not None:
        same = known.strip() == "*" or _named(request, tag)
        return HTTPStatus.NOT_MODIFIED if same else None
    since = request.if_modified_since
    return HTTPStatus.NOT_MODIFIED if since is not None and modified <= since else None


def range_applies(request: web.Request, tag: str, modified: datetime) -> bool:
    """Whether a Range header counts: If-Range is absent, or names this very representation.

    A weak ETag never does, nor a date other than exactly that of the last change.
    """
    known = request.headers.get(hdrs.IF_RANGE)
    if known is None:
        return True
    known = known.strip()
    if known.endswith('"'):
        return known == quoted(tag)
    try:
        date = parsedate_to_datetime(known)
    except ValueError:
        return False
    return date.replace(tzinfo=date.tzinfo or UTC) == modified.replace(microsecond=0)


def _named(request: web.Request, tag: str) -> bool:
    """Weak comparison, as If-None-Match asks."""
    return any(known.value == tag for known in request.if_none_match or ())


def _matches(request: web.Request, tag: str) -> bool:
    """Strong comparison, as If-Match asks; what is there matches ``*``."""
    return any(
        known.value == "*" or (known.value == tag and not known.is_weak)
        for known in request.if_match or ()
    )
