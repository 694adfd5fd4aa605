"""Regions that an asset does not have: the picture is delivered, and it is said."""

import pytest

from tests.gateway.conftest import Darkroom
from tests.gateway.darkroom import store_asset


async def test_what_is_delivered_without_its_region_says_so(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    base = "/demo/image/upload"
    path = f"{base}/c_fill,g_region_!hat!,h_90,w_40/boot.png"
    for method in ("GET", "GET", "HEAD"):
        answer = await darkroom.gateway.get(path, method=method)
        assert answer.status == 200
        assert "no region_!hat!;" in answer.headers["X-Cld-Error"]
    first = await darkroom.gateway.get(path)
    centred = await darkroom.gateway.get(f"{base}/c_fill,h_90,w_40/boot.png")
    assert first.body == centred.body
    # It is one derived asset: only what was asked of it differs.
    assert first.headers["ETag"] == centred.headers["ETag"]
    assert "X-Cld-Error" not in centred.headers


@pytest.mark.parametrize(
    "text",
    [
        "if_!hat!_in_rn/c_auto,g_region_!hat!,h_90,w_40/if_end",
        "if_!hat!_nin_rn/h_90/if_else/c_auto,g_region_!hat!,h_90,w_40/if_end",
    ],
)
async def test_who_asks_first_whether_there_is_a_region_is_told_nothing(
    darkroom: Darkroom, text: str
) -> None:
    """S1-033."""
    await store_asset(darkroom.gateway.context, "boot")
    answer = await darkroom.gateway.get(f"/demo/image/upload/{text}/boot.png")
    assert answer.status == 200
    assert "X-Cld-Error" not in answer.headers
