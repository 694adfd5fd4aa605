"""What people say of an asset: at upload, by explicit and by admin update, with the SDK."""

import json
from typing import Any

import cloudinary.api
import cloudinary.uploader
import pytest
from cloudinary.exceptions import BadRequest, NotFound

from planner.jobs import RenderJob
from tests.gateway.api.conftest import BASIC, Api, post
from tests.gateway.api.test_admin import call
from tests.photographs import encoded, rocket

PHOTOGRAPH = encoded(rocket())
REGIONS = {"hat": [[20, 7], [37, 19]], "shoes": [[32, 62], [49, 81], [40, 90]]}
AREAS: dict[str, Any] = {
    "custom_coordinates": [[225, 230, 250, 140], [300, 230, 300, 140]],
    "face_coordinates": [[220, 80, 200, 220], [420, 120, 180, 250]],
    "regions": REGIONS,
}
SHOWN: dict[str, Any] = {
    "coordinates": {
        "faces": [[220, 80, 200, 220], [420, 120, 180, 250]],
        "custom": [[225.0, 230.0, 250.0, 140.0], [300.0, 230.0, 300.0, 140.0]],
    },
    "regions": [
        {"name": "hat", "values": [[20, 7], [37, 19]]},
        {"name": "shoes", "values": [[32, 62], [49, 81], [40, 90]]},
    ],
}


def told(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: answer[name] for name in ("coordinates", "regions", "faces") if name in answer}


async def test_areas_are_stored_and_echoed_by_an_upload(api: Api) -> None:
    """S1-001 S1-007 S1-023 S1-030 S1-036."""
    answer = await api.upload(PHOTOGRAPH, public_id="boot", **AREAS)
    assert told(answer) == SHOWN
    assert json.dumps(answer["coordinates"]["custom"][0]) == "[225.0, 230.0, 250.0, 140.0]"
    record = await api.record("boot")
    assert record is not None
    assert record.custom_coordinates == ((225, 230, 250, 140), (300, 230, 300, 140))
    assert record.faces == ((220, 80, 200, 220), (420, 120, 180, 250))
    assert dict(record.regions)["hat"] == ((20, 7), (37, 19))


async def test_blanks_after_commas_are_nothing(api: Api) -> None:
    """S1-005"""
    answer = await api.upload(PHOTOGRAPH, custom_coordinates="225, 230, 250, 240")
    assert answer["coordinates"] == {"custom": [[225.0, 230.0, 250.0, 240.0]]}


async def test_faces_are_told_on_request_by_themselves_too(api: Api) -> None:
    """S1-037 S1-038 S1-039."""
    written = "220,80,200,220|420,120,180,250"
    answer = await api.upload(PHOTOGRAPH, public_id="b", face_coordinates=written, faces=True)
    faces = [[220, 80, 200, 220], [420, 120, 180, 250]]
    assert told(answer) == {"faces": faces, "coordinates": {"faces": faces}}
    assert json.dumps(answer["faces"][0]) == "[220, 80, 200, 220]"
    again = await api.sdk(cloudinary.uploader.explicit, "b", type="upload", faces=True)
    assert told(again) == {"faces": faces, "coordinates": {"faces": faces}}
    plain = await api.sdk(cloudinary.uploader.explicit, "b", type="upload")
    assert told(plain) == {}


async def test_an_asset_without_areas_shows_none(api: Api) -> None:
    assert told(await api.upload(PHOTOGRAPH, public_id="boot", faces=True)) == {}
    described = await api.sdk(cloudinary.api.resource, "boot", coordinates=True, faces=True)
    assert told(described) == {}


async def test_the_admin_api_shows_areas_where_it_is_asked_to(api: Api) -> None:
    await api.upload(PHOTOGRAPH, public_id="boot", **AREAS)
    assert told(await api.sdk(cloudinary.api.resource, "boot")) == {}
    described = await api.sdk(cloudinary.api.resource, "boot", coordinates=True)
    assert told(described) == SHOWN
    faces = SHOWN["coordinates"]["faces"]
    described = await api.sdk(cloudinary.api.resource, "boot", faces=True)
    assert told(described) == {"faces": faces}


async def test_overwriting_drops_areas_and_words_unless_they_are_given_again(api: Api) -> None:
    await api.upload(PHOTOGRAPH, public_id="boot", metadata={"code": "A7"}, **AREAS)
    await api.upload(PHOTOGRAPH, public_id="boot", regions=REGIONS)
    record = await api.record("boot")
    assert record is not None
    assert (record.custom_coordinates, record.faces, record.metadata) == ((), None, ())
    assert [name for name, _ in record.regions] == ["hat", "shoes"]


async def test_metadata_is_stored_and_shown(api: Api) -> None:
    said = {"stock-level": 12, "sizes": ["s", "m"], "note": "a=b|c"}
    shown = {"stock-level": "12", "sizes": ["s", "m"], "note": "a=b|c"}
    answer = await api.upload(PHOTOGRAPH, public_id="boot", metadata=said)
    assert answer["metadata"] == shown
    assert (await api.sdk(cloudinary.api.resource, "boot"))["metadata"] == shown


async def test_a_json_body_may_hold_plain_objects_and_lists(api: Api) -> None:
    """S1-023 S1-028."""
    uploaded = await api.upload(PHOTOGRAPH, public_id="boot")
    body = {
        "public_id": "boot",
        "type": "upload",
        "regions": REGIONS,
        "custom_coordinates": [225, 230, 250, 240],
        "face_coordinates": [[1, 2, 3, 4]],
        "metadata": {"stock-level": 12, "sizes": ["s"]},
        "context": {"alt": "A boot"},
    }
    status, answer = await post(api, "image/explicit", json=body, **BASIC)
    assert status == 200, answer
    assert answer["coordinates"] == {
        "custom": [[225.0, 230.0, 250.0, 240.0]],
        "faces": [[1, 2, 3, 4]],
    }
    assert answer["regions"] == SHOWN["regions"]
    assert answer["metadata"] == {"stock-level": 12, "sizes": ["s"]}
    assert answer["context"] == {"custom": {"alt": "A boot"}}
    assert answer["version_id"] == uploaded["version_id"]


async def test_a_urlencoded_body_may_hold_them_too(api: Api) -> None:
    """S1-029"""
    await api.upload(PHOTOGRAPH, public_id="boot")
    body = {
        "public_id": "boot",
        "custom_coordinates": "225,230,250,240",
        "regions": json.dumps(REGIONS),
    }
    status, answer = await post(api, "image/explicit", data=body, **BASIC)
    assert (status, answer["regions"]) == (200, SHOWN["regions"])


async def test_explicit_changes_what_it_names_and_nothing_else(api: Api) -> None:
    """S1-002 S1-023 S1-036."""
    before = await api.upload(PHOTOGRAPH, public_id="boot", tags="a", context="k=v")
    answer = await api.sdk(cloudinary.uploader.explicit, "boot", type="upload", **AREAS)
    assert told(answer) == SHOWN
    assert (answer["tags"], answer["context"]) == (["a"], {"custom": {"k": "v"}})
    for name in ("asset_id", "version", "version_id", "created_at", "etag"):
        assert answer[name] == before[name]
    answer = await api.sdk(cloudinary.uploader.explicit, "boot", type="upload", tags=["b", "c"])
    assert answer["tags"] == ["b", "c"]
    described = await api.sdk(cloudinary.api.resource, "boot", coordinates=True)
    assert told(described) == SHOWN


async def test_the_admin_api_updates_what_it_names_and_takes_back_what_is_empty(api: Api) -> None:
    """S1-003 S1-023 S1-036."""
    await api.upload(PHOTOGRAPH, public_id="shop/boot", tags="a", metadata={"a": "1", "b": "2"})
    answer = await api.sdk(
        cloudinary.api.update, "shop/boot", tags=["b"], metadata={"b": "", "c": "3"}, **AREAS
    )
    assert told(answer) == SHOWN
    assert (answer["tags"], answer["metadata"]) == (["b"], {"a": "1", "c": "3"})
    answer = await api.sdk(
        cloudinary.api.update,
        "shop/boot",
        tags="",
        context="",
        metadata="",
        custom_coordinates="",
        face_coordinates="",
        regions="",
    )
    assert (answer["tags"], told(answer)) == ([], {})
    record = await api.record("shop/boot")
    assert record is not None
    assert (record.custom_coordinates, record.faces, record.regions) == ((), None, ())
    assert (record.tags, record.context, record.metadata) == ((), (), ())


async def test_what_the_content_says_of_itself_is_kept(api: Api) -> None:
    api.worker.tells = {
        "dpi": 300,
        "illustration": 0.25,
        "trimmed": (10, 20, 600, 400),
        "page_names": ("cover", "back"),
        "path_names": ("boot",),
        "path_boxes": (1, 2, 30, 40),
    }
    await api.upload(PHOTOGRAPH, public_id="boot")
    record = await api.record("boot")
    assert record is not None
    assert (record.dpi, record.illustration) == (300, 0.25)
    assert (record.trimmed, record.page_names) == ((10, 20, 600, 400), ("cover", "back"))
    assert record.facts().paths == (("boot", (1, 2, 30, 40)),)


async def test_a_worker_of_an_older_release_leaves_it_unknown(api: Api) -> None:
    await api.upload(PHOTOGRAPH, public_id="boot")
    record = await api.record("boot")
    assert record is not None
    assert (record.dpi, record.illustration, record.trimmed) == (None, None, None)
    assert (record.page_names, record.paths) == ((), None)


async def test_explicit_makes_eager_transformations_of_what_is_known_then(api: Api) -> None:
    await api.upload(PHOTOGRAPH, public_id="boot")
    wish = "if_!sale!_in_tags/c_scale,w_20/if_else/c_scale,w_30/if_end"
    eager = {"raw_transformation": wish}
    answer = await api.sdk(
        cloudinary.uploader.explicit, "boot", type="upload", tags="sale", eager=[eager]
    )
    assert [entry["width"] for entry in answer["eager"]] == [20]
    record = await api.record("boot")
    assert record is not None
    assert record.eager == (wish,)
    path = f"/demo/image/upload/{wish.replace('!', '%21')}/boot.jpg"
    jobs = len(api.worker.done)
    assert (await api.gateway.get(path)).size == (20, 13)
    assert len(api.worker.done) == jobs


async def test_an_upload_makes_eager_transformations_of_what_it_says(api: Api) -> None:
    wish = {"raw_transformation": "if_ccc_eq_1/c_scale,w_20/if_else/c_scale,w_30/if_end"}
    answer = await api.upload(PHOTOGRAPH, custom_coordinates="1,2,3,4", eager=[wish])
    assert [entry["width"] for entry in answer["eager"]] == [20]


async def test_a_tag_derives_anew_only_what_it_decides(api: Api) -> None:
    await api.upload(PHOTOGRAPH, public_id="boot")
    plain = "/demo/image/upload/c_scale,w_20/boot.jpg"
    decided = "/demo/image/upload/if_!sale!_in_tags/c_scale,w_40/if_end/boot.jpg"
    assert (await api.gateway.get(plain)).size == (20, 13)
    assert (await api.gateway.get(decided)).size == (640, 427)
    for tags, width, renders in (("new", 640, 2), ("new,sale", 40, 3), ("sale", 40, 3)):
        await api.sdk(cloudinary.api.update, "boot", tags=tags)
        assert (await api.gateway.get(plain)).size == (20, 13)
        assert (await api.gateway.get(decided)).size[0] == width
        assert sum(isinstance(job, RenderJob) for _, job in api.worker.done) == renders


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"custom_coordinates": "1,2,3"}, "Invalid custom_coordinates '1,2,3'; expected x,y"),
        ({"face_coordinates": "a"}, "Invalid face_coordinates"),
        ({"regions": {"the_hat": [[1, 2], [3, 4]]}}, "Invalid region name 'the_hat'"),
        ({"regions": {"hat": [[1, 2]]}}, "Invalid region 'hat' in regions"),
        ({"metadata": "x"}, "Invalid metadata"),
        ({"eager": "c_foo"}, "c_foo"),
        ({"transformation": "w_100"}, "transformation is not supported yet"),
        ({"public_id_prefix": "x"}, "Unknown parameter public_id_prefix"),
    ],
)
async def test_what_explicit_cannot_carry_out_changes_nothing(
    api: Api, options: dict[str, Any], message: str
) -> None:
    """S1-024 S1-025."""
    await api.upload(PHOTOGRAPH, public_id="boot")
    before = await api.record("boot")
    with pytest.raises(BadRequest, match=message):
        await api.sdk(cloudinary.uploader.explicit, "boot", type="upload", **options)
    assert await api.record("boot") == before


@pytest.mark.parametrize("function", [cloudinary.uploader.explicit, cloudinary.api.update])
async def test_what_is_not_there_is_not_found(api: Api, function: Any) -> None:
    with pytest.raises(NotFound, match="Resource not found - nothing"):
        await api.sdk(function, "nothing", type="upload", tags="a")


async def test_an_update_refuses_what_it_does_not_take(api: Api) -> None:
    await api.upload(PHOTOGRAPH, public_id="boot")
    path = "/v1_1/demo/resources/image/upload/boot"
    status, _, said = await call(api, "POST", path, json={"eager": "w_5"}, **BASIC)
    assert (status, said["error"]["message"]) == (400, "Unknown parameter eager")
    status, _, _ = await call(api, "POST", path, json={"tags": "a"})
    assert status == 401
