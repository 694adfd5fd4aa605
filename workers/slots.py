"""Slots: how many jobs one pool of worker threads does at a time."""

import threading


class Slots:
    """Free slots, handed to whoever waits with the lowest rank.

    Consumers take a slot before they fetch a message, and give it back when the message is over.
    So a process never holds a job that it cannot begin at once: others may have it.
    """

    def __init__(self, count: int) -> None:
        self._changed = threading.Condition()
        self._free = count
        self._waiting: set[int] = set()
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many wait for a slot."""
        with self._changed:
            return len(self._waiting)

    def take(self, rank: int, timeout: float) -> bool:
        """Take a slot, waiting for one at most ``timeout`` seconds; tell whether there was one.

        ``rank`` is the caller's own: of all that wait, the lowest comes first.
        """
        with self._changed:
            self._waiting.add(rank)
            try:
                taken = self._changed.wait_for(lambda: self._may_take(rank), timeout)
                self._free -= taken
            finally:
                self._waiting.discard(rank)
                self._changed.notify_all()
        return taken

    def give_back(self) -> None:
        """Let the next one have the slot; or open one more."""
        with self._changed:
            self._free += 1
            self._changed.notify_all()

    def close(self) -> None:
        """Hand out no more: the process is about to end."""
        with self._changed:
            self._closed = True

    def _may_take(self, rank: int) -> bool:
        return not self._closed and self._free > 0 and rank == min(self._waiting)
