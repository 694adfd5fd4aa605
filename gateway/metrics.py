"""What the gateway counts, for Prometheus.

One histogram counts and times deliveries by how they were answered: its ``_count`` is the number
of requests, so that the hot path pays for one observation only.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from aiohttp import web
from prometheus_client import CollectorRegistry, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

#: Upper bounds in seconds: a hit takes less than a millisecond, a miss as long as the wait budget.
BUCKETS: Final = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Answered(StrEnum):
    """How a delivery request was answered."""

    MEMORY = "memory"
    STORE = "store"
    NOT_MODIFIED = "not_modified"
    RENDERED = "rendered"
    PENDING = "pending"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"
    FAILED = "failed"


class Meter:
    """The counters of one application; each has its own registry."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        seconds = Histogram(
            "darkroom_delivery_seconds",
            "Deliveries by how they were answered, until their last byte was handed over",
            ["answered"],
            registry=self.registry,
            buckets=BUCKETS,
        )
        self._observe = {answered: seconds.labels(answered.value).observe for answered in Answered}
        self._memory = Gauge(
            "darkroom_gateway_memory_entries",
            "Entries remembered in the process, by what they are",
            ["what"],
            registry=self.registry,
        )
        self._body_bytes = Gauge(
            "darkroom_gateway_body_bytes",
            "Bytes of bodies remembered in the process",
            registry=self.registry,
        )

    def delivered(self, answered: Answered, seconds: float) -> None:
        """Count an answer."""
        self._observe[answered](seconds)

    def watch_entries(self, what: str, size: Callable[[], float]) -> None:
        """Report the size of something remembered, whenever it is asked."""
        self._memory.labels(what).set_function(size)

    def watch_body_bytes(self, size: Callable[[], float]) -> None:
        """Report the bytes of remembered bodies, whenever it is asked."""
        self._body_bytes.set_function(size)

    async def show(self, _request: web.Request) -> web.Response:
        """Answer ``GET /metrics``."""
        return web.Response(
            body=generate_latest(self.registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )
