"""Named transformations through the vendor's SDK, unchanged, over the wire."""

import asyncio
from typing import Any
from urllib.parse import quote

import cloudinary.api
import pytest
from cloudinary.exceptions import AlreadyExists, AuthorizationRequired, BadRequest, NotFound

from tests.gateway.api.conftest import BASIC, Api
from tests.photographs import encoded, rocket

PHOTOGRAPH = encoded(rocket())
URL = "/v1_1/demo/transformations"


async def _create(api: Api, name: str, definition: object) -> Any:
    return await api.sdk(cloudinary.api.create_transformation, name, definition)


async def _shown(api: Api, transformation: object) -> Any:
    return await api.sdk(cloudinary.api.transformation, transformation)


async def _call(api: Api, method: str, path: str, **request: Any) -> tuple[int, Any]:
    address = f"{api.gateway.url}{path}"
    async with api.gateway.session.request(method, address, **BASIC, **request) as answer:
        return answer.status, await answer.json()


async def test_a_named_transformation_is_made_shown_changed_and_deleted(api: Api) -> None:
    """S2-088: defined once through the API, and used from then on."""
    await api.upload(PHOTOGRAPH, public_id="boot")
    definition = {"width": 80, "height": 60, "crop": "fill"}
    assert await _create(api, "thumbnail", definition) == {"message": "created"}
    for named in ("thumbnail", "t_thumbnail"):
        shown = await _shown(api, named)
        assert shown == {
            "name": "t_thumbnail",
            "allowed_for_strict": True,
            "used": False,
            "named": True,
            "info": [{"crop": "fill", "height": 60, "width": 80}],
            "derived": [],
        }
    answer = await api.gateway.get("/demo/image/upload/t_thumbnail/boot.jpg")
    assert (answer.status, answer.size) == (200, (80, 60))
    async with asyncio.timeout(60):
        while not (await _shown(api, "thumbnail"))["used"]:
            await asyncio.sleep(0.02)
    updated = await api.sdk(
        cloudinary.api.update_transformation,
        "thumbnail",
        unsafe_update={"width": 50, "crop": "scale"},
        allowed_for_strict=False,
    )
    assert updated == {"message": "updated"}
    shown = await _shown(api, "thumbnail")
    assert shown["info"] == [{"crop": "scale", "width": 50}]
    assert (shown["allowed_for_strict"], shown["used"]) == (False, True)
    await api.gateway.hears()
    answer = await api.gateway.get("/demo/image/upload/t_thumbnail/boot.jpg")
    assert answer.size == (50, 33)
    deleted = await api.sdk(cloudinary.api.delete_transformation, "t_thumbnail")
    assert deleted == {"message": "deleted"}
    with pytest.raises(NotFound, match="Unknown transformation thumbnail"):
        await _shown(api, "thumbnail")
    await api.gateway.hears()
    answer = await api.gateway.get("/demo/image/upload/t_thumbnail/boot.jpg")
    assert (answer.status, answer.headers["X-Cld-Error"]) == (
        404,
        "Unknown transformation thumbnail",
    )


async def test_a_name_is_given_once(api: Api) -> None:
    await _create(api, "a", "w_9")
    with pytest.raises(AlreadyExists, match="already exists"):
        await _create(api, "a", "w_8")
    assert (await _shown(api, "a"))["info"] == [{"width": 9}]
    await api.sdk(cloudinary.api.delete_transformation, "a")
    await _create(api, "a", "w_8")


async def test_transformations_are_listed_by_pages(api: Api) -> None:
    for number in range(5):
        await _create(api, f"a{number}", f"w_{number + 1}")
    await api.sdk(cloudinary.api.update_transformation, "c_scale,w_99", allowed_for_strict=True)
    for options, expected in (({}, 6), ({"named": True}, 5)):
        names: list[str] = []
        cursor = None
        while True:
            page = await api.sdk(
                cloudinary.api.transformations, max_results=2, next_cursor=cursor, **options
            )
            names += [entry["name"] for entry in page["transformations"]]
            cursor = page.get("next_cursor")
            if cursor is None:
                break
            assert len(page["transformations"]) == 2
        assert len(names) == len(set(names)) == expected
        assert {f"t_a{number}" for number in range(5)} <= set(names)
    entry = next(e for e in (await api.sdk(cloudinary.api.transformations))["transformations"])
    assert set(entry) == {"name", "allowed_for_strict", "used", "named"}


async def test_a_transformation_without_a_name_can_be_allowed(api: Api) -> None:
    """As strict mode will ask: by its text, with its extension."""
    for text in ("c_scale,w_99", "c_scale,w_99/jpg", "c_scale,w_99/"):
        with pytest.raises(NotFound):
            await _shown(api, text)
        await api.sdk(cloudinary.api.update_transformation, text, allowed_for_strict=True)
        shown = await _shown(api, text)
        assert (shown["name"], shown["named"], shown["allowed_for_strict"]) == (text, False, True)
        await api.sdk(cloudinary.api.delete_transformation, text)
        with pytest.raises(NotFound):
            await _shown(api, text)


@pytest.mark.parametrize(
    ("name", "definition", "message"),
    [
        ("a", "c_fill,w_abc", "Invalid width 'abc' in component 'c_fill,w_abc'"),
        ("a", "w_9/e_sepia:much", "in component 'e_sepia:much'"),
        ("a", "w_9/nonsense", "nonsense"),
        ("a", "t_a", "in a circle: a > a"),
        ("a", "w_9/t_b", "in a circle: a > b > a"),
        ("a", "/", "The definition holds no transformation"),
        ("a", "", "Missing required parameter - transformation"),
        ("a", "w_9/" * 101, "The definition is too long"),
        ("a", "l_text:Arial_9:%00", "in text"),
        ("a/b", "w_9", "Invalid named transformation 'a/b'"),
        ("", "w_9", "Missing required parameter - name"),
        ("...", "w_9", "Invalid named transformation"),
    ],
)
async def test_what_cannot_be_a_definition_is_named(
    api: Api, name: str, definition: str, message: str
) -> None:
    await _create(api, "b", "t_a")
    with pytest.raises(BadRequest, match=message.replace("(", r"\(")):
        await _create(api, name, definition)
    with pytest.raises(NotFound):
        await _shown(api, "a")


async def test_a_definition_may_hold_one_end_and_names_that_come_later(api: Api) -> None:
    await _create(api, "open", "if_w_gt_300")
    await _create(api, "close", "if_end")
    await _create(api, "both", "t_open/t_small/t_close")
    await _create(api, "small", "c_scale,w_80")
    await api.upload(PHOTOGRAPH, public_id="boot")
    answer = await api.gateway.get("/demo/image/upload/t_both/boot.jpg")
    assert answer.size == (80, 53)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"transformation": "nowhere", "allowed_for_strict": True}, NotFound, "nowhere"),
        ({"transformation": "t_nowhere", "unsafe_update": "w_9"}, NotFound, "t_nowhere"),
        ({"transformation": "w_9", "unsafe_update": "w_8"}, BadRequest, "named transformations"),
        ({"transformation": "a", "unsafe_update": "w_x"}, BadRequest, "Invalid width"),
        ({"transformation": "a", "unsafe_update": "t_a"}, BadRequest, "in a circle"),
        ({"transformation": "a"}, BadRequest, "Missing required parameter"),
        ({"transformation": "a", "allowed_for_strict": "perhaps"}, BadRequest, "expected true"),
    ],
)
async def test_an_update_that_cannot_be_changes_nothing(
    api: Api, options: dict[str, Any], error: type[Exception], message: str
) -> None:
    await _create(api, "a", "w_7")
    with pytest.raises(error, match=message):
        await api.sdk(cloudinary.api.update_transformation, **options)
    assert (await _shown(api, "a"))["info"] == [{"width": 7}]


async def test_a_transformation_may_be_named_in_the_path(api: Api) -> None:
    path = f"{URL}/{quote('on white')}"
    assert await _call(api, "POST", path, data={"transformation": "b_white"}) == (
        200,
        {"message": "created"},
    )
    status, shown = await _call(api, "GET", path)
    assert (status, shown["name"]) == (200, "t_on white")
    status, _ = await _call(api, "PUT", path, json={"allowed_for_strict": False})
    assert status == 200
    status, said = await _call(api, "PUT", path, json={"transformation": "x", "unsafe_update": ""})
    assert (status, "in the path already" in str(said)) == (400, True)
    assert (await _call(api, "DELETE", path))[0] == 200
    assert (await _call(api, "GET", path))[0] == 404


async def test_a_deletion_may_say_what_in_its_query(api: Api) -> None:
    await _create(api, "a", "w_7")
    assert (await _call(api, "DELETE", f"{URL}?transformation=t_a"))[0] == 200
    assert (await _call(api, "DELETE", f"{URL}?transformation=t_a"))[0] == 404


@pytest.mark.parametrize(
    "query", ["named=false", "max_results=0", "next_cursor=../x", "colour=red", "transformation="]
)
async def test_a_wrong_listing_is_refused(api: Api, query: str) -> None:
    assert (await _call(api, "GET", f"{URL}?{query}"))[0] == 400


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
async def test_only_those_with_credentials_are_answered(api: Api, method: str) -> None:
    """F27."""
    address = f"{api.gateway.url}{URL}"
    async with api.gateway.session.request(method, address) as answer:
        assert answer.status == 401
    with pytest.raises(AuthorizationRequired):
        await api.sdk(cloudinary.api.transformations, api_secret="wrong")


async def test_eager_transformations_may_be_named(api: Api) -> None:
    """What is recorded stays as it was written, and delivery finds what was prepared."""
    await _create(api, "thumbnail", "c_fill,h_60,w_80")
    uploaded = await api.upload(PHOTOGRAPH, public_id="boot", eager=["t_thumbnail/png", "w_9"])
    entry = uploaded["eager"][0]
    assert entry["transformation"] == "t_thumbnail"
    assert (entry["width"], entry["height"], entry["format"]) == (80, 60, "png")
    record = await api.record("boot")
    assert record is not None
    assert record.eager == ("t_thumbnail/png", "w_9")
    jobs = len(api.worker.done)
    answer = await api.gateway.get("/demo/image/upload/t_thumbnail/boot.png")
    assert (answer.status, answer.size) == (200, (80, 60))
    assert len(api.worker.done) == jobs
    with pytest.raises(NotFound, match="Unknown transformation nowhere"):
        await api.upload(PHOTOGRAPH, public_id="other", eager="t_nowhere")
    assert await api.record("other") is None


async def test_names_are_explained(api: Api) -> None:
    await _create(api, "thumbnail", "c_fill,h_60,w_80")
    _, told = await _call(api, "GET", "/v1_1/demo/explain?transformation=t_thumbnail/r_5")
    assert told["canonical"] == "c_fill,h_60,w_80/r_5"
    _, told = await _call(api, "GET", "/v1_1/demo/explain?transformation=t_nowhere")
    assert told["error"]["message"] == "Unknown transformation nowhere"
