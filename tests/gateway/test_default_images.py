"""Default images: delivered in the place of what is missing, and never for longer than that."""

import pytest

from tests.gateway.conftest import Darkroom
from tests.gateway.darkroom import Answer, define, store_asset
from tests.photographs import astronaut

UPLOAD = "/demo/image/upload"
MISSING = "Resource not found - boot"


async def _get(darkroom: Darkroom, path: str, **headers: str) -> Answer:
    return await darkroom.gateway.get(f"{UPLOAD}/{path}", **headers)


@pytest.fixture
async def avatar(darkroom: Darkroom) -> Darkroom:
    """A darkroom that has a square picture to put in the place of others."""
    picture = astronaut().resize((300, 300))
    await store_asset(darkroom.gateway.context, "docs/avatar", picture=picture)
    return darkroom


@pytest.mark.parametrize(
    ("path", "size", "kind"),
    [
        ("c_scale,w_80/d_docs:avatar.jpg/boot.png", (80, 80), "image/png"),
        ("d_docs:avatar.jpg/c_fill,h_40,w_60/boot.jpg", (60, 40), "image/jpeg"),
        ("c_fill,d_docs:avatar.jpg,h_40,w_60/boot", (60, 40), "image/jpeg"),
        ("d_docs:avatar.jpg/boot.jpg", (300, 300), "image/jpeg"),
        ("d_docs:avatar.jpg/v1/boot.jpg", (300, 300), "image/jpeg"),
        ("d_other.png/d_docs:avatar.jpg/w_9/boot", (9, 9), "image/jpeg"),
    ],
)
async def test_the_default_image_is_delivered_with_the_same_transformation(
    avatar: Darkroom, path: str, size: tuple[int, int], kind: str
) -> None:
    answer = await _get(avatar, path)
    assert (answer.status, answer.size) == (200, size)
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["X-Cld-Error"] == MISSING
    assert answer.headers["Cache-Control"] == "public, max-age=5"


async def test_a_later_upload_is_not_hidden(avatar: Darkroom) -> None:
    """F14: the gateway delivers it at once; others keep the default no longer than a 404."""
    path = "c_scale,w_80/d_docs:avatar.jpg/boot.jpg"
    before = await _get(avatar, path)
    await store_asset(avatar.gateway.context, "boot")
    after = await _get(avatar, path)
    assert (before.size, after.size) == ((80, 80), (80, 53))
    assert after.headers["Cache-Control"] == "public, max-age=300"
    assert "X-Cld-Error" not in after.headers
    assert after.headers["ETag"] != before.headers["ETag"]


async def test_the_default_image_is_rendered_once_for_all_that_is_missing(
    avatar: Darkroom,
) -> None:
    paths = [f"d_docs:avatar.jpg/c_scale,w_80/{name}.jpg" for name in ("boot", "shoe", "hat")]
    answers = [await _get(avatar, path) for path in (*paths, "c_scale,w_80/docs/avatar.jpg")]
    assert len({answer.headers["ETag"] for answer in answers}) == 1
    assert avatar.worker.rendered.total() == 1


async def test_a_default_image_changes_nothing_of_an_asset_that_is_there(avatar: Darkroom) -> None:
    await store_asset(avatar.gateway.context, "boot")
    for path, same in (
        ("c_scale,w_80/d_docs:avatar.jpg/boot.jpg", "c_scale,w_80/boot.jpg"),
        ("d_docs:avatar.jpg/boot.jpg", "boot.jpg"),
    ):
        one, other = await _get(avatar, path), await _get(avatar, same)
        assert (one.status, one.headers["ETag"]) == (200, other.headers["ETag"])


async def test_a_named_transformation_may_hold_the_default_image(avatar: Darkroom) -> None:
    await define(avatar.gateway.context, "profile", "c_fill,h_40,w_60/d_docs:avatar.jpg")
    answer = await _get(avatar, "t_profile/boot.jpg")
    assert (answer.status, answer.size) == (200, (60, 40))
    assert answer.headers["X-Cld-Error"] == MISSING


async def test_a_missing_default_image_is_the_404_of_what_was_asked(darkroom: Darkroom) -> None:
    answer = await _get(darkroom, "d_docs:avatar.jpg/c_scale,w_80/boot.jpg")
    assert (answer.status, answer.headers["X-Cld-Error"]) == (404, MISSING)


async def test_a_default_image_is_of_type_upload(darkroom: Darkroom) -> None:
    """One that is private is shown to nobody this way."""
    await store_asset(darkroom.gateway.context, "secret", delivery_type="private")
    answer = await _get(darkroom, "d_secret.jpg/boot.jpg")
    assert answer.status == 404
    await store_asset(darkroom.gateway.context, "avatar")
    answer = await darkroom.gateway.get("/demo/image/private/d_avatar.jpg,w_9/boot.jpg")
    assert (answer.status, answer.size) == (200, (9, 6))


async def test_who_has_the_default_image_is_told_so(avatar: Darkroom) -> None:
    path = "d_docs:avatar.jpg/c_scale,w_80/boot.jpg"
    tag = (await _get(avatar, path)).headers["ETag"]
    again = await _get(avatar, path, if_none_match=tag)
    assert (again.status, again.headers["X-Cld-Error"]) == (304, MISSING)
    assert again.headers["Cache-Control"] == "public, max-age=5"
    head = await avatar.gateway.get(f"{UPLOAD}/{path}", method="HEAD")
    assert (head.status, head.headers["X-Cld-Error"]) == (200, MISSING)


async def test_what_cannot_be_drawn_is_refused_with_a_default_image_too(avatar: Darkroom) -> None:
    answer = await _get(avatar, "d_docs:avatar.jpg/c_fill,w_abc,h_5/boot.jpg")
    assert answer.status == 400
