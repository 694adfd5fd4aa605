import base64
import hashlib
import io
import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import cloudinary.utils
import pytest
from cloudinary.exceptions import (
    AuthorizationRequired,
    BadRequest,
    Error,
)
from PIL import Image

from storage import object_keys
from tests.gateway.api.conftest import BASIC, Api, gathered, post, run_api, settled
from tests.gateway.darkroom import ACCOUNT
from tests.photographs import astronaut, encoded, rocket
from tests.servers import ValkeyServer

PHOTOGRAPH = encoded(rocket())
OTHER = encoded(astronaut())


def path_of(url: str) -> str:
    return urlsplit(url).path


async def test_the_sdk_uploads_a_photograph_and_its_original_is_delivered(
    api: Api, tmp_path: Path
) -> None:
    source = tmp_path / "my rocket.jpg"
    source.write_bytes(PHOTOGRAPH)
    before = int(time.time())
    answer = await api.upload(
        str(source), public_id="shop/boot", tags=["a", "b"], context={"k": "v=|"}
    )
    assert re.fullmatch("[0-9a-f]{32}", answer["asset_id"])
    assert re.fullmatch("[0-9a-f]{32}", answer["version_id"])
    assert before <= answer["version"] <= time.time()
    host = api.gateway.url.removeprefix("http://")
    expected = {
        "public_id": "shop/boot",
        "width": 640,
        "height": 427,
        "format": "jpg",
        "resource_type": "image",
        "type": "upload",
        "tags": ["a", "b"],
        "pages": 1,
        "bytes": len(PHOTOGRAPH),
        "etag": hashlib.md5(PHOTOGRAPH).hexdigest(),
        "placeholder": False,
        "url": f"http://{host}/demo/image/upload/v{answer['version']}/shop/boot.jpg",
        "secure_url": f"https://{host}/demo/image/upload/v{answer['version']}/shop/boot.jpg",
        "folder": "shop",
        "asset_folder": "shop",
        "display_name": "boot",
        "original_filename": "my rocket",
        "api_key": ACCOUNT.api_key,
        "context": {"custom": {"k": "v=|"}},
    }
    assert {name: answer[name] for name in expected} == expected
    assert "existing" not in answer
    assert "overwritten" not in answer
    assert "eager" not in answer
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", answer["created_at"])
    assert cloudinary.utils.verify_api_response_signature(
        answer["public_id"], answer["version"], answer["signature"]
    )
    delivered = await api.gateway.get(path_of(answer["url"]))
    assert (delivered.status, delivered.body) == (200, PHOTOGRAPH)
    assert delivered.headers["Content-Type"] == "image/jpeg"


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
@pytest.mark.parametrize("version", [1, 2])
async def test_every_signature_of_the_sdk_is_accepted(
    api: Api, algorithm: str, version: int
) -> None:
    answer = await api.upload(
        io.BytesIO(PHOTOGRAPH),
        public_id="boot",
        tags="a&b",
        signature_algorithm=algorithm,
        signature_version=version,
    )
    assert answer["tags"] == ["a&b"]


async def test_a_data_uri_uploads_under_a_random_public_id(api: Api) -> None:
    """S1-043"""
    uri = f"data:image/jpeg;base64,{base64.b64encode(PHOTOGRAPH).decode()}"
    answer = await api.upload(uri)
    assert re.fullmatch("[a-z0-9]{20}", answer["public_id"])
    assert answer["etag"] == hashlib.md5(PHOTOGRAPH).hexdigest()
    assert answer["original_filename"] == "file"


async def test_an_upload_may_be_json_with_basic_credentials(api: Api) -> None:
    """S1-028"""
    body = {
        "file": f"data:image/png;base64,{base64.b64encode(encoded(rocket(), 'PNG')).decode()}",
        "public_id": "boot",
        "tags": ["a", "b"],
    }
    status, answer = await post(api, "image/upload", json=body, **BASIC)
    assert (status, answer["format"], answer["tags"]) == (200, "png", ["a", "b"])


async def test_an_upload_may_be_urlencoded_and_to_auto(api: Api) -> None:
    """S1-029"""
    uri = f"data:image/jpeg;base64,{base64.b64encode(PHOTOGRAPH).decode()}"
    status, answer = await post(api, "auto/upload", data={"file": uri, "public_id": "b"}, **BASIC)
    assert (status, answer["resource_type"]) == (200, "image")


@pytest.mark.parametrize(
    ("options", "pattern"),
    [
        ({"public_id": "boot.jpg"}, "boot"),
        ({"folder": "shop/winter", "public_id": "boot"}, "shop/winter/boot"),
        ({"public_id_prefix": "shop", "public_id": "boot"}, "shop/boot"),
        ({"folder": "shop"}, "shop/[a-z0-9]{20}"),
        ({"use_filename": True}, "red_boot_[a-z0-9]{6}"),
        ({"use_filename": True, "unique_filename": False}, "red_boot"),
        ({"use_filename": True, "filename_override": "x.png"}, "x_[a-z0-9]{6}"),
        ({"unique_filename": False}, "[a-z0-9]{20}"),
    ],
)
async def test_a_public_id_is_chosen_as_asked(
    api: Api, options: dict[str, Any], pattern: str
) -> None:
    answer = await api.upload(io.BytesIO(PHOTOGRAPH), filename="red?boot.jpg", **options)
    assert re.fullmatch(pattern, answer["public_id"])
    delivered = await api.gateway.get(path_of(answer["url"]))
    assert delivered.body == PHOTOGRAPH


async def test_overwriting_keeps_the_asset_and_removes_the_old_version(api: Api) -> None:
    first = await api.upload(PHOTOGRAPH, public_id="boot", tags="old", context="a=b")
    small = f"/demo/image/upload/c_scale,w_100/v{first['version']}/boot.jpg"
    assert (await api.gateway.get(small)).status == 200
    second = await api.upload(OTHER, public_id="boot")
    assert second["asset_id"] == first["asset_id"]
    assert second["created_at"] == first["created_at"]
    assert second["version_id"] != first["version_id"]
    assert second["version"] > first["version"]
    assert second["overwritten"] is True
    assert (second["tags"], second.get("context")) == ([], None)
    delivered = await api.gateway.get(path_of(second["url"]))
    assert delivered.body == OTHER
    await settled(api)
    originals = await api.keys(object_keys.originals_of("demo", first["asset_id"]))
    assert originals == [object_keys.original("demo", first["asset_id"], second["version_id"])]
    assert not await api.keys(object_keys.derived_of("demo", first["asset_id"]))


async def test_a_derived_asset_of_the_new_version_survives_the_cleaning_of_the_old(
    api: Api,
) -> None:
    """F13"""
    await api.upload(PHOTOGRAPH, public_id="boot")
    second = await api.upload(OTHER, public_id="boot")
    small = f"/demo/image/upload/c_scale,w_64/v{second['version']}/boot.png"
    assert (await api.gateway.get(small)).size == (64, 64)
    await settled(api)
    assert len(await api.keys(object_keys.derived_of("demo", second["asset_id"]))) == 1


async def test_without_overwrite_the_existing_asset_is_answered(api: Api) -> None:
    first = await api.upload(PHOTOGRAPH, public_id="boot", tags="a")
    second = await api.upload(OTHER, public_id="boot", tags="b", overwrite=False)
    assert second["existing"] is True
    for name in ("asset_id", "version_id", "etag", "tags"):
        assert second[name] == first[name]
    assert len(await api.keys("originals/")) == 1


async def test_an_upload_ends_a_404_at_once(api: Api) -> None:
    """F14"""
    assert (await api.gateway.get("/demo/image/upload/boot.jpg")).status == 404
    await api.upload(PHOTOGRAPH, public_id="boot")
    assert (await api.gateway.get("/demo/image/upload/boot.jpg")).body == PHOTOGRAPH


@pytest.mark.parametrize("delivery_type", ["private", "authenticated"])
async def test_what_is_not_public_is_answered_with_a_signed_url(
    api: Api, delivery_type: str
) -> None:
    answer = await api.upload(
        PHOTOGRAPH, public_id="shop/b\u00f6ot 1", type=delivery_type, eager="c_scale,w_10"
    )
    path = path_of(answer["url"])
    assert "/s--" in path
    assert (await api.gateway.get(path)).body == PHOTOGRAPH
    assert (await api.gateway.get(re.sub("s--.*?--/", "", path))).status == 401
    eager = await api.gateway.get(path_of(answer["eager"][0]["url"]))
    assert (eager.status, eager.size) == (200, (10, 7))


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (b"\xff\xd8\xff" + b"x" * 500, "Invalid image file"),
        (PHOTOGRAPH[: len(PHOTOGRAPH) // 2], "Invalid image file"),
        (b"<html></html>", "Invalid image file"),
        (b"\0" * 3_000_001, "File size too large. Maximum is 3000000 bytes"),
    ],
)
async def test_a_broken_file_is_a_bad_request_and_nothing_is_stored(
    api: Api, file: bytes, message: str
) -> None:
    """F20, F21"""
    with pytest.raises(BadRequest, match=message):
        await api.upload(io.BytesIO(file), public_id="boot", eager="c_scale,w_10")
    assert not await api.keys("")
    assert (await api.gateway.get("/demo/image/upload/boot.jpg")).status == 404


async def test_a_file_that_pretends_to_be_of_another_format_is_stored_as_what_it_is(
    api: Api,
) -> None:
    """F21"""
    answer = await api.upload(("photo.jpg", encoded(rocket(), "WEBP")))
    delivered = await api.gateway.get(path_of(answer["url"]))
    assert (answer["format"], delivered.headers["Content-Type"]) == ("webp", "image/webp")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"eager": "c_fil,w_100"}, "c_fil"),
        ({"eager": "c_fill,w_abc|c_scale,w_5"}, "w_abc"),
        ({"eager": "c_scale,w_5/xyz"}, "'xyz' is neither component nor extension"),
        ({"eager": "c_scale,w_5||c_scale,w_6"}, "empty"),
        ({"eager": "jpg"}, "jpg"),
        ({"eager": "|".join(["w_5"] * 101)}, "at most 100"),
        ({"public_id": "a?b"}, "may not contain '\\?'"),
        ({"public_id": "x" * 256}, "at most 255"),
        ({"context": "x"}, "Invalid context"),
        ({"eager_notification_url": "ftp://x"}, "Invalid eager_notification_url"),
        ({"type": "fetch"}, "Invalid type"),
        ({"colors": True}, "colors is not supported yet"),
        ({"transformation": "w_100"}, "transformation is not supported yet"),
        ({"notification_url": "http://127.0.0.1"}, "notification_url is not supported yet"),
        ({"upload_preset": "x"}, "upload_preset is not supported yet"),
        ({"moderation": "manual"}, "moderation is not supported yet"),
    ],
)
async def test_what_cannot_be_carried_out_is_refused_before_anything_is_stored(
    api: Api, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(BadRequest, match=message):
        await api.upload(PHOTOGRAPH, **options)
    assert not await api.keys("")
    assert not api.worker.done


async def test_an_eager_transformation_that_fits_no_such_asset_leaves_nothing_behind(
    api: Api,
) -> None:
    with pytest.raises(BadRequest):
        await api.upload(PHOTOGRAPH, public_id="boot", eager="c_scale,w_30000,h_30000")
    assert not await api.keys("")


async def test_a_false_flag_of_what_is_not_built_changes_nothing(api: Api) -> None:
    answer = await api.upload(PHOTOGRAPH, faces=False, backup=False, invalidate=False, phash=None)
    assert answer["width"] == 640


@pytest.mark.parametrize("kind", ["video"])
async def test_other_asset_types_are_not_supported_yet(api: Api, kind: str) -> None:
    with pytest.raises(BadRequest, match=f"Resource type {kind} is not supported yet"):
        await api.upload(PHOTOGRAPH, resource_type=kind)


async def test_a_chunked_upload_is_not_supported_yet(api: Api) -> None:
    with pytest.raises(BadRequest, match="Chunked upload is not supported yet"):
        await api.sdk(
            cloudinary.uploader.upload_large, io.BytesIO(PHOTOGRAPH), resource_type="image"
        )


async def test_a_wrong_secret_is_unauthorised_and_nothing_is_stored(api: Api) -> None:
    """F27"""
    with pytest.raises(AuthorizationRequired, match="Invalid Signature") as refusal:
        await api.upload(PHOTOGRAPH, api_secret="wrong")
    assert ACCOUNT.api_secret not in str(refusal.value)
    with pytest.raises(AuthorizationRequired, match="unknown api_key"):
        await api.upload(PHOTOGRAPH, api_key="other")
    with pytest.raises(AuthorizationRequired, match="cloud_name mismatch"):
        await api.upload(PHOTOGRAPH, cloud_name="other")
    assert not await api.keys("")


async def test_no_file_and_an_empty_one_are_bad_requests(api: Api) -> None:
    for body in ({"public_id": "x"}, {"public_id": "x", "file": ""}):
        status, answer = await post(api, "image/upload", json=body, **BASIC)
        assert status == 400
        assert "file" in answer["error"]["message"]


async def test_an_unknown_parameter_is_named(api: Api) -> None:
    status, answer = await post(api, "image/upload", json={"colour": "red"}, **BASIC)
    assert (status, answer["error"]["message"]) == (400, "Unknown parameter colour")


async def test_many_uploads_of_one_public_id_leave_one_whole_asset(api: Api) -> None:
    """Each gets a version of its own; the last one's original is all that stays."""
    answers = await gathered(
        *(api.upload(encoded(rocket(64 + n, 64)), public_id="boot") for n in range(6))
    )
    assert len({answer["version_id"] for answer in answers}) == 6
    assert len({answer["version"] for answer in answers}) == 6
    record = await api.record("boot")
    assert record is not None
    last = max(answers, key=lambda answer: int(answer["version"]))
    assert (record.version, record.asset_id) == (last["version"], last["asset_id"])
    await settled(api)
    kept = object_keys.original("demo", record.asset_id, record.version_id)
    assert await api.keys("originals/") == [kept]
    delivered = await api.gateway.get(path_of(last["url"]))
    with Image.open(io.BytesIO(delivered.body)) as image:
        assert image.width == last["width"]


async def test_without_a_worker_the_client_is_told_to_come_back_and_nothing_stays(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.api.intake.PROBE_PATIENCE", 0.2)
    api.worker.free.clear()
    with pytest.raises(Error, match="could not be examined in time"):
        await api.upload(PHOTOGRAPH, public_id="boot")
    assert not await api.keys("")


async def test_urls_name_the_public_host_where_one_is_set(
    tmp_path: Path, valkey: ValkeyServer
) -> None:
    async with run_api(tmp_path, valkey, public_host="cdn.example") as api:
        answer = await api.upload(PHOTOGRAPH, public_id="boot", eager="c_scale,w_20")
    path = f"/demo/image/upload/v{answer['version']}/boot.jpg"
    assert answer["url"] == f"http://cdn.example{path}"
    assert answer["secure_url"] == f"https://cdn.example{path}"
    assert answer["eager"][0]["url"].startswith(
        "http://cdn.example/demo/image/upload/c_scale,w_20/"
    )


async def test_what_is_left_to_clean_is_cleaned_before_the_gateway_stops(
    tmp_path: Path, valkey: ValkeyServer
) -> None:
    async with run_api(tmp_path, valkey) as api:
        await api.upload(PHOTOGRAPH, public_id="boot")
        await api.upload(OTHER, public_id="boot")
    assert (
        len([path for path in (tmp_path / "objects" / "originals").rglob("*") if path.is_file()])
        == 1
    )
