import asyncio
from unittest.mock import ANY

import cloudinary.uploader
import pytest
from cloudinary.exceptions import (
    AuthorizationRequired,
    BadRequest,
)

from tests.gateway.api.conftest import BASIC, Api, post, settled
from tests.photographs import encoded, rocket

PHOTOGRAPH = encoded(rocket())


async def test_destroying_removes_the_asset_and_all_that_was_derived_from_it(api: Api) -> None:
    await api.upload(PHOTOGRAPH, public_id="shop/boot", eager="c_scale,w_20")
    await api.upload(PHOTOGRAPH, public_id="shop/shoe")
    assert await api.sdk(cloudinary.uploader.destroy, "shop/boot") == {
        "result": "ok",
        "request_id": ANY,
    }
    assert (await api.gateway.get("/demo/image/upload/c_scale,w_20/shop/boot.jpg")).status == 404
    assert (await api.gateway.get("/demo/image/upload/shop/boot.jpg")).status == 404
    await settled(api)
    assert len(await api.keys("originals/")) == 1
    assert not await api.keys("derived/")
    assert (await api.gateway.get("/demo/image/upload/shop/shoe.jpg")).status == 200


async def test_what_does_not_exist_is_not_found(api: Api) -> None:
    await api.upload(PHOTOGRAPH, public_id="boot", type="private")
    answer = await api.sdk(cloudinary.uploader.destroy, "boot")
    assert answer["result"] == "not found"
    answer = await api.sdk(cloudinary.uploader.destroy, "boot", type="private")
    assert answer["result"] == "ok"


async def test_an_asset_uploaded_again_is_another_one_with_a_later_version(api: Api) -> None:
    first = await api.upload(PHOTOGRAPH, public_id="boot")
    await api.sdk(cloudinary.uploader.destroy, "boot")
    second = await api.upload(PHOTOGRAPH, public_id="boot")
    assert second["asset_id"] != first["asset_id"]
    assert second["version"] > first["version"]
    assert "overwritten" not in second
    await settled(api)
    delivered = await api.gateway.get(f"/demo/image/upload/v{second['version']}/boot.jpg")
    assert delivered.body == PHOTOGRAPH


@pytest.mark.parametrize("swept", [False, True])
async def test_an_upload_over_an_asset_that_is_destroyed_meanwhile_makes_a_new_one(
    api: Api, *, swept: bool
) -> None:
    """Its original is not swept away with the destroyed asset's."""
    first = await api.upload(PHOTOGRAPH, public_id="boot")
    api.worker.free.clear()
    second = asyncio.create_task(api.upload(PHOTOGRAPH, public_id="boot"))
    async with asyncio.timeout(60):
        while len(await api.keys("originals/")) < 2:
            await asyncio.sleep(0.01)
    assert (await api.sdk(cloudinary.uploader.destroy, "boot"))["result"] == "ok"
    if swept:
        await settled(api)
    api.worker.free.set()
    answer = await second
    await settled(api)
    assert answer["asset_id"] != first["asset_id"]
    delivered = await api.gateway.get(f"/demo/image/upload/v{answer['version']}/boot.jpg")
    assert delivered.body == PHOTOGRAPH
    assert len(await api.keys("originals/")) == 1


async def test_destroy_needs_credentials_and_a_public_id(api: Api) -> None:
    """F27"""
    await api.upload(PHOTOGRAPH, public_id="boot")
    with pytest.raises(AuthorizationRequired, match="Invalid Signature"):
        await api.sdk(cloudinary.uploader.destroy, "boot", api_secret="wrong")
    with pytest.raises(BadRequest, match="invalidate is not supported yet"):
        await api.sdk(cloudinary.uploader.destroy, "boot", invalidate=True)
    for body, message in (
        ({}, "Missing required parameter - public_id"),
        ({"public_id": "boot", "colour": "red"}, "Unknown parameter colour"),
        ({"public_id": "boot", "file": "x"}, "Unknown parameter file"),
        ({"public_id": ["boot"]}, "public_id takes one value, not a list"),
    ):
        status, answer = await post(api, "image/destroy", json=body, **BASIC)
        assert (status, answer) == (400, {"error": {"message": message}})
    assert (await api.gateway.get("/demo/image/upload/boot.jpg")).status == 200
