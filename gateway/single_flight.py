"""One asking for many askers, within this process."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class SingleFlight(Generic[Key, Value]):
    """Lets those who ask for the same thing at the same time share one answer, or one failure.

    What is asked goes on when the client that asked first goes away.
    """

    def __init__(self) -> None:
        self._flights: dict[Key, asyncio.Task[Value]] = {}

    async def run(self, key: Key, ask: Callable[[], Awaitable[Value]]) -> Value:
        """Give the answer under way for ``key``, or ask. Raises what ``ask`` raises."""
        flight = self._flights.get(key)
        if flight is None or flight.done():
            flight = asyncio.ensure_future(_asked(ask))
            self._flights[key] = flight
            flight.add_done_callback(lambda done: self._land(key, done))
        return await asyncio.shield(flight)

    def forget(self, key: Key) -> None:
        """Let whoever asks from now on ask anew: what is under way may be out of date."""
        self._flights.pop(key, None)

    def forget_everything(self) -> None:
        """Forget all that is under way."""
        self._flights.clear()

    def under_way(self, key: Key) -> bool:
        """Whether somebody is asking, and has not been forgotten."""
        return key in self._flights

    def is_current(self, key: Key) -> bool:
        """Whether the answer that the caller works on has not been forgotten meanwhile."""
        return self._flights.get(key) is asyncio.current_task()

    def _land(self, key: Key, flight: asyncio.Task[Value]) -> None:
        if self._flights.get(key) is flight:
            del self._flights[key]
        if not flight.cancelled():
            flight.exception()  # looked at, so that a failure nobody waits for is not reported


async def _asked(ask: Callable[[], Awaitable[Value]]) -> Value:
    return await ask()
