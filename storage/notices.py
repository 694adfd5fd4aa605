"""Notices: what other processes publish, over one connection that mends itself.

A notice may be lost while the connection is down. Listeners must not depend on one alone; they
are told when the connection is there again.
"""

import asyncio
import random
from collections.abc import Callable
from typing import Any, Final

import structlog
from redis import exceptions
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from storage.patience import patience

#: Seconds for connecting.
CONNECT_SECONDS: Final = 1.0
#: Seconds of silence after which the server is asked whether it is there; as many again, and the
#: connection is given up.
SILENCE_SECONDS: Final = 5.0
#: Seconds between attempts to connect, at most.
MOST_REST_SECONDS: Final = 1.0

Listener = Callable[[bytes], None]

_log = structlog.get_logger(__name__)


class Notices:
    """The subscription of a process. Add listeners, then `start` it in the loop they run in."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._listeners: dict[str, Listener] = {}
        self._resumed: list[Callable[[], None]] = []
        self._listening = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def on(self, channel: str, listener: Listener) -> None:
        """Have a listener called with each message of a channel. Add it before `start`."""
        if self._task is not None:
            raise RuntimeError("the subscription has begun")
        self._listeners[channel] = listener

    def on_resumed(self, listener: Callable[[], None]) -> None:
        """Have a listener called whenever the connection is made: notices may have been missed."""
        self._resumed.append(listener)

    @property
    def listening(self) -> bool:
        """Whether notices published now will arrive."""
        return self._listening.is_set()

    def start(self) -> None:
        """Begin to listen; does nothing if it has begun."""
        if self._task is None:
            self._task = asyncio.create_task(self._keep_listening(), name="notices")

    async def ready(self, seconds: float) -> bool:
        """Wait until it listens, for a time; tell whether it does."""
        self.start()
        if not self._listening.is_set():
            try:
                async with asyncio.timeout(seconds):
                    await self._listening.wait()
            except TimeoutError:
                return False
        return True

    async def close(self) -> None:
        """End the subscription."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _keep_listening(self) -> None:
        rest = 0.0
        while True:
            try:
                async with self._client() as client, client.pubsub() as pubsub:
                    await self._listen(pubsub)
            except (exceptions.RedisError, OSError, TimeoutError) as error:
                if self._listening.is_set():
                    _log.warning("notices lost their connection", error=str(error))
                    rest = 0.0
                self._listening.clear()
            await asyncio.sleep(rest * random.uniform(0.5, 1))  # noqa: S311 - spreads reconnections
            rest = min(MOST_REST_SECONDS, rest * 2 or 0.05)

    async def _listen(self, pubsub: PubSub) -> None:
        async with patience(CONNECT_SECONDS):
            await pubsub.subscribe(*self._listeners)
        asked = False
        while True:
            message = await pubsub.get_message(timeout=SILENCE_SECONDS)
            if message is None and asked:
                raise exceptions.TimeoutError("no sign of life")
            asked = message is None
            if message is None:
                async with patience(CONNECT_SECONDS):
                    await pubsub.ping()
            else:
                self._take(message)

    def _take(self, message: dict[str, Any]) -> None:
        if message["type"] == "subscribe" and message["data"] == len(self._listeners):
            self._listening.set()
            for listener in self._resumed:
                listener()
        elif message["type"] == "message":
            try:
                self._listeners[message["channel"].decode()](message["data"])
            except Exception:  # noqa: BLE001 - one listener's fault must not silence the others
                _log.exception("a notice was not understood", channel=message["channel"])

    def _client(self) -> Redis:
        return Redis.from_url(
            self._url,
            socket_connect_timeout=CONNECT_SECONDS,
            # Its own time-out may swallow a cancellation that comes together with a notice.
            socket_timeout=None,
            retry=Retry(NoBackoff(), 0),
            protocol=2,
            driver_info=None,
        )
