"""Postponement: when a job that could not be done is tried again."""

import random
import time
from typing import Any, Final

import structlog
from dramatiq import Broker
from dramatiq.broker import MessageProxy
from dramatiq.errors import BrokerConnectionError

from workers.errors import Postponed

#: Seconds before the second attempt after the render child has failed; twice that before the
#: third. Somebody may be waiting.
RETRY_SECONDS: Final = 0.2
#: Seconds before a job is tried again whose storage did not answer, doubling up to the longest,
#: and how often: for about a minute and a half.
STORAGE_SECONDS: Final = 0.2
STORAGE_LONGEST: Final = 20.0
STORAGE_TIMES: Final = 12
#: Seconds between attempts at putting a message back while Redis is away.
REDIS_SECONDS: Final = 1.0

_COUNTS: Final = "postponed"

_log = structlog.get_logger(__name__)


def times(message: MessageProxy, reason: BaseException) -> int:
    """Tell how often a message was put back for a reason of this kind."""
    return int(message.options.get(_COUNTS, {}).get(type(reason).__name__, 0))


def delay(message: MessageProxy, reason: BaseException) -> float:
    """Give the seconds to wait: doubling each time, jittered so that a crowd spreads out."""
    first, longest = STORAGE_SECONDS, STORAGE_LONGEST
    if isinstance(reason, Postponed):
        first, longest = reason.seconds, reason.longest
    seconds: float = min(longest, first * 2 ** min(times(message, reason), 32))
    return seconds * random.uniform(0.75, 1.25)  # noqa: S311 - jitter is no secret


def put_back(broker: Broker, message: MessageProxy, reason: BaseException, seconds: float) -> None:
    """Queue a message again, after some seconds.

    While Redis is away it tries on: the message is acknowledged after this returns, so returning
    without having queued it would lose the job. Should the process end meanwhile, others fetch it.
    """
    counts: dict[str, Any] = dict(message.options.get(_COUNTS, {}))
    counts[type(reason).__name__] = times(message, reason) + 1
    again = message.copy(options={_COUNTS: counts})
    while True:
        try:
            broker.enqueue(again, delay=round(seconds * 1000) or None)
        except BrokerConnectionError as error:
            _log.warning("a job cannot be put back yet", error=str(error))
            time.sleep(REDIS_SECONDS)
        else:
            return
