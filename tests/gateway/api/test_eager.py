import asyncio
import io
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from gateway.delivery_urls import DeliveryUrls
from gateway.eager import wishes
from planner import transformation
from planner.derivation import derive
from planner.jobs import Job, NotifyJob, Queue, RenderJob
from planner.layers.assets import no_assets
from planner.negotiation import output_classes
from planner.url import parse_delivery_path
from storage.batch_records import ItemStatus, NotificationStatus
from storage.errors import QueueFull
from storage.records import AssetRecord
from tests.gateway.api.conftest import Api
from tests.photographs import encoded, rocket

PHOTOGRAPH = encoded(rocket())
SECRET = "a secret"

components = st.sampled_from(
    [
        "c_fill,h_40,w_50",
        "w_0.5",
        "c_pad,b_rgb:fff8,ar_1.0",
        "a_30",
        "r_max,bo_2px_solid_red",
        "o_40",
        "f_auto",
        "q_auto:low",
        "f_webp",
        "q_50,f_jpg",
        "c_crop,w_10,x_5",
        "dpr_2.0,w_20",
        "c_limit,w_9999",
    ]
)
written = st.builds(
    lambda parts, extension: "/".join(parts) + extension,
    st.lists(components, min_size=1, max_size=3),
    st.sampled_from(["", "/png", "/JPG", "/webp", "/"]),
)
public_ids = st.sampled_from(
    ["boot", "shop/winter boot", "sn\u00f6/\u96ea", "v12/w_10", "a.b", "c_fill"]
)


def record_of(public_id: str, kind: str, pages: int, delivery_type: str) -> AssetRecord:
    return AssetRecord(
        cloud="demo",
        asset_type="image",
        delivery_type=delivery_type,
        public_id=public_id,
        asset_id="a" * 32,
        version=1_760_000_000,
        version_id="b" * 32,
        revision=1,
        format=kind,
        width=640,
        height=427,
        pages=pages,
        has_alpha=kind != "jpg",
        bytes=1000,
        etag="",
        created_at="2026-01-01T00:00:00Z",
    )


@given(
    st.builds(
        record_of,
        public_ids,
        st.sampled_from(["jpg", "png", "webp", "gif", "avif"]),
        st.sampled_from([1, 3]),
        st.sampled_from(["upload", "authenticated"]),
    ),
    written,
)
def test_eager_prepares_exactly_what_delivery_derives_for_the_url_it_answers(
    record: AssetRecord, text: str
) -> None:
    """Same fingerprint and same leaf, for every kind of client."""
    (plan,) = wishes.plan(wishes.read([text], {}), record.facts(), no_assets)
    urls = DeliveryUrls("127.0.0.1:8080", SECRET).derived(record, plan.wish.text, plan.extension)
    url = parse_delivery_path(urlsplit(urls["url"]).path)
    assert (url.public_id, url.version) == (record.public_id, record.version)
    asked = transformation.parse(url.transformation)
    delivered = {
        derive(asked, url.extension, record.facts(), client).leaf for client in output_classes()
    }
    assert {derivation.leaf for derivation in plan.derivations} == delivered


@given(
    st.builds(
        record_of,
        public_ids,
        st.sampled_from(["jpg", "png", "webp", "gif", "avif"]),
        st.sampled_from([1, 3]),
        st.just("upload"),
    ),
    written,
)
def test_the_transformation_noted_beside_a_derived_asset_delivers_it(
    record: AssetRecord, text: str
) -> None:
    """So the Admin API can name a URL for each that it lists."""
    (plan,) = wishes.plan(wishes.read([text], {}), record.facts(), no_assets)
    urls = DeliveryUrls("127.0.0.1:8080", SECRET)
    for leaf in (derivation.leaf for derivation in plan.derivations if not derivation.original):
        path = urls.path(record, leaf.transformation, leaf.format)
        url = parse_delivery_path(path)
        asked = transformation.parse(url.transformation)
        for client in output_classes():
            assert derive(asked, url.extension, record.facts(), client).leaf == leaf


async def test_synchronous_eager_is_answered_with_sizes_and_its_urls_are_hits(api: Api) -> None:
    answer = await api.upload(
        PHOTOGRAPH,
        public_id="shop/boot",
        eager=["c_fill,w_40,h_30/png", {"width": 100, "crop": "scale"}],
    )
    version = answer["version"]
    host = api.gateway.url.removeprefix("http://")
    first, second = answer["eager"]
    path = f"{host}/demo/image/upload/c_fill,w_40,h_30/v{version}/shop/boot.png"
    assert first.pop("bytes") > 0
    assert first == {
        "transformation": "c_fill,w_40,h_30",
        "width": 40,
        "height": 30,
        "format": "png",
        "url": f"http://{path}",
        "secure_url": f"https://{path}",
    }
    assert (second["width"], second["height"], second["format"]) == (100, 67, "jpg")
    jobs = len(api.worker.done)
    for entry, size in ((first, (40, 30)), (second, (100, 67))):
        delivered = await api.gateway.get(urlsplit(entry["url"]).path)
        assert (delivered.status, delivered.size) == (200, size)
        assert len(delivered.body) == entry.get("bytes", len(delivered.body))
    assert len(api.worker.done) == jobs
    record = await api.record("shop/boot")
    assert record is not None
    assert record.eager == ("c_fill,w_40,h_30/png", "c_scale,w_100")
    assert {queue for queue, _ in api.worker.done} == {"ingest", "interactive"}


async def test_an_eager_f_auto_prepares_every_output_class(api: Api) -> None:
    answer = await api.upload(PHOTOGRAPH, public_id="boot", eager="c_scale,w_64/f_auto")
    jobs = len(api.worker.done)
    path = urlsplit(answer["eager"][0]["url"]).path
    for accept, kind in (
        ("image/avif,image/webp", "AVIF"),
        ("image/webp", "WEBP"),
        ("image/jxl", "JXL"),
        ("*/*", "JPEG"),
    ):
        delivered = await api.gateway.get(path, accept=accept)
        with Image.open(io.BytesIO(delivered.body)) as image:
            assert (image.format, image.width) == (kind, 64)
    assert len(api.worker.done) == jobs
    assert answer["eager"][0]["format"] == "jpg"


async def test_a_failing_eager_item_is_reported_and_the_others_are_made(api: Api) -> None:
    """F24"""
    answer = await api.upload(PHOTOGRAPH, public_id="boot", eager="c_scale,w_20|c_scale,w_666")
    good, bad = answer["eager"]
    assert good["width"] == 20
    assert (bad["status"], bad["reason"]) == ("failed", "It cannot be drawn")
    assert "width" not in bad
    assert (await api.gateway.get(urlsplit(good["url"]).path)).status == 200


async def test_eager_that_asks_for_the_original_needs_no_job(api: Api) -> None:
    answer = await api.upload(PHOTOGRAPH, public_id="boot", eager="a_0")
    (entry,) = answer["eager"]
    assert (entry["width"], entry["bytes"]) == (640, len(PHOTOGRAPH))
    assert (await api.gateway.get(urlsplit(entry["url"]).path)).body == PHOTOGRAPH
    assert [queue for queue, _ in api.worker.done] == ["ingest"]


async def test_asynchronous_eager_is_recorded_before_it_starts(api: Api) -> None:
    """F05: the record is enough to submit every job again."""
    answer = await api.upload(
        PHOTOGRAPH,
        public_id="boot",
        eager="c_scale,w_20/png|c_scale,w_30/f_auto",
        eager_async=True,
        eager_notification_url="http://127.0.0.1:9/hook",
    )
    for entry, text in zip(answer["eager"], ("c_scale,w_20", "c_scale,w_30/f_auto"), strict=True):
        assert entry["status"] == "processing"
        assert entry["transformation"] == text
    (batch_id,) = {entry["batch_id"] for entry in answer["eager"]}
    batch = await api.context.batches.read("demo", batch_id)
    assert batch.notification_url == "http://127.0.0.1:9/hook"
    assert batch.notification_status is NotificationStatus.DUE
    assert batch.version == answer["version"]
    assert batch.asset.version_id == answer["version_id"]
    assert [item.status for item in batch.items] == [ItemStatus.PENDING] * 2
    assert [item.url for item in batch.items] == [entry["url"] for entry in answer["eager"]]
    assert [len(item.leaves) for item in batch.items] == [1, 4]
    await until_done(api, 3)
    rendered = [(queue, job) for queue, job in api.worker.done if isinstance(job, RenderJob)]
    assert rendered == [("batch", batch.render_job(0)), ("batch", batch.render_job(1))]
    delivered = await api.gateway.get(urlsplit(answer["eager"][0]["url"]).path)
    assert delivered.size == (20, 13)
    assert len(api.worker.done) == 3


async def test_an_asynchronous_batch_with_nothing_to_render_is_only_told(api: Api) -> None:
    answer = await api.upload(
        PHOTOGRAPH, eager="a_0", eager_async=True, eager_notification_url="http://127.0.0.1:9/"
    )
    await until_done(api, 2)
    queue, job = api.worker.done[-1]
    assert (queue, isinstance(job, NotifyJob)) == ("notify", True)
    batch = await api.context.batches.read("demo", answer["eager"][0]["batch_id"])
    assert batch.items[0].status is ItemStatus.DONE


async def test_what_cannot_be_queued_is_left_to_the_sweeper(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F06: the answer says that it is under way, and the batch is recorded."""

    async def full(job: Job, queue: Queue) -> bool:
        if queue is Queue.BATCH:
            raise QueueFull(queue)
        return await submit(job, queue)

    submit = api.context.board.submit
    monkeypatch.setattr(api.context.board, "submit", full)
    answer = await api.upload(PHOTOGRAPH, eager="c_scale,w_20", eager_async=True)
    (entry,) = answer["eager"]
    batch = await api.context.batches.read("demo", entry["batch_id"])
    assert batch.items[0].status is ItemStatus.PENDING
    assert await api.context.board.standing(batch.render_job(0).job_id) is None


async def until_done(api: Api, count: int) -> None:
    async with asyncio.timeout(60):
        while len(api.worker.done) < count:
            await asyncio.sleep(0.01)
