"""Render and probe jobs, from the board to storage."""

import hashlib
import threading
from pathlib import Path

from planner.jobs import Leaf, ProbeJob, Queue
from tests.servers import ValkeyServer, wait_until
from tests.workers.workshops import ASSET, Desk, by_name, renamed, render_job, workshop


def test_a_render_is_stored_with_its_size_and_told(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    job = render_job("c_fill,h_50,w_100")
    with workshop(valkey, tmp_path):
        assert front.ask(job).ok
    stored = front.stored(job.leaves[0])
    assert stored is not None
    assert stored.content_type == "image/jpg"
    said = {"width": "100", "height": "50", "format": "jpg"}
    assert dict(stored.metadata) == {**said, "transformation": job.leaves[0].transformation}
    assert front.bytes_of(job.leaves[0]) == job.leaves[0].fingerprint.encode()


def test_all_leaves_of_a_job_are_stored(valkey: ValkeyServer, tmp_path: Path, front: Desk) -> None:
    job = render_job("w_100", "w_200", "w_300")
    with workshop(valkey, tmp_path):
        assert front.ask(job).ok
    assert all(front.stored(leaf) for leaf in job.leaves)


def test_a_stored_leaf_is_not_rendered_again(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    rendered: list[str] = []

    def act(leaf: Leaf) -> bytes:
        rendered.append(leaf.fingerprint)
        return by_name(leaf)

    first, both = render_job("w_100"), render_job("w_100", "w_200")
    with workshop(valkey, tmp_path, act):
        front.ask(first)
        front.ask(renamed(both, "0" * 40))
    assert rendered == [leaf.fingerprint for leaf in both.leaves]


def test_a_deleted_original_is_an_answer(valkey: ValkeyServer, tmp_path: Path, front: Desk) -> None:
    front.connections.loop.run(front.connections.store.delete_prefix("originals/"))
    with workshop(valkey, tmp_path):
        outcome = front.ask(render_job("w_100"))
    assert (outcome.ok, outcome.status) == (False, 404)
    assert outcome.message == "The original is no longer stored"


def test_a_probe_tells_facts_length_and_md5_of_an_original(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    job = ProbeJob("c" * 40, ASSET.cloud, ASSET.asset_id, ASSET.version_id)
    with workshop(valkey, tmp_path):
        outcome = front.ask(job, Queue.INGEST)
    assert outcome.facts == {
        "format": "jpg",
        "width": 640,
        "height": 427,
        "pages": 1,
        "has_alpha": False,
        "dpi": 72,
        "illustration": 0.25,
        "trimmed": (0, 0, 640, 427),
        "page_names": (),
        "path_names": (),
        "path_boxes": (),
        "orientation": 1,
        "page_sizes": (),
        "weights": (),
        "bytes": len(b"an original"),
        "etag": hashlib.md5(b"an original").hexdigest(),
    }


def test_two_workers_that_publish_the_same_leaf_both_succeed(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    """F10: even without the lease, which is thrown away here while both render."""
    meeting = threading.Barrier(2, timeout=60)

    def act(leaf: Leaf) -> bytes:
        front.redis.delete(f"darkroom:lease:{leaf.fingerprint}")
        meeting.wait()
        return by_name(leaf)

    job = render_job("w_100")
    again = renamed(job, "0" * 40)
    ended: list[bool] = []
    asking = [
        threading.Thread(target=lambda each=each: ended.append(front.ask(each).ok))
        for each in (job, again)
    ]
    with workshop(valkey, tmp_path, act), workshop(valkey, tmp_path, act):
        for thread in asking:
            thread.start()
        for thread in asking:
            thread.join()
    assert ended == [True, True]
    assert front.bytes_of(job.leaves[0]) == by_name(job.leaves[0])


def test_of_two_jobs_for_one_leaf_the_second_waits_for_the_first(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    rendered: list[str] = []
    release = threading.Event()

    def act(leaf: Leaf) -> bytes:
        rendered.append(leaf.fingerprint)
        assert release.wait(60)
        return by_name(leaf)

    job = render_job("w_100")
    with workshop(valkey, tmp_path, act, slots=3):
        front.submit(job)
        wait_until(lambda: bool(rendered), "the first renders")
        front.submit(renamed(job, "0" * 40))
        wait_until(lambda: _postponed(front) == 1, "the second is put back")
        release.set()
        assert front.ask(renamed(job, "1" * 40)).ok
        wait_until(lambda: not front.redis.exists("darkroom:claim:" + "0" * 40), "it is over")
    assert len(rendered) == 1


def test_the_reserved_slot_leaves_batches_alone(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    """A client is served while every other slot is busy with a batch and more of it waits."""
    release = threading.Event()
    batch = [render_job(f"w_{width}") for width in range(100, 110)]
    slow = {job.leaves[0].fingerprint for job in batch}

    def act(leaf: Leaf) -> bytes:
        if leaf.fingerprint in slow:
            release.wait(60)
        return by_name(leaf)

    with workshop(valkey, tmp_path, act):
        for job in batch:
            front.submit(job, Queue.BATCH)
        assert front.ask(render_job("w_400")).ok
        assert not any(front.stored(job.leaves[0]) for job in batch)
        release.set()
        wait_until(lambda: all(front.stored(job.leaves[0]) for job in batch), "the batch is done")


def test_a_worker_counts_what_it_does(valkey: ValkeyServer, tmp_path: Path, front: Desk) -> None:
    labels = {"queue": "interactive", "actor": "render", "result": "done"}
    with workshop(valkey, tmp_path) as working:
        front.ask(render_job("w_100"))
        wait_until(
            lambda: working.registry.get_sample_value("darkroom_jobs_total", labels) == 1,
            "it is counted",
        )
        waited = working.registry.get_sample_value(
            "darkroom_queue_wait_seconds_count", {"queue": "interactive"}
        )
    assert waited == 1


def _postponed(front: Desk) -> int:
    return int(front.redis.hlen("dramatiq:interactive.DQ.msgs"))


def test_a_baseline_is_made_once_and_kept_for_all_that_begins_with_it(
    valkey: ValkeyServer, tmp_path: Path, front: Desk
) -> None:
    made: list[str] = []

    def act(leaf: Leaf) -> bytes:
        made.append(leaf.transformation)
        return by_name(leaf)

    beginning = "bl_(c_scale%2Cw_200%2Ff_png)"
    one, other = render_job(f"{beginning}/w_100"), render_job(f"{beginning}/w_50")
    kept = render_job("c_scale,w_200/f_png").leaves[0]
    with workshop(valkey, tmp_path, act):
        assert front.ask(one).ok
        assert front.bytes_of(kept) == kept.fingerprint.encode()
        assert front.ask(other).ok
    assert [each.partition("/")[0] for each in made] == [
        "c_scale,w_200",
        "c_scale,w_100",
        "c_scale,w_50",
    ]
    assert all(front.stored(job.leaves[0]) for job in (one, other))
