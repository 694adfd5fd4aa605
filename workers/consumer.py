"""Consumers: where worker threads' messages come from.

Both kinds block on a wake list while there is nothing to do, for at most the idle time-out, after
which they look anyway: a lost token costs a second, never a job. The time-out is also what lets
a thread see that it should stop, and what keeps this process's heartbeat going.
"""

import time
from collections.abc import Iterable, Sequence

from dramatiq import broker
from dramatiq.broker import MessageProxy
from dramatiq.common import current_millis

from workers.deliveries import Deliveries
from workers.slots import Slots


class Consumer(broker.Consumer):
    """Answers for messages; taking them is the business of each kind."""

    def __init__(self, deliveries: Deliveries, timeout: float) -> None:
        self._deliveries = deliveries
        self._timeout = timeout

    def ack(self, message: MessageProxy) -> None:
        """Tell Redis that a message is done with."""
        self._deliveries.ack(message)
        self._over([message])

    def nack(self, message: MessageProxy) -> None:
        """Move a message to the dead letters."""
        self._deliveries.nack(message)
        self._over([message])

    def requeue(self, messages: Iterable[MessageProxy]) -> None:
        """Put messages back: somebody else may begin them."""
        messages = list(messages)
        self._deliveries.requeue(messages)
        self._over(messages)

    def _over(self, messages: Sequence[MessageProxy]) -> None:
        """Hear that messages are not this process's any more."""


class SlotConsumer(Consumer):
    """Takes one message for each free slot, and waits for a slot while there is none."""

    def __init__(self, deliveries: Deliveries, timeout: float, slots: Slots, rank: int) -> None:
        super().__init__(deliveries, timeout)
        self._slots = slots
        self._rank = rank
        self._woken = False

    def __next__(self) -> MessageProxy | None:
        if not self._slots.take(self._rank, 0 if self._woken else self._timeout):
            self._pass_on()
            return None
        self._woken = False
        message = None
        try:
            message = next(iter(self._deliveries.fetch(1)), None)
        finally:
            if message is None:
                self._slots.give_back()
        if message is not None:
            return MessageProxy(message)
        self._woken = self._deliveries.wait(self._timeout)
        return None

    def _pass_on(self) -> None:
        """Another queue took the slot meanwhile: wake a consumer that has one free."""
        if self._woken:
            self._woken = False
            self._deliveries.wake_another()

    def _over(self, messages: Sequence[MessageProxy]) -> None:
        for _ in messages:
            self._slots.give_back()


class DelayConsumer(Consumer):
    """Takes delayed messages, of which Dramatiq keeps many, and wakes when the next is due."""

    def __init__(self, deliveries: Deliveries, timeout: float, prefetch: int) -> None:
        super().__init__(deliveries, timeout)
        self._prefetch = prefetch
        self._ready: list[MessageProxy] = []
        self._due: dict[str, float] = {}

    def __next__(self) -> MessageProxy | None:
        room = self._prefetch - len(self._due)
        if not self._ready and room > 0:
            self._ready = [MessageProxy(message) for message in self._deliveries.fetch(room)]
        if self._ready:
            message = self._ready.pop(0)
            self._due[message.message_id] = message.options.get("eta", 0)
            return message
        self._sleep(room)
        return None

    def _sleep(self, room: int) -> None:
        due = min(self._due.values(), default=float("inf"))
        seconds = min(self._timeout, max(0.001, (due - current_millis()) / 1000))
        if room > 0:
            self._deliveries.wait(seconds)
        else:
            time.sleep(seconds)

    def _over(self, messages: Sequence[MessageProxy]) -> None:
        for message in messages:
            self._due.pop(message.message_id, None)
