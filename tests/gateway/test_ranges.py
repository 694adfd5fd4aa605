"""Parts of a representation (RFC 9110, section 14)."""

from collections.abc import AsyncIterator

import pytest

from tests.gateway.conftest import Darkroom
from tests.gateway.darkroom import Gateway, gateway, store_asset
from tests.photographs import encoded, rocket

BOOT = "/demo/image/upload/boot"
WHOLE = encoded(rocket())
SIZE = len(WHOLE)


@pytest.fixture(params=["memory", "store"])
async def asked(request: pytest.FixtureRequest, darkroom: Darkroom) -> AsyncIterator[Gateway]:
    """A gateway that has the body in memory, and one that has none."""
    await store_asset(darkroom.gateway.context, "boot")
    if request.param == "memory":
        await darkroom.gateway.get(BOOT)
        yield darkroom.gateway
    else:
        async with gateway(darkroom.storage, body_cache_bytes=0) as forgetful:
            yield forgetful


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=10-99", 10, 100),
        ("bytes=100-", 100, SIZE),
        ("bytes=0-", 0, SIZE),
        ("bytes=-7", SIZE - 7, SIZE),
        (f"bytes=5-{SIZE * 9}", 5, SIZE),
        (f"bytes=-{SIZE * 9}", 0, SIZE),
        (f"BYTES={SIZE - 1}-", SIZE - 1, SIZE),
    ],
)
async def test_a_range_is_answered_with_that_part(
    asked: Gateway, wanted: str, start: int, end: int
) -> None:
    answer = await asked.get(BOOT, range=wanted)
    assert (answer.status, answer.body) == (206, WHOLE[start:end])
    assert answer.headers["Content-Range"] == f"bytes {start}-{end - 1}/{SIZE}"
    assert answer.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("wanted", [f"bytes={SIZE}-", f"bytes={SIZE}-{SIZE + 5}", "bytes=-0"])
async def test_a_range_outside_is_answered_with_416(asked: Gateway, wanted: str) -> None:
    answer = await asked.get(BOOT, range=wanted)
    assert (answer.status, answer.body) == (416, b"")
    assert answer.headers["Content-Range"] == f"bytes */{SIZE}"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "wanted",
    ["bytes=0-1,4-5", "bytes=5-2", "bytes=-", "bytes=a-b", "pages=1-2", "", "bytes=" + "9" * 5000],
)
async def test_what_is_no_single_range_is_answered_with_the_whole(
    asked: Gateway, wanted: str
) -> None:
    answer = await asked.get(BOOT, range=wanted)
    assert (answer.status, answer.body) == (200, WHOLE)


async def test_if_range_decides_whether_a_range_counts(asked: Gateway) -> None:
    known = (await asked.get(BOOT)).headers
    for same in (known["ETag"], known["Last-Modified"]):
        assert (await asked.get(BOOT, range="bytes=0-9", if_range=same)).status == 206
    changed = ('"other"', f"W/{known['ETag']}", "Thu, 01 Jan 2026 00:00:00 GMT", "rubbish")
    for other in changed:
        answer = await asked.get(BOOT, range=f"bytes={SIZE}-", if_range=other)
        assert (answer.status, answer.body) == (200, WHOLE)


async def test_conditions_are_evaluated_before_ranges(asked: Gateway) -> None:
    known = (await asked.get(BOOT)).headers
    answer = await asked.get(BOOT, range="bytes=0-9", if_none_match=known["ETag"])
    assert answer.status == 304


async def test_head_takes_no_range(asked: Gateway) -> None:
    answer = await asked.get(BOOT, method="HEAD", range="bytes=0-9")
    assert (answer.status, answer.headers["Content-Length"]) == (200, str(SIZE))
