"""Remote files as uploads: ``file`` is a URL, and what is behind it is taken in its place."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

import structlog

from gateway.api.spool import Spool
from gateway.errors import BadRequest
from gateway.remote.errors import NotLoaded, told
from gateway.remote.guard import Guard
from gateway.remote.loading import Loader
from gateway.settings import GatewaySettings

#: Characters of a URL.
LONGEST_URL: Final = 2048

log = structlog.get_logger(__name__)


class RemoteFiles:
    """Fetches files for calls whose caller is known: with the guard of what anybody may fetch."""

    def __init__(self, settings: GatewaySettings) -> None:
        self._most = settings.max_upload_bytes
        self._loader = Loader(settings, Guard(settings))

    @asynccontextmanager
    async def fetched(self, url: str) -> AsyncIterator[Spool]:
        """Give a remote file, which is gone when the context is left. Raises BadRequest."""
        async with Spool(self._most) as file:
            try:
                await self._loader.load(url, file)
            except NotLoaded as error:
                log.info("a remote file was not taken", url=url, reason=str(error))
                raise BadRequest(told(url, error)) from error
            yield file

    async def close(self) -> None:
        """Let go of connections."""
        await self._loader.close()


def checked_url(written: bytes) -> str:
    """Read a URL as an upload gives it. Raises BadRequest for what is not fetched."""
    url = written.decode(errors="replace").strip()
    if not url.lower().startswith(("http://", "https://")):
        scheme = url.partition(":")[0]
        raise BadRequest(f"file given as an {scheme} URL is not supported; expected http or https")
    if len(url) > LONGEST_URL:
        raise BadRequest(f"file given as a URL is too long; at most {LONGEST_URL} characters")
    return url


def name_in(url: str) -> str:
    """Give the name that a URL's file has."""
    try:
        return PurePosixPath(unquote(urlsplit(url).path)).name or "file"
    except ValueError:
        return "file"
