"""The render child of one slot: there is always one, ready or getting ready."""

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final, Self, TypeVar

from planner.facts import ContentFacts
from planner.jobs import Leaf
from workers.child.exchange import Exchange, Lent, Resolve
from workers.child.handle import ChildHandle
from workers.child.protocol import Fields, Hello, Need, ProbeRequest, RenderRequest, Request
from workers.child.results import ProbedOriginal, Rendered, probed, rendered
from workers.child.settings import ChildSettings
from workers.child.spawner import Spawner
from workers.errors import (
    ChildCrashed,
    ChildFailed,
    DeadlineExceeded,
    MemoryExceeded,
    RenderRefused,
)
from workers.executor.limits import Limits

#: Seconds that a child may take to get ready: it loads libvips, perhaps on a busy machine.
START_SECONDS: Final = 30.0

_Result = TypeVar("_Result")


def lend_nothing(need: Need, seconds: float) -> None:
    """Answer the needs of renders that have none but their source."""


class RenderChild:
    """Has jobs done by a child process, one at a time, and replaces it when it must.

    A child that failed is killed and its successor started at once. One that has served long
    enough serves on until its successor is ready, so that no job waits for a start. Threads that
    call at the same time take turns.
    """

    def __init__(self, spawner: Spawner, settings: ChildSettings) -> None:
        self._spawner = spawner
        self._settings = settings
        self._turn = threading.Lock()
        self._child: ChildHandle | None = None
        self._successor: ChildHandle | None = None

    def start(self) -> Hello:
        """Start the child and wait until it is ready; give its greeting.

        The greeting says which protections this machine lacks. Raises ChildCrashed.
        """
        with self._turn:
            child = self._ready(time.monotonic() + START_SECONDS)
            return child.hello or Hello(())

    def render(
        self,
        asset: ContentFacts,
        leaf: Leaf,
        original: Lent,
        deadline: float,
        resolve: Resolve = lend_nothing,
    ) -> Rendered:
        """Make one derived asset of an original, in ``deadline`` seconds.

        resolve: finds what it needs beside the original; what that raises is raised. Raises
        RenderRefused; ChildCrashed, DeadlineExceeded, MemoryExceeded, whose words are for the
        log; `storage.errors.Unavailable` when there is no scratch space.
        """
        ends = time.monotonic() + deadline
        request = RenderRequest(asset, leaf, self._limits(ends))
        check = partial(rendered, wanted=leaf.format)
        return self._do(request, original, ends, check, resolve)

    def probe(self, original: Lent, deadline: float) -> ProbedOriginal:
        """Say what an original is, having decoded all of it. Raises as `render`."""
        ends = time.monotonic() + deadline
        return self._do(ProbeRequest(self._limits(ends)), original, ends, probed)

    def close(self) -> None:
        """End the child, once it is idle."""
        with self._turn:
            self._end(self._child)
            self._end(self._successor)
            self._child = self._successor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _limits(self, ends: float) -> Limits:
        return replace(self._settings.limits, deadline=ends)

    def _do(
        self,
        request: Request,
        original: Lent,
        ends: float,
        check: Callable[[Fields, bytes | None], _Result],
        resolve: Resolve = lend_nothing,
    ) -> _Result:
        def asked(child: ChildHandle) -> _Result:
            exchange = Exchange(child, self._settings, original, resolve, ends)
            return check(*exchange.run(request))

        with self._turn:
            child = self._ready(ends)
            try:
                return self._minded(child, asked)
            except MemoryExceeded:
                if child.jobs == 1:
                    raise
            # What the jobs before have left behind may have been too much: one that is fresh tells.
            return self._minded(self._ready(ends), asked)

    def _minded(self, child: ChildHandle, asked: Callable[[ChildHandle], _Result]) -> _Result:
        """Have a job done by a child, and replace it if it must be."""
        child.begin()
        try:
            result = asked(child)
        except RenderRefused:
            self._retire(child)
            raise
        except ValueError as error:
            self._replace()
            raise child.broken(str(error)) from error
        except BaseException:
            self._replace()
            raise
        self._retire(child)
        return result

    def _ready(self, ends: float) -> ChildHandle:
        """Give a child that has greeted and is idle. Raises ChildCrashed, DeadlineExceeded."""
        self._succeed()
        child = self._child or self._spawn()
        self._child = child
        try:
            patience = min(ends - time.monotonic(), START_SECONDS)
            if child.greeted(patience):
                return child
        except ChildFailed:
            self._replace()
            raise
        self._replace()
        if time.monotonic() >= ends:
            raise DeadlineExceeded(f"render child {child.pid} was not ready in time")
        raise ChildCrashed(f"render child {child.pid} was not ready in {START_SECONDS} s")

    def _succeed(self) -> None:
        """Let go of an idle child that has died or spoken, or whose successor is ready."""
        lost = self._child is not None and self._child.hello is not None and self._child.wait(0)
        if lost or (self._child is not None and self._successor_is_ready()):
            self._end(self._child)
            self._child, self._successor = self._successor, None

    def _successor_is_ready(self) -> bool:
        try:
            return self._successor is not None and self._successor.greeted(0)
        except ChildFailed:
            self._end(self._successor)
            self._successor = None
            return False

    def _retire(self, child: ChildHandle) -> None:
        """Start a successor when a child has served long enough, or keeps too much."""
        spent = child.jobs >= self._settings.jobs
        if spent or child.keeps_more_than(self._settings.idle_bytes):
            with contextlib.suppress(OSError, ChildFailed):
                self._successor = self._successor or self._spawn()

    def _replace(self) -> None:
        """Kill the child, and start its successor: the next job may have to wait for it."""
        self._end(self._child)
        self._child, self._successor = self._successor, None
        with contextlib.suppress(OSError, ChildFailed):
            self._child = self._child or self._spawn()

    def _spawn(self) -> ChildHandle:
        return self._spawner.spawn(
            data_bytes=self._settings.data_bytes, file_bytes=self._settings.result_bytes
        )

    @staticmethod
    def _end(child: ChildHandle | None) -> None:
        if child is not None:
            child.close()
