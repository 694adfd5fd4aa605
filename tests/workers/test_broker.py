"""The broker and its consumers on a real Valkey."""

import subprocess
import sys
import threading
import time

import pytest
from dramatiq import Message
from dramatiq.broker import MessageProxy
from dramatiq.errors import ConnectionClosed

from storage import redis_keys
from tests.servers import ValkeyServer, wait_until
from tests.workers.pools import broker, client, message, running

QUEUES = ("interactive", "ingest", "batch")


def test_messages_begin_in_the_order_in_which_they_were_queued(valkey: ValkeyServer) -> None:
    begun: list[str] = []
    sender = broker(valkey, ())
    for number in range(20):
        sender.enqueue(message(str(number)))
    with running(broker(valkey), begun.append):
        wait_until(lambda: len(begun) == 20, "all have begun")
    assert begun == [str(number) for number in range(20)]


def test_a_queue_of_lower_rank_begins_only_when_those_before_it_are_empty(
    valkey: ValkeyServer,
) -> None:
    begun: list[str] = []
    queued = threading.Event()
    taking = broker(valkey, QUEUES)

    def act(name: str) -> None:
        begun.append(name)
        queued.wait(60)
        # The only slot is given back when every queue has someone waiting for it.
        wait_until(lambda: taking.slots.waiting == len(QUEUES), "all queues wait")

    sender = broker(valkey, ())
    with running(taking, act):
        sender.enqueue(message("first", "batch"))
        wait_until(lambda: begun == ["first"], "the only slot is taken")
        for queue in ("batch", "ingest", "interactive"):
            for _ in range(5):
                sender.enqueue(message(queue, queue))
        queued.set()
        wait_until(lambda: len(begun) == 16, "all have begun")
    assert begun[1:] == sorted(begun[1:], key=QUEUES.index)


def test_an_idle_consumer_is_woken_by_a_token_rather_than_by_its_time_out(
    valkey: ValkeyServer,
) -> None:
    """With a time-out longer than the test only a token can wake it."""
    taking = broker(valkey)
    consumer = taking.consume("interactive", timeout=20_000)
    found: list[MessageProxy | None] = []
    thread = threading.Thread(target=lambda: found.extend([next(consumer), next(consumer)]))
    thread.start()
    wait_until(lambda: _blocked(valkey) == 1, "the consumer blocks")
    broker(valkey, ()).enqueue(message("x"))
    thread.join(60)
    assert found[0] is None
    assert found[1] is not None
    assert found[1].args == ("x",)


def test_a_message_whose_token_was_lost_is_found_all_the_same(valkey: ValkeyServer) -> None:
    begun: list[str] = []
    with running(broker(valkey), begun.append):
        wait_until(lambda: _blocked(valkey) > 0, "the consumer blocks")
        with client(valkey) as redis, redis.pipeline() as pipeline:
            body = message("x").copy(options={"redis_message_id": "name"})
            pipeline.hset(redis_keys.message_bodies("interactive"), "name", body.encode())
            pipeline.rpush(redis_keys.messages("interactive"), "name")
            pipeline.execute()
        wait_until(lambda: begun == ["x"], "it has begun")


def test_wake_lists_are_bounded_and_run_out(valkey: ValkeyServer) -> None:
    sender = broker(valkey, ())
    for number in range(redis_keys.WAKE_TOKENS + 20):
        sender.enqueue(message(str(number)))
    with client(valkey) as redis:
        assert redis.llen(redis_keys.wake("interactive")) == redis_keys.WAKE_TOKENS
        assert 0 < redis.ttl(redis_keys.wake("interactive")) <= redis_keys.WAKE_SECONDS


def test_a_busy_process_holds_no_message_that_another_could_begin(valkey: ValkeyServer) -> None:
    """F04: nothing is prefetched beside a job that may take its process down."""
    release, begun = threading.Event(), threading.Semaphore(0)

    def act(_: str) -> None:
        begun.release()
        release.wait(60)

    sender = broker(valkey, ())
    with running(broker(valkey, QUEUES, slots=2), act, slots=2):
        for queue in QUEUES * 3:
            sender.enqueue(message(queue, queue))
        for _ in range(2):
            assert begun.acquire(timeout=60)
        with client(valkey) as redis:
            assert sum(redis.llen(redis_keys.messages(queue)) for queue in QUEUES) == 7
        release.set()


def test_a_token_that_a_busy_process_took_is_passed_on(valkey: ValkeyServer) -> None:
    taking = broker(valkey, QUEUES)
    consumer = taking.consume("batch", timeout=4_000)
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.extend([next(consumer), next(consumer)]))
    thread.start()
    wait_until(lambda: _blocked(valkey) == 1, "the consumer blocks")
    assert taking.slots.take(0, 1)
    broker(valkey, ()).enqueue(message("x", "batch"))
    thread.join(60)
    assert found == [None, None]
    with client(valkey) as redis:
        assert redis.llen(redis_keys.wake("batch")) == 1


def test_a_delayed_message_begins_when_it_is_due(valkey: ValkeyServer) -> None:
    begun: list[float] = []
    with running(broker(valkey), lambda _: begun.append(time.monotonic())):
        queued = time.monotonic()
        broker(valkey, ()).enqueue(message("x"), delay=400)
        wait_until(lambda: bool(begun), "it has begun")
    assert begun[0] - queued >= 0.4


def test_what_a_killed_process_held_is_fetched_by_another(valkey: ValkeyServer) -> None:
    """F02, of the queue alone."""
    broker(valkey, ()).enqueue(message("x"))
    script = (
        "import os, sys\n"
        "from workers.broker import WakingBroker\n"
        "from workers.redis_client import connect\n"
        "from workers.slots import Slots\n"
        "broker = WakingBroker(connect(sys.argv[1]), ['interactive'], Slots(1))\n"
        "held = next(broker.consume('interactive'))\n"
        "print(held.args[0], flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    victim = subprocess.run(
        [sys.executable, "-c", script, valkey.url], capture_output=True, text=True, check=False
    )
    assert (victim.returncode, victim.stdout) == (-9, "x\n")
    begun: list[str] = []
    with running(broker(valkey), begun.append):
        wait_until(lambda: begun == ["x"], "another has begun it")


def test_a_process_that_ends_well_leaves_what_it_held_to_others_at_once(
    valkey: ValkeyServer,
) -> None:
    leaving, staying = broker(valkey), broker(valkey)
    leaving.enqueue(message("x"))
    assert next(leaving.consume("interactive")) is not None
    leaving.close()
    found = next(staying.consume("interactive"))
    assert found is not None
    assert found.args == ("x",)


def test_hosts_that_disagree_about_the_time_do_not_take_each_other_for_dead(
    valkey: ValkeyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, right = broker(valkey), broker(valkey)
    slow.enqueue(message("x"))
    with monkeypatch.context() as patched:
        patched.setattr("dramatiq.brokers.redis.current_millis", lambda: 1_000_000)
        assert next(slow.consume("interactive")) is not None
    assert next(right.consume("interactive", timeout=10)) is None


def test_a_message_whose_delivery_was_lost_on_the_way_is_put_back(valkey: ValkeyServer) -> None:
    """F07: Redis handed it over, and the connection broke before the answer came."""
    taking = broker(valkey)
    taking.enqueue(message("x"))
    taking.do_fetch("interactive", 1)
    found = next(taking.consume("interactive"))
    assert found is not None
    assert found.args == ("x",)


def test_a_message_in_work_is_not_put_back_when_its_consumer_starts_again(
    valkey: ValkeyServer,
) -> None:
    taking = broker(valkey, slots=2)
    taking.enqueue(message("x"))
    assert next(taking.consume("interactive")) is not None
    assert next(taking.consume("interactive", timeout=10)) is None


def test_a_delayed_message_survives_the_failure_of_its_consumer(valkey: ValkeyServer) -> None:
    taking = broker(valkey)
    taking.enqueue(message("x"), delay=60_000)
    assert next(taking.consume("interactive.DQ", prefetch=10)) is not None
    found = next(taking.consume("interactive.DQ", prefetch=10))
    assert found is not None
    assert found.args == ("x",)


def test_bytes_that_are_no_message_do_not_stop_a_queue(valkey: ValkeyServer) -> None:
    begun: list[str] = []
    with client(valkey) as redis:
        redis.hset(redis_keys.message_bodies("interactive"), "odd", b"\xff not JSON")
        redis.rpush(redis_keys.messages("interactive"), "odd", "no such body")
    broker(valkey, ()).enqueue(message("x"))
    with running(broker(valkey), begun.append):
        wait_until(lambda: begun == ["x"], "the message behind them has begun")


def test_a_failing_redis_is_an_error_after_which_dramatiq_tries_again(
    own_valkey: ValkeyServer,
) -> None:
    taking = broker(own_valkey)
    own_valkey.stop()
    with pytest.raises(ConnectionClosed):
        taking.consume("interactive")
    with pytest.raises(ConnectionClosed):
        taking.enqueue(message("x"))


def test_work_goes_on_after_a_restart_of_redis(own_valkey: ValkeyServer) -> None:
    """F06: recovery without a restart of the worker."""
    begun: list[str] = []
    with running(broker(own_valkey), begun.append):
        own_valkey.stop()
        own_valkey.start()
        broker(own_valkey, ()).enqueue(message("x"))
        wait_until(lambda: begun == ["x"], "it has begun")


def test_messages_are_dramatiq_messages_on_dramatiq_keys(valkey: ValkeyServer) -> None:
    broker(valkey, ()).enqueue(message("x"))
    with client(valkey) as redis:
        [name] = redis.lrange("dramatiq:interactive", 0, -1)
        body = redis.hget("dramatiq:interactive.msgs", name)
    assert Message.decode(body).args == ("x",)


def _blocked(valkey: ValkeyServer) -> int:
    with client(valkey) as redis:
        return int(redis.info("clients")["blocked_clients"])
