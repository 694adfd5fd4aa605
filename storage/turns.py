"""Turns: of all processes that want to do the same thing, one does it while the others wait."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from storage.errors import Unavailable
from storage.redis_link import RedisLink
from storage.scripts import Script

LEAVE: Final = Script("""
-- Give a turn up, if it is still one's own.
-- KEYS[1] darkroom:fetch:<hash>    string, deleted
-- ARGV    who had it
if redis.call("get", KEYS[1]) == ARGV[1] then
    redis.call("del", KEYS[1])
end
""")


class Turns:
    """Gives out turns, by Redis. While that does not answer everybody has one."""

    def __init__(self, link: RedisLink) -> None:
        self._link = link

    @asynccontextmanager
    async def take(self, key: str, seconds: int) -> AsyncIterator[bool]:
        """Tell whether it is one's turn; others have to wait until it is left, or for seconds."""
        holder = secrets.token_hex(8)
        try:
            mine = bool(
                await self._link.run(lambda redis: redis.set(key, holder, nx=True, ex=seconds))
            )
        except Unavailable:
            mine = True
        try:
            yield mine
        finally:
            if mine:
                with suppress(Unavailable):
                    await self._link.run(lambda redis: LEAVE.run(redis, [key], [holder]))
