"""One job's exchange with a child: its needs are answered, its time and memory are watched."""

import time
from collections.abc import Callable
from types import MappingProxyType
from typing import Final

from workers.child.handle import ChildHandle
from workers.child.protocol import (
    Done,
    Failed,
    FailureKind,
    Fields,
    Have,
    Message,
    Missing,
    Need,
    NeedKind,
    Refused,
    Request,
)
from workers.child.settings import ChildSettings
from workers.child.shared_bytes import SharedBytes
from workers.errors import ChildCrashed, DeadlineExceeded, MemoryExceeded, RenderRefused

#: Seconds between two looks at a child's memory.
_LOOK_SECONDS: Final = 0.05
#: Threads of a child: Python's, libvips's, an encoder's.
_MOST_THREADS: Final = 64
#: Needs of one job: its source, its scratch, a layer or font for each of its components.
_MOST_NEEDS: Final = 1000
_REFUSALS: Final = range(400, 600)

_FAILURES: Final = MappingProxyType(
    {
        FailureKind.DEADLINE: DeadlineExceeded,
        FailureKind.UNFORESEEN: ChildCrashed,
    }
)

#: Bytes to lend; shared bytes stay the lender's to close.
Lent = bytes | bytearray | memoryview | SharedBytes
#: Finds a layer, font or model, in so many seconds; None when there is none.
Resolve = Callable[[Need, float], Lent | None]


class Exchange:
    """One job. ``original`` is lent as its source, everything else is asked of ``resolve``.

    ``deadline`` is a moment by ``time.monotonic``.
    """

    def __init__(
        self,
        child: ChildHandle,
        settings: ChildSettings,
        original: Lent,
        resolve: Resolve,
        deadline: float,
    ) -> None:
        self._child = child
        self._settings = settings
        self._original = original
        self._resolve = resolve
        self._deadline = deadline
        self._next_look = time.monotonic() + _LOOK_SECONDS
        self._result: SharedBytes | None = None

    def run(self, request: Request) -> tuple[Fields, bytes | None]:
        """Have a job done; give the fields of its answer, and its bytes if it delivered any.

        Raises RenderRefused and ChildFailed; Unavailable when there is no room to lend.
        """
        try:
            self._child.tell(request)
            for _ in range(_MOST_NEEDS):
                message = self._next()
                if not isinstance(message, Need):
                    return self._concluded(message)
                self._supply(message)
            raise self._child.broken(f"has more than {_MOST_NEEDS} needs")
        finally:
            if self._result is not None:
                self._result.close()

    def _next(self) -> Message:
        """Wait for a message. Raises DeadlineExceeded, MemoryExceeded, ChildCrashed."""
        while True:
            now = time.monotonic()
            if now >= self._deadline:
                raise DeadlineExceeded(f"render child {self._child.pid} took too long")
            if now >= self._next_look:
                self._look()
                self._next_look = now + _LOOK_SECONDS
            if self._child.wait(min(self._next_look, self._deadline) - now):
                return self._child.hear()

    def _look(self) -> None:
        used = self._child.usage()
        if used.resident > self._settings.resident_bytes:
            raise self._too_large(f"took {used.resident} bytes")
        if used.threads > _MOST_THREADS:
            raise ChildCrashed(f"render child {self._child.pid} has {used.threads} threads")

    def _too_large(self, description: str) -> MemoryExceeded:
        told = f"render child {self._child.pid}: {description}"
        return MemoryExceeded(told, self._settings.resident_bytes)

    def _supply(self, need: Need) -> None:
        if need.kind is NeedKind.SCRATCH:
            self._make_room(need.size)
            return
        if need.kind is NeedKind.SOURCE:
            lent: Lent | None = self._original
        else:
            lent = self._resolve(need, self._deadline - time.monotonic())
        match lent:
            case None:
                self._child.tell(Missing())
            case SharedBytes():
                self._child.tell(Have(lent.size), lent.descriptor)
            case _:
                with SharedBytes.holding(lent, self._settings.scratch) as held:
                    self._child.tell(Have(held.size), held.descriptor)

    def _make_room(self, size: int) -> None:
        if self._result is not None:
            raise self._child.broken("asked for scratch twice")
        if size < 1:
            raise self._child.broken(f"asked for {size} bytes of scratch")
        if size > self._settings.result_bytes:
            self._child.tell(Missing())
            return
        self._result = SharedBytes.empty(size, self._settings.scratch)
        self._child.tell(Have(size), self._result.descriptor)

    def _concluded(self, message: Message) -> tuple[Fields, bytes | None]:
        match message:
            case Done(fields):
                return fields, self._delivered()
            case Refused(status, text) if status in _REFUSALS:
                raise RenderRefused(status, text)
            case Failed(FailureKind.MEMORY, description):
                raise self._too_large(description)
            case Failed(kind, description):
                raise _FAILURES[kind](f"render child {self._child.pid}: {description}")
            case _:
                raise self._child.broken(f"said {type(message).__name__}")

    def _delivered(self) -> bytes | None:
        if self._result is None:
            return None
        try:
            return self._result.read_once()
        except ValueError as error:
            raise self._child.broken(str(error)) from error
