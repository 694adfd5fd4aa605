import concurrent.futures
import os
import signal
from pathlib import Path

import cloudinary.uploader
import redis

from tests.deployment import CLOUD, deployed
from tests.http import get, get_patiently
from tests.photographs import encoded, rocket
from tests.servers import ValkeyServer, wait_until

#: Seconds of work for one core, so that death can come in its middle.
SLOW = "c_scale,w_3000/q_90/f_avif"


def test_f02_a_client_whose_worker_is_killed_mid_render_gets_its_200(
    tmp_path: Path, own_valkey: ValkeyServer
) -> None:
    with (
        deployed(tmp_path, own_valkey, workers=2) as running,
        redis.Redis.from_url(own_valkey.url, decode_responses=True) as client,
        concurrent.futures.ThreadPoolExecutor() as pool,
    ):
        running.use_sdk()
        cloudinary.uploader.upload(encoded(rocket(2000, 1334)), public_id="victim")
        url = f"{running.url}/{CLOUD}/image/upload/{SLOW}/victim.jpg"
        waiting = pool.submit(get_patiently, url)

        def holder() -> int | None:
            for key in client.scan_iter("darkroom:lease:*"):
                value = client.get(key)
                for worker in running.workers:
                    if value and str(worker.pid) in value:
                        return worker.pid
            return None

        wait_until(lambda: holder() is not None, "a worker renders")
        pid = holder()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        answer = waiting.result()
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "image/avif"


def test_f03_a_job_that_kills_its_child_every_time_ends_after_three_attempts_and_others_go_on(
    tmp_path: Path, own_valkey: ValkeyServer
) -> None:
    # An 8000 x 5300 turn needs the whole picture in memory: more than a child may have here.
    settings = {"DARKROOM_CHILD_RESIDENT_BYTES": str(170 * 1024 * 1024)}
    with (
        deployed(tmp_path, own_valkey, settings=settings) as running,
        redis.Redis.from_url(own_valkey.url) as client,
    ):
        running.use_sdk()
        cloudinary.uploader.upload(encoded(rocket(8000, 5338)), public_id="poison")
        cloudinary.uploader.upload(encoded(rocket()), public_id="innocent")
        base = f"{running.url}/{CLOUD}/image/upload"
        failed = get_patiently(f"{base}/a_90/q_95/f_png/poison.png")
        assert failed.status >= 500
        assert failed.headers["Cache-Control"] == "no-store"
        assert client.llen("darkroom:dead") == 1
        again = get(f"{base}/a_90/q_95/f_png/poison.png", {"Prefer": "respond-async"})
        assert again.status == failed.status, "the failure is remembered, not tried again"
        assert get_patiently(f"{base}/a_90/w_100/innocent.jpg").status == 200
