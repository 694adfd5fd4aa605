"""Connecting to remote servers: to no other address than one that has been checked.

A name is resolved once for each connection. If one of its addresses must not be asked, none is; a
socket is made for checked addresses only; and once connected, the peer's address is checked before
anything is said. So a name that changes its mind gains nothing.
"""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from aiohttp import ClientRequest, ClientTimeout, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import Connection
from aiohttp.tracing import Trace

from gateway.remote.guard import Guard, RefusedAddress

#: Names resolved at a time, in threads of their own: a server that names things slowly must not
#: keep others from theirs.
RESOLVING: Final = 8
#: Connections open at a time.
CONNECTIONS: Final = 32


class CheckedResolver(AbstractResolver):
    """Resolves names with the system's resolver, and gives checked addresses only."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        self._threads = ThreadPoolExecutor(RESOLVING, "resolving")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Give the addresses of a name. Raises RefusedAddress where one must not be asked."""
        found = await asyncio.get_running_loop().run_in_executor(
            self._threads, _addresses, host, port, family
        )
        for result in found:
            self._guard.check_address(result["host"])
        return found

    async def close(self) -> None:
        """Let go of the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)


class CheckedConnector(TCPConnector):
    """Connects to checked addresses, for one request each."""

    def __init__(self, guard: Guard, resolver: CheckedResolver) -> None:
        """resolver: whoever made it closes it."""
        self._guard = guard
        super().__init__(
            resolver=resolver,
            use_dns_cache=False,
            force_close=True,
            limit=CONNECTIONS,
            socket_factory=self._socket,
        )

    async def connect(
        self,
        req: ClientRequest,
        traces: list[Trace],
        timeout: ClientTimeout,  # noqa: ASYNC109 - the name that the overridden method has
    ) -> Connection:
        """Connect, and look who is there. Raises RefusedAddress."""
        connection = await super().connect(req, traces, timeout)
        transport = connection.transport
        peer = None if transport is None else transport.get_extra_info("peername")
        try:
            self._guard.check_address(str(peer[0]) if peer else "")
        except RefusedAddress:
            connection.close()
            raise
        return connection

    def _socket(self, address: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, place = address
        self._guard.check_address(place[0])
        return socket.socket(family, kind, protocol)


def _addresses(host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult]:
    """Ask the system, which may take its time."""
    found = socket.getaddrinfo(
        host, port, family=family, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
    )
    return [
        ResolveResult(
            hostname=host,
            host=str(place[0]),
            port=int(place[1]),
            family=kind,
            proto=protocol,
            flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
        )
        for kind, _, protocol, _, place in found
    ]
