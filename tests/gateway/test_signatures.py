"""Signed delivery URLs, as the vendor's SDK signs them."""

import base64
import hashlib

import cloudinary.utils
import pytest

from tests.gateway.conftest import Darkroom
from tests.gateway.darkroom import ACCOUNT, store_asset

FILL = "c_scale,w_80"


def sign(signed: str, *, digest: str = "sha1", length: int = 8) -> str:
    text = (signed + ACCOUNT.api_secret).encode()
    whole = base64.urlsafe_b64encode(hashlib.new(digest, text).digest()).decode()
    return f"s--{whole[:length]}--"


def sdk_path(public_id: str, **options: object) -> str:
    """Give the path of a URL that the vendor's SDK signs."""
    url, _ = cloudinary.utils.cloudinary_url(
        public_id,
        cloud_name=ACCOUNT.cloud,
        api_secret=ACCOUNT.api_secret,
        secure=False,
        cname="127.0.0.1",
        sign_url=True,
        **options,
    )
    return str(url).removeprefix("http://127.0.0.1")


@pytest.mark.parametrize("kind", ["upload", "private", "authenticated"])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"width": 80, "crop": "scale"},
        {"width": 80, "crop": "scale", "format": "png", "long_url_signature": True},
        {"width": 80, "crop": "scale", "signature_algorithm": "sha256", "version": 7},
    ],
)
async def test_what_the_sdk_signs_is_served(
    darkroom: Darkroom, kind: str, options: dict[str, object]
) -> None:
    await store_asset(darkroom.gateway.context, "shoes/größe", delivery_type=kind)
    path = sdk_path("shoes/größe", type=kind, **options)
    assert "/s--" in path
    answer = await darkroom.gateway.get(path)
    assert answer.status == 200


@pytest.mark.parametrize(
    ("kind", "written", "status"),
    [
        ("upload", "", 200),
        ("upload", f"{FILL}/", 200),
        ("private", "", 401),
        ("private", f"{FILL}/", 200),
        ("authenticated", "", 401),
        ("authenticated", f"{FILL}/", 401),
    ],
)
async def test_unsigned_urls_show_what_their_delivery_type_lets_them(
    darkroom: Darkroom, kind: str, written: str, status: int
) -> None:
    await store_asset(darkroom.gateway.context, "boot", delivery_type=kind)
    answer = await darkroom.gateway.get(f"/demo/image/{kind}/{written}boot")
    assert answer.status == status
    if status == 401:
        assert answer.headers["Cache-Control"] == "no-store"
        assert "signed" in answer.headers["X-Cld-Error"]


@pytest.mark.parametrize("idle", ["o_100", "a_0", "fl_no_overflow", "dpr_2.0", "z_2"])
async def test_a_transformation_that_changes_nothing_does_not_show_a_private_original(
    darkroom: Darkroom, idle: str
) -> None:
    await store_asset(darkroom.gateway.context, "boot", delivery_type="private")
    answer = await darkroom.gateway.get(f"/demo/image/private/{idle}/boot")
    assert answer.status in (400, 401)


_GOOD = sign(f"{FILL}/boot")
_BODY = _GOOD[3:-2]


@pytest.mark.parametrize(
    "path",
    [
        f"s--{_BODY.swapcase()}--/{FILL}/boot",
        f"s--{_BODY[:-1]}--/{FILL}/boot",
        f"s--{_BODY}A--/{FILL}/boot",
        f"s----/{FILL}/boot",
        f"{_GOOD}/{_GOOD}/{FILL}/boot",
        f"{FILL}/{_GOOD}/boot",
        f"{_GOOD}/c_scale,w_81/boot",
        f"{_GOOD}/w_80,c_scale/boot",
        f"{_GOOD}/{FILL}/b%6Fot",
        f"{_GOOD}/{FILL}/boot.jpg",
        f"{_GOOD}/boot",
        f"{sign(f'{FILL}/boot', digest='sha256', length=32)[:-3]}--/{FILL}/boot",
        f"{sign(f'{FILL}/boot', digest='sha1', length=26)}/{FILL}/boot",
        f"s--%2e%2e%2e%2e--/{FILL}/boot",
    ],
)
async def test_f15_a_signature_that_is_not_right_is_refused_and_nothing_is_done(
    darkroom: Darkroom, path: str
) -> None:
    """F15: repeated, moved, re-encoded, truncated, case-changed; even on a public asset."""
    await store_asset(darkroom.gateway.context, "boot")
    answer = await darkroom.gateway.get(f"/demo/image/upload/{path}")
    assert (answer.status, answer.headers["Cache-Control"]) == (401, "no-store")
    assert await darkroom.worker.jobs() == 0


async def test_f15_a_right_signature_is_not_remembered_for_the_next_request(
    darkroom: Darkroom,
) -> None:
    """F15: what one request was allowed, an unsigned one is not."""
    await store_asset(darkroom.gateway.context, "boot", delivery_type="authenticated")
    signed = await darkroom.gateway.get(f"/demo/image/authenticated/{_GOOD}/{FILL}/boot")
    again = await darkroom.gateway.get(f"/demo/image/authenticated/{_GOOD}/{FILL}/boot")
    bare = await darkroom.gateway.get(
        f"/demo/image/authenticated/{FILL}/boot", if_none_match=signed.headers["ETag"]
    )
    assert (signed.status, again.status, bare.status) == (200, 200, 401)


async def test_the_version_is_not_signed(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    answer = await darkroom.gateway.get(f"/demo/image/upload/{_GOOD}/{FILL}/v1/boot")
    assert answer.status == 200
