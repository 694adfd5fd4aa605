"""Loading: a remote file on its way in, within bounds of time, bytes and redirects."""

import asyncio
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import aiohttp
from aiohttp import hdrs
from yarl import URL

from gateway.api.spool import Spool
from gateway.errors import BadRequest
from gateway.remote.connecting import CheckedConnector, CheckedResolver
from gateway.remote.errors import Gone, Unfit, Unreachable
from gateway.remote.guard import Guard
from gateway.settings import GatewaySettings

#: Bytes read at once, and held for a reader that is slower than the network.
PIECE: Final = 64 * 1024

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_GONE: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_LONGEST_TAG: Final = 400


@dataclass(frozen=True, slots=True)
class Origin:
    """What a server said by which it tells whether a file has changed: ETag, Last-Modified."""

    etag: str = ""
    modified: str = ""

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for the file only where it has changed (RFC 9110, section 13.1)."""
        named = {hdrs.IF_NONE_MATCH: self.etag, hdrs.IF_MODIFIED_SINCE: self.modified}
        return {name: value for name, value in named.items() if value}


class Loader:
    """Asks remote servers for files. Every hop of a redirect is checked like the first URL."""

    def __init__(self, settings: GatewaySettings, guard: Guard) -> None:
        self._settings = settings
        self._guard = guard
        self._resolver = CheckedResolver(guard)
        self._session: aiohttp.ClientSession | None = None

    async def load(self, text: str, file: Spool, known: Origin = Origin()) -> Origin | None:
        """Write a remote file into a spool; None if it is still the one that is known.

        Raises Unreachable, Gone, Unfit; TryLater where the spool has no room.
        """
        seconds = self._settings.fetch_seconds
        try:
            async with asyncio.timeout(seconds):
                return await self._follow(text, file, known)
        except TimeoutError as error:
            raise Unfit(f"it takes longer than {seconds:g} seconds") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise Unreachable(f"{type(error).__name__}: {error}") from error

    async def close(self) -> None:
        """Let go of connections."""
        if self._session is not None:
            await self._session.close()
        await self._resolver.close()

    async def _follow(self, text: str, file: Spool, known: Origin) -> Origin | None:
        url = self._guard.check_url(text)
        for _ in range(self._settings.fetch_redirects + 1):
            async with self._sessions().get(
                url, headers=known.conditions, allow_redirects=False
            ) as answer:
                if answer.status not in _REDIRECTS:
                    return await self._taken(answer, file, known)
                url = self._guard.check_url(str(_next(url, answer)))
        raise Unreachable(f"it redirects more than {self._settings.fetch_redirects} times")

    async def _taken(
        self, answer: aiohttp.ClientResponse, file: Spool, known: Origin
    ) -> Origin | None:
        if answer.status == HTTPStatus.NOT_MODIFIED and known.conditions:
            return None
        if answer.status in _GONE:
            raise Gone(f"its server answers {answer.status}")
        if answer.status != HTTPStatus.OK:
            raise Unreachable(f"its server answers {answer.status}")
        if answer.headers.get(hdrs.CONTENT_ENCODING, "identity").strip().lower() != "identity":
            raise Unfit("its server sends it encoded, though asked not to")
        if (answer.content_length or 0) > file.limit:
            raise Unfit(f"File size too large. Maximum is {file.limit} bytes")
        async for piece in answer.content.iter_chunked(PIECE):
            try:
                await file.write(piece)
            except BadRequest as error:
                raise Unfit(error.reason) from error
        if not file.size:
            raise Unfit("it is empty")
        return Origin(_kept(answer, hdrs.ETAG), _kept(answer, hdrs.LAST_MODIFIED))

    def _sessions(self) -> aiohttp.ClientSession:
        if self._session is None:
            # Nothing is remembered between requests, no proxy or password file is looked for, and
            # nothing is unpacked: how many bytes a packed file has is known too late.
            self._session = aiohttp.ClientSession(
                connector=CheckedConnector(self._guard, self._resolver),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None, connect=None),
                trust_env=False,
                auto_decompress=False,
                read_bufsize=PIECE,
                headers={
                    hdrs.USER_AGENT: self._settings.fetch_user_agent,
                    hdrs.ACCEPT: "image/*,*/*;q=0.8",
                    hdrs.ACCEPT_ENCODING: "identity",
                },
            )
        return self._session


def _next(url: URL, answer: aiohttp.ClientResponse) -> URL:
    """Give the URL that a redirect names. Raises Unreachable, ValueError."""
    location = answer.headers.get(hdrs.LOCATION, "")
    if not location or "\\" in location:
        raise Unreachable("it redirects to nowhere")
    return url.join(URL(location))


def _kept(answer: aiohttp.ClientResponse, name: str) -> str:
    value = answer.headers.get(name, "")
    return value if len(value) <= _LONGEST_TAG and value.isprintable() else ""
