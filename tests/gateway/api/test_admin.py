import asyncio
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import cloudinary.api
import pytest
from cloudinary.exceptions import (
    AuthorizationRequired,
    BadRequest,
    NotFound,
)

from gateway.api.allowance import Allowance
from gateway.api.errors import AllowanceSpent
from tests.gateway.api.conftest import BASIC, Api
from tests.gateway.darkroom import ACCOUNT
from tests.photographs import encoded, rocket

PHOTOGRAPH = encoded(rocket())


async def call(
    api: Api, method: str, path: str, **request: Any
) -> tuple[int, Mapping[str, str], Any]:
    async with api.gateway.session.request(method, f"{api.gateway.url}{path}", **request) as answer:
        assert answer.content_type == "application/json"
        return answer.status, answer.headers, await answer.json()


async def test_the_sdk_pings(api: Api) -> None:
    answer = await api.sdk(cloudinary.api.ping)
    assert answer == {"status": "ok"}
    assert answer.rate_limit_allowed - answer.rate_limit_remaining == 1
    assert answer.rate_limit_reset_at is not None


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"api_secret": "wrong"}, "api_secret mismatch"),
        ({"api_key": "other"}, "unknown api_key"),
        ({"cloud_name": "other"}, "cloud_name mismatch"),
        ({"oauth_token": "x"}, "Only Basic"),
    ],
)
async def test_wrong_credentials_are_unauthorised(
    api: Api, options: dict[str, str], message: str
) -> None:
    """F27"""
    with pytest.raises(AuthorizationRequired, match=message):
        await api.sdk(cloudinary.api.ping, **options)


async def test_an_asset_is_described_as_its_upload_was_answered(api: Api) -> None:
    uploaded = await api.upload(PHOTOGRAPH, public_id="shop/b\u00f6ot 1", tags="a", context="k=v")
    described = await api.sdk(cloudinary.api.resource, "shop/b\u00f6ot 1")
    assert described.pop("derived") == []
    same = set(described)
    assert {"asset_id", "url", "secure_url", "context", "tags", "etag", "folder"} <= same
    assert described == {name: uploaded[name] for name in same}


async def test_derived_assets_are_listed_by_pages(api: Api) -> None:
    eager = [f"c_scale,w_{width}" for width in range(20, 25)]
    uploaded = await api.upload(PHOTOGRAPH, public_id="boot", eager=eager)
    listed: list[dict[str, Any]] = []
    cursor = None
    while True:
        page = await api.sdk(
            cloudinary.api.resource, "boot", max_results=2, derived_next_cursor=cursor
        )
        assert len(page["derived"]) <= 2
        listed += page["derived"]
        cursor = page.get("derived_next_cursor")
        if cursor is None:
            break
    assert len({entry["id"] for entry in listed}) == 5
    jobs = len(api.worker.done)
    for entry in listed:
        delivered = await api.gateway.get(urlsplit(entry["url"]).path)
        assert (delivered.status, len(delivered.body)) == (200, entry["bytes"])
        assert f"w_{entry['width']}" in entry["transformation"]
    assert len(api.worker.done) == jobs
    facts = ("width", "height", "bytes", "format")
    assert sorted([entry[fact] for fact in facts] for entry in listed) == sorted(
        [entry[fact] for fact in facts] for entry in uploaded["eager"]
    )


async def test_an_unknown_asset_is_not_found(api: Api) -> None:
    await api.upload(PHOTOGRAPH, public_id="boot")
    with pytest.raises(NotFound, match="Resource not found - shoe"):
        await api.sdk(cloudinary.api.resource, "shoe")
    with pytest.raises(NotFound):
        await api.sdk(cloudinary.api.resource, "boot", type="private")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"colors": True}, "colors is not supported yet"),
        ({"max_results": 501}, "Invalid max_results"),
        ({"max_results": 0}, "Invalid max_results"),
        ({"derived_next_cursor": "../x"}, "Invalid derived_next_cursor"),
        ({"resource_type": "video"}, "Resource type video is not supported yet"),
        ({"resource_type": "sound"}, "Unknown resource type"),
        ({"type": "facebook"}, "Unknown type"),
    ],
)
async def test_what_cannot_be_answered_is_named(
    api: Api, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(BadRequest, match=message):
        await api.sdk(cloudinary.api.resource, "boot", **options)


@pytest.mark.parametrize(
    ("method", "path", "status", "allowed"),
    [
        ("GET", "/v1_1/demo/image/upload", 405, "POST"),
        ("PUT", "/v1_1/demo/image/destroy", 405, "POST"),
        ("POST", "/v1_1/demo/ping", 405, "GET"),
        ("DELETE", "/v1_1/demo/resources/image/upload/boot", 405, "GET, POST"),
        ("POST", "/v1_1/demo/image/rename", 404, None),
        ("GET", "/v1_1/demo/usage", 404, None),
        ("GET", "/v1_1", 404, None),
        ("GET", "/v1_1/demo/%0A", 404, None),
    ],
)
async def test_unknown_paths_and_wrong_methods_are_answered_in_json(
    api: Api, method: str, path: str, status: int, allowed: str | None
) -> None:
    answered, headers, said = await call(api, method, path, **BASIC)
    assert (answered, headers.get("Allow")) == (status, allowed)
    assert isinstance(said["error"]["message"], str)


async def test_every_answer_names_its_request_and_is_not_stored(api: Api) -> None:
    paths = ("/v1_1/demo/ping", "/v1_1/other/ping", "/v1_1/x")
    answers = await asyncio.gather(*(call(api, "GET", path, **BASIC) for path in paths))
    assert len({headers["X-Request-Id"] for _, headers, _ in answers}) == 3
    assert {headers["Cache-Control"] for _, headers, _ in answers} == {"no-store"}


async def test_the_admin_api_tells_its_allowance_also_when_it_refuses(api: Api) -> None:
    _, headers, _ = await call(api, "GET", "/v1_1/demo/ping")
    assert headers["WWW-Authenticate"] == 'Basic realm="Darkroom"'
    assert headers["X-FeatureRateLimit-Limit"] == headers["X-FeatureRateLimit-Remaining"]
    assert parsedate_to_datetime(headers["X-FeatureRateLimit-Reset"]).minute == 0


def test_an_allowance_is_spent_and_is_whole_again_in_the_next_hour() -> None:
    now = [7200.0]
    allowance = Allowance(lambda: now[0], limit=2)
    allowance.take()
    allowance.take()
    with pytest.raises(AllowanceSpent):
        allowance.take()
    assert allowance.headers()["X-FeatureRateLimit-Remaining"] == "0"
    assert allowance.headers()["X-FeatureRateLimit-Reset"] == "Thu, 01 Jan 1970 03:00:00 GMT"
    now[0] = 10800
    allowance.take()
    assert allowance.headers()["X-FeatureRateLimit-Remaining"] == "1"


async def test_another_tenant_learns_nothing_of_an_asset(api: Api) -> None:
    """F27"""
    await api.upload(PHOTOGRAPH, public_id="boot")
    for public_id in ("boot", "shoe"):
        path = f"/v1_1/demo/resources/image/upload/{public_id}"
        status, _, said = await call(api, "GET", path)
        assert (status, said) == (
            401,
            {"error": {"message": "Only Basic authorization is supported"}},
        )
    assert ACCOUNT.api_secret not in str(said)
