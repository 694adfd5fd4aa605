"""Children: each worker thread has a render child of its own; together they are a slot."""

import threading
from collections.abc import Callable
from typing import Any, Protocol

import structlog
from dramatiq import Middleware

from planner.facts import ContentFacts
from planner.jobs import Leaf
from workers.child.exchange import Lent, Resolve
from workers.child.protocol import Hello
from workers.child.results import ProbedOriginal, Rendered
from workers.errors import ChildFailed

_log = structlog.get_logger(__name__)


class Child(Protocol):
    """What actors need of `workers.child.process.RenderChild`."""

    def start(self) -> Hello:
        """Get ready. Raises ChildFailed."""
        ...

    def render(
        self,
        asset: ContentFacts,
        leaf: Leaf,
        original: Lent,
        deadline: float,
        resolve: Resolve = ...,
    ) -> Rendered:
        """Make a derived asset in so many seconds. Raises RenderRefused, ChildFailed."""
        ...

    def probe(self, original: Lent, deadline: float) -> ProbedOriginal:
        """Say what an original is. Raises RenderRefused, ChildFailed."""
        ...

    def close(self) -> None:
        """End."""
        ...


class Children(Middleware):
    """Starts a thread's child with the thread, and ends it with the thread."""

    def __init__(self, make: Callable[[], Child]) -> None:
        self._make = make
        self._here = threading.local()

    def after_worker_thread_boot(self, *_thread: Any) -> None:
        """Start the calling thread's child."""
        self._here.child = self._make()
        try:
            hello = self._here.child.start()
        except (ChildFailed, OSError) as error:
            # It tries again with the first job, which then says what is wrong.
            _log.exception("a render child did not start", error=str(error))
        else:
            _log.info("a render child is ready", missing_protections=hello.missing)

    def before_worker_thread_shutdown(self, *_thread: Any) -> None:
        """End the calling thread's child."""
        self.mine().close()

    def mine(self) -> Child:
        """Give the calling thread's child."""
        child: Child = self._here.child
        return child
