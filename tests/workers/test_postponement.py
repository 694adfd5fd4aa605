"""When a job is tried again, and that it is not lost on the way."""

import threading

import pytest
from dramatiq.broker import MessageProxy

from tests.servers import ValkeyServer, wait_until
from tests.workers.pools import broker, client, message
from workers import postponement
from workers.errors import LeaseHeld, UnknownRevision


def postponed(times: int, reason: Exception) -> MessageProxy:
    counts = {type(reason).__name__: times}
    return MessageProxy(message("x").copy(options={"postponed": counts}))


@pytest.mark.parametrize(
    ("times", "least", "most"), [(0, 0.75, 1.25), (3, 6, 10), (10, 45, 75), (1000, 45, 75)]
)
def test_delays_double_up_to_the_longest(times: int, least: float, most: float) -> None:
    reason = UnknownRevision("?")
    assert least <= postponement.delay(postponed(times, reason), reason) <= most


def test_each_reason_has_a_count_of_its_own() -> None:
    held = postponed(5, LeaseHeld("?"))
    assert postponement.times(held, LeaseHeld("?")) == 5
    assert postponement.times(held, UnknownRevision("?")) == 0


def test_a_job_is_put_back_once_redis_is_there_again(
    own_valkey: ValkeyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F06: until then it does not return, so the message is not acknowledged."""
    monkeypatch.setattr(postponement, "REDIS_SECONDS", 0.05)
    taking = broker(own_valkey)
    own_valkey.stop()
    arguments = (taking, postponed(0, LeaseHeld("?")), LeaseHeld("?"), 0)
    thread = threading.Thread(target=postponement.put_back, args=arguments)
    thread.start()
    thread.join(0.3)
    assert thread.is_alive()
    own_valkey.start()
    thread.join(60)
    with client(own_valkey) as redis:
        wait_until(lambda: redis.llen("dramatiq:interactive") == 1, "it is back")
    taking.client.close()
