"""The link to Redis of an asynchronous process: quick to fail, and mends itself.

Redis holds nothing that cannot be lost, so nobody waits long for it. After a few
failures in a row the rest is refused without asking, but for a trial now and then.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from redis import exceptions
from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from storage.breaker import Breaker
from storage.errors import Unavailable
from storage.patience import patience
from storage.settings import REDIS_SECONDS

#: Connections of a process: many, since a command takes a fraction of a millisecond.
CONNECTIONS: Final = 32

_REFUSALS: Final = (
    exceptions.ConnectionError,
    exceptions.TimeoutError,
    exceptions.OutOfMemoryError,
    exceptions.ReadOnlyError,
    OSError,
    TimeoutError,
)


class RedisLink:
    """Runs commands. Belongs to the event loop that first uses it."""

    def __init__(self, url: str, *, command_seconds: float = REDIS_SECONDS) -> None:
        """command_seconds: for a command, with connecting and waiting for a free connection."""
        self._seconds = command_seconds
        self._breaker = Breaker()
        pool = BlockingConnectionPool.from_url(
            url,
            max_connections=CONNECTIONS,
            # Waiting for a free connection counts into the patience with the whole command; the
            # pool's own time-out would take this process's slowness for the server's.
            timeout=None,
            # A server that was restarted has closed idle connections: once more, on a new one.
            # Every script of ours may run twice.
            retry=Retry(NoBackoff(), 1, (exceptions.ConnectionError,)),
            # Its own time-out may swallow ours, when it is cancelled just as the answer comes.
            socket_timeout=None,
            socket_connect_timeout=None,
            protocol=2,
            driver_info=None,
        )
        self._client = Redis.from_pool(pool)

    async def run(self, command: Callable[[Redis], Awaitable[Any]]) -> Any:
        """Run one command, or one pipeline. Raises Unavailable."""
        if not self._breaker.admits():
            raise Unavailable("Redis does not answer")
        try:
            async with patience(self._seconds):
                result = await command(self._client)
        except _REFUSALS as error:
            self._breaker.failed()
            raise Unavailable(f"Redis: {error or type(error).__name__}") from error
        self._breaker.succeeded()
        return result

    async def ping(self) -> None:
        """Ask for a sign of life. Raises Unavailable."""
        await self.run(lambda redis: redis.ping())

    async def close(self) -> None:
        """Let go of connections."""
        await self._client.aclose()
