"""Eager transformations, from the SDK's upload to the notification that the SDK verifies."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import cloudinary.uploader
import pytest
import redis
from cloudinary import utils
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.deployment import CLOUD, Deployment, Process, deployed
from tests.http import get, get_patiently
from tests.photographs import encoded, rocket
from tests.receiver import Posted, Receiver, receiver
from tests.servers import ValkeyServer, wait_until

FIVE = [
    {"width": 400, "height": 300, "crop": "fill"},
    {"width": 250, "height": 250, "crop": "fit", "format": "png"},
    {"width": 200, "height": 200, "crop": "thumb", "gravity": "north", "radius": "max"},
    {"width": 300, "crop": "scale", "fetch_format": "webp"},
    {"width": 320, "height": 320, "crop": "pad", "background": "brown", "quality": 70},
]


def upload_eagerly(url: str, public_id: str) -> list[str]:
    """Upload with five eager transformations in the background; gives their URLs."""
    reply = cloudinary.uploader.upload(
        encoded(rocket(1280, 853)),
        public_id=public_id,
        eager=FIVE,
        eager_async=True,
        eager_notification_url=url,
    )
    assert [entry["status"] for entry in reply["eager"]] == ["processing"] * 5
    return [entry["url"] for entry in reply["eager"]]


def assert_genuine(posted: Posted) -> None:
    """Let the vendor's SDK verify a notification's signature."""
    assert utils.verify_notification_signature(
        posted.body.decode(),
        int(posted.headers["X-Cld-Timestamp"]),
        posted.headers["X-Cld-Signature"],
    )


def assert_hits(urls: list[str]) -> None:
    """Every URL is answered at once, by a client that will not wait."""
    for url in urls:
        answer = get(url, {"Prefer": "respond-async"})
        assert answer.status == 200, (url, answer.headers["X-Cld-Error"])


@pytest.fixture
def hook() -> Iterator[Receiver]:
    with receiver() as state:
        yield state


def test_five_eager_transformations_are_hits_once_the_notification_arrives(
    deployment: Deployment, hook: Receiver
) -> None:
    deployment.use_sdk()
    urls = upload_eagerly(hook.url, "eager/five")
    wait_until(lambda: bool(hook.posted), "the notification arrives", 60)
    assert_genuine(hook.posted[0])
    told = json.loads(hook.posted[0].body)
    assert told["notification_type"] == "eager"
    assert told["public_id"] == "eager/five"
    assert [entry["url"] for entry in told["eager"]] == urls
    assert [(entry["width"], entry["height"]) for entry in told["eager"]] == [
        (400, 300),
        (250, 167),
        (200, 200),
        (300, 200),
        (320, 320),
    ]
    assert_hits(urls)


@pytest.mark.parametrize("lost", ["workers", "workers and everything in Redis"])
def test_a_batch_is_finished_after_a_restart_in_its_middle(
    tmp_path: Path, own_valkey: ValkeyServer, hook: Receiver, lost: str
) -> None:
    with deployed(tmp_path, own_valkey) as running:
        running.use_sdk()
        urls = _upload_and_freeze(running.workers[0], hook)
        running.workers[0].kill()
        if "Redis" in lost:
            with redis.Redis.from_url(own_valkey.url) as client:
                client.flushall()
        running.workers[0].start()
        wait_until(lambda: bool(hook.posted), "the notification arrives", 60)
        assert_genuine(hook.posted[0])
        told = json.loads(hook.posted[0].body)
        assert [entry["url"] for entry in told["eager"]] == urls
        assert_hits(urls)


def _upload_and_freeze(worker: Process, hook: Receiver) -> list[str]:
    """Freeze a worker that has a batch before it, of which it has done nothing yet, or little."""
    for turn in itertools.count():
        urls = upload_eagerly(hook.url, f"eager/restart-{turn}")
        worker.freeze()
        if not hook.posted:
            return urls
        # It was quicker than this process.
        worker.thaw()
        hook.posted.clear()
    raise AssertionError


@settings(max_examples=12)
@given(
    mode=st.sampled_from(["fill", "fit", "pad", "thumb", "lfill", "crop"]),
    width=st.integers(10, 300),
    height=st.integers(10, 300),
    rest=st.sampled_from(["", "/r_max", "/a_30", "/o_60/q_40", "/q_auto"]),
    kind=st.sampled_from(["jpg", "png", "webp", "avif", "gif"]),
)
def test_what_is_prepared_has_the_bytes_that_asking_would_have_made(  # noqa: PLR0917 - each is drawn by itself
    deployment: Deployment, mode: str, width: int, height: int, rest: str, kind: str
) -> None:
    deployment.use_sdk()
    wish = f"c_{mode},h_{height},w_{width}{rest}"
    photograph = encoded(rocket())
    eager = {"raw_transformation": f"{wish}/f_{kind}"}
    cloudinary.uploader.upload(photograph, public_id="same/prepared", eager=[eager])
    cloudinary.uploader.upload(photograph, public_id="same/asked")
    base = f"{deployment.url}/{CLOUD}/image/upload/{wish}/f_{kind}/same"
    prepared = get(f"{base}/prepared", {"Prefer": "respond-async"})
    asked = get_patiently(f"{base}/asked")
    assert (prepared.status, asked.status) == (200, 200)
    assert prepared.body == asked.body
