"""How the worker's threads reach Redis."""

from typing import Final

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

#: Seconds after which Redis counts as unreachable. A blocked consumer waits less than that.
SOCKET_SECONDS: Final = 5
CONNECT_SECONDS: Final = 2


def connect(url: str) -> redis.Redis:
    """Make a client that threads may share.

    It never repeats a command by itself: a fetch whose answer was lost has taken a message, which
    a second fetch would leave behind. Whoever called knows what to do.
    """
    return redis.Redis.from_url(
        url,
        socket_timeout=SOCKET_SECONDS,
        socket_connect_timeout=CONNECT_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
