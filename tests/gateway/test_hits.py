"""What is there is served: from memory, from the store, whole."""

from email.utils import parsedate_to_datetime
from urllib.parse import quote

import pytest

from storage import object_keys
from tests.gateway.conftest import Darkroom
from tests.gateway.darkroom import gateway, store_asset
from tests.photographs import encoded, rocket

FILL = "/demo/image/upload/c_scale,w_80"


async def test_an_original_is_served_as_it_was_stored(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    answer = await darkroom.gateway.get("/demo/image/upload/boot")
    assert (answer.status, answer.body) == (200, encoded(rocket()))
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Length"] == str(len(encoded(rocket())))


@pytest.mark.parametrize("name", ["boot.jpg", "boot.jpeg"])
async def test_the_stored_formats_own_extension_asks_for_the_original(
    darkroom: Darkroom, name: str
) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    answer = await darkroom.gateway.get(f"/demo/image/upload/{name}")
    assert answer.body == encoded(rocket())


async def test_another_extension_asks_for_a_conversion(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    answer = await darkroom.gateway.get("/demo/image/upload/boot.png")
    assert (answer.headers["Content-Type"], answer.size) == ("image/png", (640, 427))


async def test_a_derived_asset_is_rendered_once_and_then_served_from_memory(
    darkroom: Darkroom,
) -> None:
    record = await store_asset(darkroom.gateway.context, "boot")
    first = await darkroom.gateway.get(f"{FILL}/boot.jpg")
    await darkroom.gateway.context.store.delete_prefix(
        object_keys.derived_of("demo", record.asset_id)
    )
    second = await darkroom.gateway.get(f"{FILL}/boot.jpg")
    assert (first.status, first.size) == (200, (80, 53))
    assert (second.status, second.body) == (200, first.body)
    assert darkroom.worker.rendered.total() == 1


async def test_another_gateway_serves_from_the_store_what_the_first_had_rendered(
    darkroom: Darkroom,
) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    first = await darkroom.gateway.get(f"{FILL}/boot.jpg")
    async with gateway(darkroom.storage) as other:
        second = await other.get(f"{FILL}/boot.jpg")
    assert second.body == first.body
    assert {name: second.headers[name] for name in ("ETag", "Last-Modified", "Content-Type")} == {
        name: first.headers[name] for name in ("ETag", "Last-Modified", "Content-Type")
    }
    assert darkroom.worker.rendered.total() == 1


async def test_equivalent_spellings_are_one_derived_asset(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    one = await darkroom.gateway.get("/demo/image/upload/w_80,c_scale/boot.jpg")
    other = await darkroom.gateway.get("/demo/image/upload/c_scale,w_80/v1/boot.jpg?_a=sdk")
    assert one.headers["ETag"] == other.headers["ETag"]
    assert darkroom.worker.rendered.total() == 1


async def test_a_large_body_is_streamed_whole(darkroom: Darkroom) -> None:
    picture = rocket(3600, 2400)
    await store_asset(darkroom.gateway.context, "large", picture=picture)
    answer = await darkroom.gateway.get("/demo/image/upload/large")
    assert len(answer.body) > 512 * 1024
    assert answer.body == encoded(picture)


async def test_the_body_cache_can_be_switched_off(darkroom: Darkroom) -> None:
    record = await store_asset(darkroom.gateway.context, "boot")
    async with gateway(darkroom.storage, body_cache_bytes=0) as forgetful:
        assert (await forgetful.get("/demo/image/upload/boot")).status == 200
        await forgetful.context.store.delete_prefix(
            object_keys.originals_of("demo", record.asset_id)
        )
        assert (await forgetful.get("/demo/image/upload/boot")).status == 404


@pytest.mark.parametrize("public_id", ["Stiefel/größe 42", "靴", "a.b.c", "100%", "👢"])
async def test_any_name_an_asset_may_have_is_found(darkroom: Darkroom, public_id: str) -> None:
    await store_asset(darkroom.gateway.context, public_id)
    answer = await darkroom.gateway.get(f"/demo/image/upload/{quote(public_id)}")
    assert answer.status == 200


async def test_every_answer_may_be_read_by_scripts_and_is_not_sniffed(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    answer = await darkroom.gateway.get("/demo/image/upload/boot")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "X-Cld-Error" in answer.headers["Access-Control-Expose-Headers"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert parsedate_to_datetime(answer.headers["Last-Modified"]).tzinfo is not None


async def test_every_request_has_an_identifier_of_its_own(darkroom: Darkroom) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    answers = [await darkroom.gateway.get("/demo/image/upload/boot") for _ in range(3)]
    assert len({answer.headers["X-Request-Id"] for answer in answers}) == 3


@pytest.mark.parametrize("warm", [False, True])
async def test_head_describes_what_get_sends(darkroom: Darkroom, *, warm: bool) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    if warm:
        await darkroom.gateway.get(f"{FILL}/boot.jpg")
    head = await darkroom.gateway.get(f"{FILL}/boot.jpg", method="HEAD")
    get = await darkroom.gateway.get(f"{FILL}/boot.jpg")
    apart = ("x-request-id", "date")
    assert head.body == b""
    assert {name: head.headers[name] for name in head.headers if name.lower() not in apart} == {
        name: get.headers[name] for name in get.headers if name.lower() not in apart
    }
