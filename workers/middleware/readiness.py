"""Readiness: a slot is open from the moment that its thread, and the thread's child, are ready."""

from typing import Any

from dramatiq import Middleware

from workers.slots import Slots


class Readiness(Middleware):
    """Opens slots. It comes first: `after` hooks run from the last to the first."""

    def __init__(self, slots: Slots) -> None:
        self._slots = slots

    def after_worker_thread_boot(self, *_thread: Any) -> None:
        """Open one slot."""
        self._slots.give_back()
