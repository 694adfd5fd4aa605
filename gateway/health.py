"""Whether the gateway lives, and whether it can serve."""

import asyncio
from collections.abc import Awaitable
from typing import Final

from aiohttp import web

from gateway.context import GatewayContext
from storage.errors import NotFound, StorageError
from storage.patience import patience

#: Seconds that a dependency has for its answer.
PATIENCE: Final = 1.0
#: A key under which nothing is ever stored: a store that says so is well.
_NOTHING: Final = "health/nothing"


class Health:
    """The two questions that orchestrators ask."""

    def __init__(self, context: GatewayContext) -> None:
        self._context = context

    async def live(self, _request: web.Request) -> web.Response:
        """Answer ``GET /health/live``: this process answers requests."""
        return web.json_response({"status": "live"})

    async def ready(self, _request: web.Request) -> web.Response:
        """Answer ``GET /health/ready``: 200 when store and Redis answer, else 503 naming which."""
        store, redis = await asyncio.gather(
            _answers(self._ask_store()), _answers(self._context.board.ping())
        )
        ready = store and redis
        return web.json_response(
            {"status": "ready" if ready else "not ready", "store": store, "redis": redis},
            status=200 if ready else 503,
            headers={"Cache-Control": "no-store"},
        )

    async def _ask_store(self) -> None:
        try:
            await self._context.store.head(_NOTHING)
        except NotFound:
            return


async def _answers(question: Awaitable[object]) -> bool:
    try:
        async with patience(PATIENCE):
            await question
    except (StorageError, TimeoutError):
        return False
    return True
