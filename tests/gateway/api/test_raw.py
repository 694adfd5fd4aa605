"""Raw assets: files into which nobody looks, by the vendor's SDK."""

import cloudinary.api
import cloudinary.uploader
import cloudinary.utils
import pytest
from cloudinary.exceptions import BadRequest, NotFound

from planner.signature import sign
from tests.gateway.api.conftest import BASIC, Api, post, settled
from tests.gateway.darkroom import ACCOUNT

FONT = b"\0\1\0\0 not much of a font"


async def _keep(api: Api, name: str, content: bytes = FONT, **options: object) -> dict[str, object]:
    return await api.upload(content, public_id=name, resource_type="raw", **options)


async def test_a_raw_file_is_kept_as_it_came_under_its_whole_name(api: Api) -> None:
    """S2-003."""
    kept = await _keep(api, "fonts/My.Own.ttf")
    assert kept["public_id"] == "fonts/My.Own.ttf"
    assert (kept["resource_type"], kept["type"], kept["bytes"]) == ("raw", "upload", len(FONT))
    assert not {"width", "height", "format", "pages"} & kept.keys()
    assert str(kept["url"]).endswith(f"/raw/upload/v{kept['version']}/fonts/My.Own.ttf")
    assert not api.worker.done
    answer = await api.gateway.get("/demo/raw/upload/fonts/My.Own.ttf")
    assert (answer.status, answer.body) == (200, FONT)
    assert answer.headers["Content-Type"] == "font/ttf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Content-Disposition" not in answer.headers


@pytest.mark.parametrize(
    ("name", "media_type", "saved"),
    [
        ("a.html", "text/html", True),
        ("a.HTM", "text/html", True),
        ("a.svg", "image/svg+xml", True),
        ("a.svgz", "application/octet-stream", True),
        ("a.xhtml", "application/xhtml+xml", True),
        ("a.xml", "text/xml", True),
        ("a.js", "application/javascript", True),
        ("a.mht", "message/rfc822", True),
        ("a.cube", "application/octet-stream", True),
        ("a", "application/octet-stream", True),
        ("a.csv", "text/csv", False),
        ("a.pdf", "application/pdf", False),
        ("a.vtt", "text/vtt", False),
        ("a.png", "image/png", False),
    ],
)
async def test_what_might_run_is_saved_and_not_shown(
    api: Api, name: str, media_type: str, saved: bool
) -> None:
    """F21."""
    await _keep(api, name, b"<html><script>alert(1)</script></html>")
    answer = await api.gateway.get(f"/demo/raw/upload/{name}")
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    disposition = answer.headers.get("Content-Disposition")
    assert disposition == (f'attachment; filename="{name}"' if saved else None)


async def test_an_authenticated_raw_file_needs_a_signed_url(api: Api) -> None:
    await _keep(api, "secret.ttf", type="authenticated")
    assert (await api.gateway.get("/demo/raw/authenticated/secret.ttf")).status == 401
    assert (await api.gateway.get("/demo/raw/upload/secret.ttf")).status == 404
    signature = sign("secret.ttf", ACCOUNT.api_secret)
    signed = await api.gateway.get(f"/demo/raw/authenticated/s--{signature}--/secret.ttf")
    assert (signed.status, signed.body) == (200, FONT)


async def test_a_raw_file_is_only_told_how_to_be_handed_over(api: Api) -> None:
    await _keep(api, "a.csv", b"1,2", filename_override="sums.csv")
    answer = await api.gateway.get("/demo/raw/upload/fl_attachment/a.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="sums.csv"'
    named = await api.gateway.get("/demo/raw/upload/fl_attachment:figures/a.csv")
    assert named.headers["Content-Disposition"] == 'attachment; filename="figures.csv"'
    for transformation in ("c_scale,w_80", "f_png", "fl_attachment/e_sepia"):
        refused = await api.gateway.get(f"/demo/raw/upload/{transformation}/a.csv")
        assert refused.status == 400
        assert "not transformed" in refused.headers["X-Cld-Error"]


async def test_raw_files_are_named_like_those_that_were_sent(api: Api, tmp_path: object) -> None:
    file = f"{tmp_path}/My font.ttf"
    with open(file, "wb") as written:  # noqa: PTH123 - a few bytes, for the SDK
        written.write(FONT)
    made_up = await api.upload(file, resource_type="raw")
    assert str(made_up["public_id"]).endswith(".ttf")
    assert len(str(made_up["public_id"])) == 24
    named = await api.upload(file, resource_type="raw", use_filename=True, unique_filename=False)
    assert named["public_id"] == "My font.ttf"
    assert named["original_filename"] == "My font"


async def test_a_new_version_of_a_raw_file_takes_the_place_of_the_old(api: Api) -> None:
    first = await _keep(api, "table.cube", b"old")
    second = await _keep(api, "table.cube", b"new")
    assert second["overwritten"]
    assert second["asset_id"] == first["asset_id"]
    assert second["version_id"] != first["version_id"]
    assert (await api.gateway.get("/demo/raw/upload/table.cube")).body == b"new"
    await settled(api)
    assert len(await api.keys(f"originals/demo/{first['asset_id']}/")) == 1


async def test_raw_files_are_described_labelled_and_destroyed(api: Api) -> None:
    await _keep(api, "a.ttf", type="authenticated", tags="font")
    options = {"resource_type": "raw", "type": "authenticated"}
    told = await api.sdk(cloudinary.api.resource, "a.ttf", **options)
    assert (told["public_id"], told["tags"], told["bytes"]) == ("a.ttf", ["font"], len(FONT))
    told = await api.sdk(cloudinary.api.update, "a.ttf", tags="new", **options)
    assert told["tags"] == ["new"]
    with pytest.raises(BadRequest, match="no areas"):
        await api.sdk(cloudinary.api.update, "a.ttf", custom_coordinates=(1, 2, 3, 4), **options)
    for kind, result in (({}, "not found"), (options, "ok"), (options, "not found")):
        answer = await api.sdk(cloudinary.uploader.destroy, "a.ttf", **kind)
        assert answer["result"] == result
    await settled(api)
    assert not await api.keys("originals/")
    with pytest.raises(NotFound):
        await api.sdk(cloudinary.api.resource, "a.ttf", **options)


@pytest.mark.parametrize(
    ("name", "value"),
    [("eager", "w_8"), ("faces", "true"), ("face_coordinates", "1,2,3,4"), ("regions", "{}")],
)
async def test_what_concerns_pictures_is_refused_for_raw_files(
    api: Api, name: str, value: str
) -> None:
    said = {"file": "data:;base64,AAAA", "public_id": "a.ttf", name: value}
    status, answer = await post(api, "raw/upload", data=said, **BASIC)
    assert status == 400
    assert answer["error"]["message"] == f"{name} does not work on raw assets"
