"""One asking for many askers, within this process."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class SingleFlight(Generic[Key, Value]):
    """Lets those who ask for the same thing at the same time share one answer, or one failure.

    The first one asks for all. Should it be cancelled, the next one asks.
    """

    def __init__(self) -> None:
        self._flights: dict[Key, asyncio.Future[Value]] = {}

    async def run(
        self,
        key: Key,
        ask: Callable[[], Awaitable[Value]],
        keep: Callable[[Value], None] | None = None,
    ) -> Value:
        """Give the answer under way for ``key``, or ask. Raises what ``ask`` raises.

        ``keep`` is told the answer, unless the key has been forgotten meanwhile.
        """
        while (flight := self._flights.get(key)) is not None:
            try:
                return await asyncio.shield(flight)
            except asyncio.CancelledError:
                if not flight.cancelled() or _being_cancelled():
                    raise
        return await self._lead(key, ask, keep)

    def forget(self, key: Key) -> None:
        """Let whoever asks from now on ask anew: what is under way may be out of date."""
        self._flights.pop(key, None)

    def forget_everything(self) -> None:
        """Forget all that is under way."""
        self._flights.clear()

    def under_way(self, key: Key) -> bool:
        """Whether somebody is asking, and has not been forgotten."""
        return key in self._flights

    async def _lead(
        self, key: Key, ask: Callable[[], Awaitable[Value]], keep: Callable[[Value], None] | None
    ) -> Value:
        flight = self._flights[key] = asyncio.get_running_loop().create_future()
        try:
            answer = await ask()
        except asyncio.CancelledError:
            flight.cancel()
            raise
        except Exception as error:
            flight.set_exception(error)
            flight.exception()  # looked at: nobody else may be waiting for it
            raise
        else:
            flight.set_result(answer)
            if keep is not None and self._flights.get(key) is flight:
                keep(answer)
            return answer
        finally:
            if self._flights.get(key) is flight:
                del self._flights[key]


def _being_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
