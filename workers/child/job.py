"""A job as the child sees it: what is asked, where its bytes come from, where they go."""

from collections.abc import Callable

from workers.child.channel import Channel
from workers.child.protocol import Fields, Have, Missing, Need, NeedKind, Request
from workers.child.shared_bytes import borrowed, fill
from workers.errors import RenderRefused


class Job:
    """One request, and the supervisor to ask for what it needs."""

    def __init__(self, request: Request, channel: Channel) -> None:
        self.request = request
        self._channel = channel

    def source(self) -> memoryview:
        """Give the original's bytes."""
        source = self.fetch(NeedKind.SOURCE)
        if source is None:
            raise LookupError("the supervisor has no source for this job")
        return source

    def fetch(self, kind: NeedKind, key: str = "") -> memoryview | None:
        """Give the bytes that the supervisor has under a key, mapped for reading, or None."""
        lent = self._ask(Need(kind, key))
        return None if lent is None else borrowed(*lent)

    def deliver(self, data: bytes | memoryview) -> None:
        """Hand the result over. Raises RenderRefused when it is longer than results may be."""
        lent = self._ask(Need(NeedKind.SCRATCH, size=len(data)))
        if lent is None:
            raise RenderRefused(400, f"The result is too large: {len(data)} bytes")
        fill(lent[0], data)

    def _ask(self, need: Need) -> tuple[int, int] | None:
        self._channel.send(need)
        answer, descriptor = self._channel.receive_with_descriptor()
        if isinstance(answer, Have) and descriptor is not None:
            return descriptor, answer.size
        if isinstance(answer, Missing):
            return None
        raise ValueError(f"{answer} is no answer to {need}")


#: What does a child's jobs: it gives the fields of Done. Raises RenderRefused, TransformationError.
Serve = Callable[[Job], Fields]
