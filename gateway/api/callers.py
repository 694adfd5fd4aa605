"""Callers: reading an API call together with the proof of who makes it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import hdrs, web

from gateway.access import Access
from gateway.api.form import Form, read_form
from gateway.errors import BadRequest

#: Asset types of the vendor's API.
ASSET_TYPES = frozenset({"image", "video", "raw", "auto"})


class Callers:
    """Lets in calls that are signed, or that carry Basic credentials."""

    def __init__(self, access: Access, max_file: int) -> None:
        """max_file: bytes that an uploaded file may have."""
        self._access = access
        self._max_file = max_file

    @asynccontextmanager
    async def form(self, request: web.Request) -> AsyncIterator[Form]:
        """Read an upload API call. Raises Unauthorised, BadRequest.

        Credentials in a header are checked before the body is read.
        """
        self._access.check_cloud(request.match_info["cloud"])
        header = request.headers.get(hdrs.AUTHORIZATION)
        if header is not None:
            self._access.check_basic(header)
        async with read_form(request, self._max_file) as form:
            if header is None:
                self._access.check_signed(form.parameters)
            yield form

    def check_admin(self, request: web.Request) -> None:
        """Check an Admin API call, which always carries Basic credentials. Raises Unauthorised."""
        self._access.check_cloud(request.match_info["cloud"])
        self._access.check_basic(request.headers.get(hdrs.AUTHORIZATION, ""))


def check_image(request: web.Request, others: frozenset[str] = frozenset()) -> None:
    """Refuse asset types that are not built. Raises BadRequest."""
    asset_type = request.match_info["asset_type"]
    if asset_type == "image" or asset_type in others:
        return
    if asset_type in ASSET_TYPES:
        raise BadRequest(f"Resource type {asset_type} is not supported yet")
    raise BadRequest(f"Unknown resource type {asset_type[:40]!r}")
