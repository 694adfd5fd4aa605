"""What cannot be delivered is refused with a reason, and never kept for long."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.answers import LONGEST_REASON, header_safe
from tests.gateway.conftest import Darkroom
from tests.gateway.darkroom import destroy_asset, gateway, store_asset

UPLOAD = "/demo/image/upload"


@pytest.mark.parametrize(
    ("written", "status", "named"),
    [
        ("w_abc,c_scale", 400, ("w_abc,c_scale", "w")),
        ("c_foo,w_80", 400, ("c_foo", "c")),
        ("c_scale,w_80/e_gen_restore,w_2", 501, ("e_gen_restore",)),
        ("c_fill,g_face,w_80,h_80", 501, ("g_face",)),
        ("c_scale,w_0", 400, ("w_0",)),
        ("e_camera", 400, ("e_camera",)),
        ("e_reverse", 400, ("e_reverse", "does not work on image assets")),
        ("l_video:clip/fl_layer_apply", 400, ("l_video:clip", "video")),
    ],
)
async def test_a_transformation_that_cannot_be_drawn_is_refused_by_name(
    darkroom: Darkroom, written: str, status: int, named: tuple[str, ...]
) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    answer = await darkroom.gateway.get(f"{UPLOAD}/{written}/boot.jpg")
    assert (answer.status, answer.body) == (status, b"")
    assert all(part in answer.headers["X-Cld-Error"] for part in named)
    assert answer.headers["Cache-Control"] == "no-store"
    assert await darkroom.worker.jobs() == 0


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/demo",
        "/demo/image",
        "/demo/image/upload",
        "/demo/image/upload/",
        "/demo/image/list/x",
    ],
)
async def test_a_path_that_is_no_delivery_url_is_refused(darkroom: Darkroom, path: str) -> None:
    answer = await darkroom.gateway.get(path)
    assert answer.status in (400, 404)
    assert answer.headers["X-Cld-Error"]


@pytest.mark.parametrize(
    ("path", "status", "named"),
    [
        ("/demo/video/upload/film.mp4", 501, "video"),
        ("/demo/video/upload/so_2,eo_5/e_reverse/film.mp4", 501, "video"),
        ("/demo/video/upload/o_50/film.mp4", 400, "o_ does not work on video assets"),
        ("/demo/video/upload/c_fill,w_abc/film.mp4", 400, "Invalid width 'abc'"),
        ("/demo/raw/upload/w_80,c_scale/file.txt", 400, "Raw"),
    ],
)
async def test_what_is_not_supported_is_refused_by_name(
    darkroom: Darkroom, path: str, status: int, named: str
) -> None:
    answer = await darkroom.gateway.get(path)
    assert answer.status == status
    assert named in answer.headers["X-Cld-Error"]


async def test_another_cloud_is_not_found(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    answer = await darkroom.gateway.get("/other/image/upload/boot")
    assert answer.status == 404


async def test_f14_an_upload_ends_a_404_at_once(darkroom: Darkroom) -> None:
    """F14: the 404 carried a short TTL, and no gateway keeps it."""
    async with gateway(darkroom.storage) as other:
        for asked in (darkroom.gateway, other):
            missing = await asked.get(f"{UPLOAD}/c_scale,w_80/boot.jpg")
            assert (missing.status, missing.body) == (404, b"")
            assert missing.headers["X-Cld-Error"] == "Resource not found - boot"
            assert missing.headers["Cache-Control"] == "public, max-age=5"
        await store_asset(darkroom.gateway.context, "boot")
        for asked in (darkroom.gateway, other):
            found = await asked.get(f"{UPLOAD}/c_scale,w_80/boot.jpg")
            assert found.status == 200


async def test_a_destroyed_asset_is_gone_at_once_on_every_gateway(darkroom: Darkroom) -> None:
    record = await store_asset(darkroom.gateway.context, "boot")
    async with gateway(darkroom.storage) as other:
        for asked in (darkroom.gateway, other):
            assert (await asked.get(f"{UPLOAD}/c_scale,w_80/boot.jpg")).status == 200
        await destroy_asset(other.context, record)
        assert (await other.get(f"{UPLOAD}/c_scale,w_80/boot.jpg")).status == 404
        assert (await other.get(f"{UPLOAD}/boot.jpg")).status == 404


async def test_a_folder_that_looks_like_a_slip_is_a_folder_where_an_asset_is_in_it(
    darkroom: Darkroom,
) -> None:
    await store_asset(darkroom.gateway.context, "c_photos/boot")
    assert (await darkroom.gateway.get(f"{UPLOAD}/c_photos/boot.jpg")).status == 200
    slip = await darkroom.gateway.get(f"{UPLOAD}/c_photos/other.jpg")
    assert slip.status == 400
    assert "c_photos" in slip.headers["X-Cld-Error"]


@pytest.mark.parametrize(
    "hostile",
    [
        "/".join(["c_scale,w_80"] * 600),
        "/".join(["if_w_gt_1"] * 64),
        "/".join(["l_logo"] * 64),
        "c_scale,w_9e999",
        "c_scale,w_nan",
        "c_scale,w_" + "2^" * 500 + "2",
        "c_pad,h_1,w_1000000000",
        "c_scale,w_80%00",
        "c_scale,w_80,$x_%E2%80%AEgnp",
        ",".join(f"w_{number}" for number in range(1_200)),
    ],
)
async def test_f23_a_hostile_transformation_is_refused_and_queues_nothing(
    darkroom: Darkroom, hostile: str
) -> None:
    """F23: 400 or 501 that names the part, 404 that names a missing layer; no job."""
    await store_asset(darkroom.gateway.context, "boot")
    path = f"{UPLOAD}/{hostile}/boot.jpg"
    answer = await darkroom.gateway.get(path)
    assert answer.status in (400, 404, 501)
    short = "public, max-age=5" if answer.status == 404 else "no-store"
    assert answer.headers["Cache-Control"] == short
    assert answer.headers["X-Cld-Error"].isprintable()
    assert await darkroom.worker.jobs() == 0


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "%2e%2e/%2e%2e/records",
        "..%2f..%2frecords",
        "a%00b",
        "%ff%fe",
        "a%0d%0aSet-Cookie:%20x=1",
        "%E2%80%AEgpj.toob",
        "x" * 300,
    ],
)
async def test_f23_a_hostile_name_finds_nothing(darkroom: Darkroom, name: str) -> None:
    """F23: no key escapes its prefix, no header is injected."""
    await store_asset(darkroom.gateway.context, "boot")
    answer = await darkroom.gateway.get(f"{UPLOAD}/{name}")
    assert answer.status in (400, 404)
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["X-Cld-Error"].isascii()


async def test_delivery_answers_reading_methods_only(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = await darkroom.gateway.get(f"{UPLOAD}/boot", method=method)
        assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    asked = await darkroom.gateway.get(f"{UPLOAD}/boot", method="OPTIONS")
    assert asked.status == 204
    assert "Range" in asked.headers["Access-Control-Allow-Headers"]
    assert asked.headers["Access-Control-Allow-Origin"] == "*"


async def test_the_unexpected_is_a_500_that_tells_nothing(
    darkroom: Darkroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError("at /srv/secret/place.py line 7")

    monkeypatch.setattr(type(darkroom.gateway.context.catalog), "read", broken)
    answer = await darkroom.gateway.get(f"{UPLOAD}/boot")
    assert (answer.status, answer.body) == (500, b"")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Request-Id"]
    assert "secret" not in str(answer.headers)


async def test_a_reason_in_any_script_reaches_the_client(darkroom: Darkroom) -> None:
    answer = await darkroom.gateway.get(f"{UPLOAD}/{quote('größe 靴')}")
    assert answer.headers["X-Cld-Error"] == f"Resource not found - {quote('größe 靴', safe=' ')}"


@given(st.text())
def test_any_reason_fits_in_a_header(reason: str) -> None:
    written = header_safe(reason)
    assert written.isascii()
    assert written == "" or written.isprintable()
    assert len(written) <= 12 * LONGEST_REASON
