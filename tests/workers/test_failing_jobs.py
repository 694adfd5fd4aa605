"""What becomes of jobs that do not end well."""

import json
import os
import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from planner.jobs import Leaf, RenderJob
from storage import redis_keys
from storage.errors import Unavailable
from tests.servers import ValkeyServer, wait_until
from tests.workers.workshops import Desk, by_name, desk, render_job, workshop
from workers.attempt_counts import MOST_LOST
from workers.errors import (
    ChildCrashed,
    ChildFailed,
    DeadlineExceeded,
    MemoryExceeded,
    RenderRefused,
)
from workers.middleware.attempts import GIVEN_UP


class Failing:
    """Raises an error for one job's leaves, so many times; counts all renders by leaf."""

    def __init__(self, job: RenderJob, error: Exception, times: int = 1_000_000) -> None:
        self._poisoned = {leaf.fingerprint for leaf in job.leaves}
        self._error = error
        self._times = times
        self.renders: list[str] = []

    def __call__(self, leaf: Leaf) -> bytes:
        self.renders.append(leaf.fingerprint)
        if leaf.fingerprint in self._poisoned and self._times > 0:
            self._times -= 1
            raise self._error
        return by_name(leaf)


@pytest.mark.parametrize("failure", [ChildCrashed, DeadlineExceeded])
def test_a_job_that_the_child_fails_is_tried_three_times_and_given_up(
    valkey: ValkeyServer, tmp_path: Path, front: Desk, failure: type[ChildFailed]
) -> None:
    """F03: then a negative result with a TTL, and a dead letter."""
    job = render_job("w_100")
    act = Failing(job, failure("poison"))
    with workshop(valkey, tmp_path, act):
        outcome = front.ask(job)
        wait_until(lambda: front.redis.zcard("dramatiq:interactive.XQ") == 1, "it is dead")
    assert (outcome.ok, outcome.status, outcome.message) == (False, 500, GIVEN_UP)
    assert len(act.renders) == 3
    assert front.outcome(job.job_id) == outcome
    assert 0 < front.redis.ttl(redis_keys.outcome(job.job_id)) <= redis_keys.OUTCOME_SECONDS
    [report] = _dead_letters(front)
    assert report["job_id"] == job.job_id
    assert report["reason"] == f"{failure.__name__}: poison"
    assert not front.redis.exists(redis_keys.attempts(job.job_id))


def test_a_job_that_takes_too_much_memory_is_given_up_at_the_first_attempt(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    """Every slot has as much: it would again. The operator, who sets the limit, hears of it."""
    job = render_job("w_100")
    act = Failing(job, MemoryExceeded("took it all", 512 * 1024 * 1024))
    with workshop(valkey, tmp_path, act):
        outcome = front.ask(job)
        wait_until(lambda: front.redis.zcard("dramatiq:interactive.XQ") == 1, "it is dead")
    assert (outcome.ok, outcome.status) == (False, 400)
    assert (
        outcome.message
        == "Image too large: rendering it takes more memory than the 512 MiB that it may"
    )
    assert len(act.renders) == 1
    assert front.outcome(job.job_id) == outcome
    [report] = _dead_letters(front)
    assert report["reason"] == "MemoryExceeded: took it all"
    assert not front.redis.exists(redis_keys.attempts(job.job_id))


def test_other_jobs_complete_beside_a_poisonous_one(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    """F03, F04."""
    poison = render_job("w_100")
    innocent = [render_job(f"w_{width}") for width in range(200, 220)]
    act = Failing(poison, ChildCrashed("poison"))
    with workshop(valkey, tmp_path, act):
        front.submit(poison)
        for job in innocent:
            front.submit(job)
        wait_until(lambda: all(front.stored(job.leaves[0]) for job in innocent), "all are stored")
        wait_until(lambda: front.outcome(poison.job_id) is not None, "the poison is given up")
    assert all(act.renders.count(job.job_id) == 1 for job in innocent)


def test_a_job_that_the_child_fails_twice_succeeds_the_third_time(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    job = render_job("w_100")
    act = Failing(job, ChildCrashed("a bad day"), times=2)
    with workshop(valkey, tmp_path, act):
        assert front.ask(job).ok
        wait_until(
            lambda: not front.redis.exists(redis_keys.attempts(job.job_id)), "it is forgotten"
        )
    assert not _dead_letters(front)


def test_a_refusal_is_decided_at_the_first_attempt(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    job = render_job("w_100")
    act = Failing(job, RenderRefused(400, "Image too large"))
    with workshop(valkey, tmp_path, act):
        outcome = front.ask(job)
    assert (outcome.status, outcome.message) == (400, "Image too large")
    assert len(act.renders) == 1
    assert not _dead_letters(front)


def test_storage_that_does_not_answer_spends_no_attempt(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    """F08, F28: more failures than a child would be forgiven."""
    job = render_job("w_100")
    act = Failing(job, Unavailable("SlowDown"), times=4)
    with workshop(valkey, tmp_path, act):
        assert front.ask(job).ok
    assert len(act.renders) == 5
    assert not _dead_letters(front)


def test_storage_that_stays_away_is_a_503_and_no_dead_letter(
    valkey: ValkeyServer, tmp_path: Path, front: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workers.postponement.STORAGE_LONGEST", 0.05)
    job = render_job("w_100")
    with workshop(valkey, tmp_path, Failing(job, Unavailable("gone"))):
        assert front.ask(job).status == 503
    assert not _dead_letters(front)


def test_an_error_of_our_own_spends_attempts_too(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    job = render_job("w_100")
    act = Failing(job, KeyError("a bug"))
    with workshop(valkey, tmp_path, act):
        assert front.ask(job).status == 500
    assert len(act.renders) == 3


def test_an_attempt_is_counted_before_it_is_made(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    counted: list[object] = []
    job = render_job("w_100")

    def act(leaf: Leaf) -> bytes:
        counted.append(front.redis.hget(redis_keys.attempts(job.job_id), "begun"))
        return by_name(leaf)

    with workshop(valkey, tmp_path, act):
        front.ask(job)
    assert counted == [b"1"]


def test_lost_workers_spend_an_allowance_of_their_own(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    job = render_job("w_100")
    key = redis_keys.attempts(job.job_id)
    front.redis.hset(key, mapping={"begun": MOST_LOST - 1, "failed": 0})
    with workshop(valkey, tmp_path):
        assert front.ask(job).ok


def test_a_job_that_has_cost_ten_workers_is_given_up_unseen(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    job = render_job("w_100")
    act = Failing(job, ChildCrashed("not reached"))
    key = redis_keys.attempts(job.job_id)
    front.redis.hset(key, mapping={"begun": MOST_LOST, "failed": 0})
    with workshop(valkey, tmp_path, act):
        assert front.ask(job).status == 500
    assert act.renders == []
    assert _dead_letters(front)[0]["reason"].startswith("WorkersLost")


def test_a_job_of_another_release_goes_back_and_is_not_lost(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    """F25: neither another revision nor a message that cannot be read is dropped."""
    job = render_job("w_100")
    newer = tuple((name, revision + 1) for name, revision in job.revisions)
    front.submit(RenderJob(job.job_id, job.asset, job.leaves, newer))
    with front.redis.pipeline() as pipeline:
        body: dict[str, object] = {
            "queue_name": "interactive",
            "actor_name": "repaint",
            "args": ["?"],
            "kwargs": {},
        }
        body |= {"message_id": "m", "message_timestamp": 0, "options": {"redis_message_id": "m"}}
        pipeline.hset("dramatiq:interactive.msgs", "m", json.dumps(body))
        pipeline.rpush("dramatiq:interactive", "m")
        pipeline.execute()
    act = Failing(job, ChildCrashed("not reached"))
    with workshop(valkey, tmp_path, act):
        wait_until(lambda: front.redis.hlen("dramatiq:interactive.DQ.msgs") == 2, "both are back")
    assert act.renders == []
    assert front.redis.hlen("dramatiq:interactive.DQ.msgs") == 2
    assert not front.redis.exists("dramatiq:interactive.XQ", redis_keys.attempts(job.job_id))


def test_a_job_that_runs_when_the_worker_must_stop_is_finished(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    """F25."""
    begun = threading.Event()
    stopping = threading.Event()

    def act(leaf: Leaf) -> bytes:
        begun.set()
        assert stopping.wait(60)
        return by_name(leaf)

    job, queued = render_job("w_100"), render_job("w_200")
    with workshop(valkey, tmp_path, act) as working:
        front.submit(job)
        assert begun.wait(60)
        threading.Timer(0.3, stopping.set).start()
        working.stop_taking()
        front.submit(queued)
    assert front.stored(job.leaves[0])
    assert front.redis.llen("dramatiq:interactive") == 1


def test_a_job_that_outlasts_the_drain_goes_back_without_penalty(
    valkey: ValkeyServer, tmp_path: Path, front: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F25."""
    monkeypatch.setattr("workers.workshop._PUT_BACK_SECONDS", 60)
    begun, ended = threading.Event(), threading.Event()

    def act(_: Leaf) -> bytes:
        begun.set()
        assert ended.wait(60)
        raise ChildCrashed("its child was ended")

    job = render_job("w_100")
    with workshop(valkey, tmp_path, act, drain=0.2, end_children=ended.set):
        front.submit(job)
        assert begun.wait(60)
    assert front.redis.llen("dramatiq:interactive") == 1
    assert front.redis.hget(redis_keys.attempts(job.job_id), "begun") == b"0"
    with workshop(valkey, tmp_path):
        wait_until(lambda: front.stored(job.leaves[0]) is not None, "another has made it")


def test_a_render_survives_the_loss_of_everything_in_redis(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    """F05."""

    def act(leaf: Leaf) -> bytes:
        front.redis.flushall()
        return by_name(leaf)

    job = render_job("w_100")
    with workshop(valkey, tmp_path, act):
        assert front.submit(job)
        wait_until(lambda: front.stored(job.leaves[0]) is not None, "it is stored")
        assert front.submit(job)


def test_a_frozen_redis_costs_at_most_a_second_render_of_the_same(
    own_valkey: ValkeyServer, tmp_path: Path
) -> None:
    """F07: the lease runs out while Redis is frozen; there is one object all the same."""
    job = render_job("w_100")
    renders: list[str] = []

    def act(leaf: Leaf) -> bytes:
        renders.append(leaf.fingerprint)
        if len(renders) == 1:
            os.kill(own_valkey.pid, signal.SIGSTOP)
            time.sleep(redis_keys.LEASE_SECONDS + 1)
            os.kill(own_valkey.pid, signal.SIGCONT)
        return by_name(leaf)

    with desk(own_valkey, tmp_path) as front:
        with workshop(own_valkey, tmp_path, act), workshop(own_valkey, tmp_path, act):
            front.submit(job)
            wait_until(lambda: bool(renders), "it renders")
            wait_until(lambda: not front.redis.exists(redis_keys.claim(job.job_id)), "it is over")
        assert front.bytes_of(job.leaves[0]) == by_name(job.leaves[0])
    assert 1 <= len(renders) <= 2


def _dead_letters(front: Desk) -> list[dict[str, Any]]:
    return [json.loads(each) for each in front.redis.lrange(redis_keys.DEAD_LETTERS, 0, -1)]
