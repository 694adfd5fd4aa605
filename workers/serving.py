"""Serving: a worker process, from its settings to its end."""

import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog
from prometheus_client import CollectorRegistry, start_http_server

from storage.account import Account
from storage.settings import StorageSettings
from workers.child.prctl import forbid_inspection
from workers.child.process import RenderChild
from workers.child.settings import ChildSettings
from workers.child.spawner import Spawner
from workers.connections import Connections
from workers.errors import CannotRender, ChildFailed
from workers.executor.limits import Limits
from workers.settings import WorkerSettings
from workers.workshop import Workshop

_log = structlog.get_logger(__name__)


def serve(worker: WorkerSettings, storage: StorageSettings, account: Account) -> None:
    """Work until SIGTERM or SIGINT; jobs under way then have `drain_seconds` to finish.

    Call it in the main thread. Raises CannotRender where no render child starts, OSError when the
    metrics' address cannot be bound.
    """
    forbid_inspection()
    told_to_stop = _told_to_stop()
    scratch = Path(tempfile.gettempdir())
    children = _child_settings(worker, scratch)
    with Spawner(fonts=worker.fonts) as spawner, Connections(storage) as connections:
        try_out(RenderChild(spawner, children))
        workshop = Workshop(
            worker, account, connections, lambda: RenderChild(spawner, children), scratch
        )
        with _metrics(worker, workshop.registry):
            workshop.start()
            _log.info("the worker works", slots=worker.slots)
            told_to_stop.wait()
            _log.info("the worker drains", seconds=worker.drain_seconds)
            workshop.drain(worker.drain_seconds, spawner.close)
    _log.info("the worker has stopped")


def try_out(child: RenderChild) -> None:
    """Start a child and end it: a wrong libvips is better told at once than with every job."""
    with child:
        try:
            child.start()
        except ChildFailed as error:
            words = "\n".join([str(error), *getattr(error, "__notes__", ())])
            raise CannotRender(f"no render child starts: {words}") from error


def _told_to_stop() -> threading.Event:
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    return told


def _child_settings(worker: WorkerSettings, scratch: Path) -> ChildSettings:
    limits = Limits(
        max_pixels=worker.max_pixels,
        max_bytes=worker.max_bytes,
        max_frames=worker.max_frames,
        max_animation_pixels=2 * worker.max_pixels,
    )
    return ChildSettings(
        scratch=scratch,
        limits=limits,
        resident_bytes=worker.child_resident_bytes,
        jobs=worker.child_jobs,
    )


@contextmanager
def _metrics(worker: WorkerSettings, registry: CollectorRegistry) -> Iterator[None]:
    """Tell metrics over HTTP, if the settings name a port."""
    if not worker.metrics_port:
        yield
        return
    server, thread = start_http_server(worker.metrics_port, worker.metrics_host, registry)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
