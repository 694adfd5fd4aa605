"""Scripts that run inside Redis: each is one step that no other process sees half done.

Each stands beside what runs it, and documents at its head every key that it touches.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import NoScriptError


@dataclass(frozen=True, slots=True)
class Script:
    """A Lua script, sent once to each server and then named by its digest."""

    source: str

    async def run(
        self, redis: Redis, keys: Sequence[str], values: Sequence[str | bytes | int]
    ) -> Any:
        """Run it; gives what it returns."""
        digest = hashlib.sha1(self.source.encode(), usedforsecurity=False).hexdigest()
        try:
            return await redis.evalsha(digest, len(keys), *keys, *values)
        except NoScriptError:
            return await redis.eval(self.source, len(keys), *keys, *values)
