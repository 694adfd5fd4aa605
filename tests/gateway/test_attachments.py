"""Answers that browsers save, and those that caches may keep for good."""

from datetime import UTC, datetime

import pytest

from gateway.attachments import disposition
from gateway.bodies import described
from storage.objects import ObjectInfo
from tests.gateway.conftest import Darkroom
from tests.gateway.darkroom import store_asset


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("boot.jpg", 'attachment; filename="boot.jpg"'),
        ('a"b\r\nc.jpg', 'attachment; filename="a_b__c.jpg"'),
        (
            "größe.png",
            "attachment; filename=\"gr__e.png\"; filename*=UTF-8''gr%C3%B6%C3%9Fe.png",
        ),
    ],
)
def test_a_name_is_written_so_that_nothing_ends_the_header(name: str, expected: str) -> None:
    assert disposition(name) == expected


async def test_an_attachment_has_the_name_asked_for_or_its_own(darkroom: Darkroom) -> None:
    """S2-062."""
    await store_asset(darkroom.gateway.context, "shop/boot")
    for flags, name in (
        ("fl_attachment", "boot.jpg"),
        ("fl_attachment:pretty_one", "pretty_one.jpg"),
    ):
        answer = await darkroom.gateway.get(f"/demo/image/upload/{flags}/shop/boot")
        assert answer.status == 200
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert (
        "Content-Disposition"
        not in (await darkroom.gateway.get("/demo/image/upload/shop/boot")).headers
    )


async def test_only_an_answer_that_may_be_kept_long_is_immutable(darkroom: Darkroom) -> None:
    """S2-065."""
    record = await store_asset(darkroom.gateway.context, "boot")
    kept = await darkroom.gateway.get(
        f"/demo/image/upload/fl_immutable_cache/v{record.version}/boot"
    )
    assert kept.headers["Cache-Control"].endswith(", immutable")
    for path in ("fl_immutable_cache/boot", f"v{record.version}/boot"):
        answer = await darkroom.gateway.get(f"/demo/image/upload/{path}")
        assert "immutable" not in answer.headers["Cache-Control"]


def test_a_drawing_is_delivered_confined() -> None:
    """F22: what is opened by itself runs nothing and reaches nothing."""
    info = ObjectInfo("a", 9, "e", datetime.now(UTC), "image/svg+xml")
    policy = described(info)["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "allow" not in policy
