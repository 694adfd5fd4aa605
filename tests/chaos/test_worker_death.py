import concurrent.futures
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cloudinary.uploader
import psutil
import redis

from tests.deployment import CLOUD, Process, deployed
from tests.http import get, get_patiently
from tests.photographs import encoded, rocket
from tests.servers import ValkeyServer, wait_until

#: Work enough that the worker is seen at it.
SLOW = "c_scale,w_2000/q_90/f_avif"


@contextmanager
def poisoned(worker: Process, client: redis.Redis) -> Iterator[None]:
    """Kill whatever renders while something does, as a file may that breaks its decoder."""
    over = threading.Event()

    def kill() -> None:
        while not over.wait(0.01):
            if any(client.scan_iter("darkroom:lease:*")):
                for child in psutil.Process(worker.pid).children():
                    child.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield
    finally:
        over.set()
        killer.join()


def test_f02_a_client_whose_worker_is_killed_mid_render_gets_its_200(
    tmp_path: Path, own_valkey: ValkeyServer
) -> None:
    with (
        deployed(tmp_path, own_valkey, workers=2) as running,
        redis.Redis.from_url(own_valkey.url) as client,
        concurrent.futures.ThreadPoolExecutor() as pool,
    ):
        victim, successor = running.workers
        successor.stop()
        running.use_sdk()
        cloudinary.uploader.upload(encoded(rocket(2000, 1334)), public_id="victim")
        url = f"{running.url}/{CLOUD}/image/upload/{SLOW}/victim.jpg"
        waiting = pool.submit(get_patiently, url)
        wait_until(lambda: any(client.scan_iter("darkroom:lease:*")), "the worker renders")
        victim.freeze()  # it is in the middle of it from now on
        successor.start()
        victim.kill()
        answer = waiting.result()
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "image/avif"
        assert not client.llen("darkroom:dead"), "a lost worker spends no attempt"


def test_f03_a_job_that_kills_its_child_every_time_ends_after_three_attempts_and_others_go_on(
    tmp_path: Path, own_valkey: ValkeyServer
) -> None:
    with (
        deployed(tmp_path, own_valkey) as running,
        redis.Redis.from_url(own_valkey.url) as client,
    ):
        running.use_sdk()
        cloudinary.uploader.upload(encoded(rocket(2000, 1334)), public_id="poison")
        cloudinary.uploader.upload(encoded(rocket()), public_id="innocent")
        base = f"{running.url}/{CLOUD}/image/upload"
        with poisoned(running.workers[0], client):
            failed = get_patiently(f"{base}/{SLOW}/poison.jpg")
        assert failed.status >= 500
        assert failed.headers["Cache-Control"] == "no-store"
        assert client.llen("darkroom:dead") == 1
        again = get(f"{base}/{SLOW}/poison.jpg", {"Prefer": "respond-async"})
        assert again.status == failed.status, "the failure is remembered, not tried again"
        assert get_patiently(f"{base}/a_90/w_100/innocent.jpg").status == 200
