"""Folders that look like components: what is in them is delivered, else the precise error."""

import pytest

from planner.signature import sign
from tests.gateway.conftest import Darkroom
from tests.gateway.darkroom import ACCOUNT, Answer, define, store_asset
from tests.photographs import encoded, rocket

UPLOAD = "/demo/image/upload"
FOLDERS = ("t_shirts", "l_photos", "u_photos", "d_2024.png", "bl_ack", "p_photos", "c_photos")


async def _get(darkroom: Darkroom, path: str) -> Answer:
    return await darkroom.gateway.get(f"{UPLOAD}/{path}")


@pytest.mark.parametrize("folder", FOLDERS)
async def test_an_asset_in_such_a_folder_is_delivered(darkroom: Darkroom, folder: str) -> None:
    await store_asset(darkroom.gateway.context, f"{folder}/boot")
    answer = await _get(darkroom, f"{folder}/boot.jpg")
    assert (answer.status, answer.body) == (200, encoded(rocket()))
    assert "X-Cld-Error" not in answer.headers
    answer = await _get(darkroom, f"c_scale,w_80/{folder}/boot.jpg")
    assert (answer.status, answer.size) == (200, (80, 53))
    again = await _get(darkroom, f"c_scale,w_80/{folder}/boot.jpg")
    assert (again.body, darkroom.worker.rendered.total()) == (answer.body, 1)


async def test_a_folder_within_such_a_folder_is_found_too(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "t_shirts/l_red/boot")
    assert (await _get(darkroom, "w_80/t_shirts/l_red/boot")).size == (80, 53)
    await store_asset(darkroom.gateway.context, "t_shirts/c_red/boot")
    assert (await _get(darkroom, "t_shirts/c_red/boot")).body == encoded(rocket())


async def test_a_definition_wins_over_a_folder_as_soon_as_there_is_one(darkroom: Darkroom) -> None:
    context = darkroom.gateway.context
    await store_asset(context, "t_shirts/boot")
    await store_asset(context, "boot")
    assert (await _get(darkroom, "t_shirts/boot.jpg")).size == (640, 427)
    await define(context, "shirts", "c_scale,w_80")
    assert (await _get(darkroom, "t_shirts/boot.jpg")).size == (80, 53)
    await define(context, "shirts", None)
    await darkroom.gateway.hears()
    assert (await _get(darkroom, "t_shirts/boot.jpg")).size == (640, 427)


@pytest.mark.parametrize(
    ("path", "status", "reason"),
    [
        ("t_shirts/boot.jpg", 404, "Unknown transformation shirts"),
        ("bl_ack/boot.jpg", 404, "Unknown transformation ack"),
        ("d_2024.png/shoe.jpg", 404, "Resource not found - shoe"),
        ("p_photos/shoe.jpg", 404, "Resource not found - shoe"),
        ("c_photos/boot.jpg", 400, "Invalid crop"),
    ],
)
async def test_without_such_an_asset_the_answer_is_about_the_component(
    darkroom: Darkroom, path: str, status: int, reason: str
) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    answer = await _get(darkroom, path)
    assert answer.status == status
    assert reason in answer.headers["X-Cld-Error"]


async def test_a_version_leaves_no_doubt(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "t_shirts/boot")
    assert (await _get(darkroom, "v1/t_shirts/boot.jpg")).status == 200
    answer = await _get(darkroom, "t_shirts/v1/boot.jpg")
    assert (answer.status, answer.headers["X-Cld-Error"]) == (404, "Unknown transformation shirts")


async def test_of_what_only_signed_urls_show_nothing_is_told(darkroom: Darkroom) -> None:
    """F15: a folder's original needs the signature that any other needs."""
    await store_asset(darkroom.gateway.context, "t_shirts/boot", delivery_type="private")
    private = "/demo/image/private"
    answer = await darkroom.gateway.get(f"{private}/t_shirts/boot.jpg")
    assert (answer.status, answer.headers["X-Cld-Error"]) == (404, "Unknown transformation shirts")
    signature = sign("t_shirts/boot.jpg", ACCOUNT.api_secret)
    answer = await darkroom.gateway.get(f"{private}/s--{signature}--/t_shirts/boot.jpg")
    assert (answer.status, answer.body) == (200, encoded(rocket()))
