"""Pools: the slots of a process that serve the same queues, and the threads behind them."""

from typing import Final

import structlog
from dramatiq import Worker
from dramatiq.errors import BrokerConnectionError

from workers.broker import WakingBroker

#: Milliseconds after which idle threads look around: whether to stop, and for lost tokens.
IDLE_MILLISECONDS: Final = 1000

_log = structlog.get_logger(__name__)


class Pool:
    """Dramatiq's worker over one broker."""

    def __init__(self, broker: WakingBroker, slots: int) -> None:
        self._broker = broker
        self._worker = Worker(broker, worker_threads=slots, worker_timeout=IDLE_MILLISECONDS)

    def start(self) -> None:
        """Begin to take jobs."""
        self._worker.start()

    def stop_taking(self) -> None:
        """Take no further job."""
        self._broker.slots.close()

    def drain(self, seconds: float) -> None:
        """Let running jobs finish for a time, and put back whatever is not over then."""
        self._worker.stop(timeout=round(seconds * 1000))
        try:
            self._broker.put_back()
            self._broker.close()
        except BrokerConnectionError as error:
            _log.warning("jobs could not be put back: others fetch them", error=str(error))
