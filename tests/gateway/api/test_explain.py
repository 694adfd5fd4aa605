"""Explanations over the wire: the same as the console command gives."""

import base64
import json
from urllib.parse import quote, urlencode

import pytest

from planner.questions import answer, read_question
from tests.gateway.conftest import Darkroom
from tests.gateway.darkroom import ACCOUNT, Answer, store_asset

_CREDENTIALS = base64.b64encode(f"{ACCOUNT.api_key}:{ACCOUNT.api_secret}".encode()).decode()


async def _explain(darkroom: Darkroom, **said: str) -> Answer:
    path = f"/v1_1/demo/explain?{urlencode(said, quote_via=quote)}"
    return await darkroom.gateway.get(path, authorization=f"Basic {_CREDENTIALS}")


async def test_a_transformation_is_explained_without_an_asset(darkroom: Darkroom) -> None:
    explained = await _explain(darkroom, transformation="w_80,h_60,c_fill/q_auto")
    assert explained.status == 200
    assert json.loads(explained.body) == answer(read_question("w_80,h_60,c_fill/q_auto"))


async def test_a_transformation_is_explained_for_an_asset(darkroom: Darkroom) -> None:
    record = await store_asset(darkroom.gateway.context, "shop/boot")
    explained = await _explain(darkroom, transformation="c_scale,w_80", public_id="shop/boot")
    told = json.loads(explained.body)
    assert told == json.loads(json.dumps(answer(read_question("c_scale,w_80"), record.facts())))
    assert (told["derived"]["width"], told["derived"]["height"]) == (80, 53)


@pytest.mark.parametrize("host", ["", "https://images.example.com"])
async def test_a_url_is_explained_for_the_asset_that_it_names(
    darkroom: Darkroom, host: str
) -> None:
    await store_asset(darkroom.gateway.context, "boot")
    url = f"{host}/demo/image/upload/c_scale,w_80/v1/boot.png"
    derived = json.loads((await _explain(darkroom, url=url)).body)["derived"]
    assert (derived["width"], derived["format"]) == (80, "png")


async def test_a_url_whose_asset_there_is_not_is_explained_all_the_same(darkroom: Darkroom) -> None:
    told = json.loads((await _explain(darkroom, url="/demo/image/upload/w_80/boot.png")).body)
    assert told["canonical"] == "c_scale,w_80"
    assert "derived" not in told


async def test_what_is_wrong_with_a_transformation_is_the_answer(darkroom: Darkroom) -> None:
    explained = await _explain(darkroom, transformation="c_fill,w_abc")
    assert explained.status == 200
    assert json.loads(explained.body)["error"]["parameter"] == "w"


async def test_a_doubtful_folder_is_one_where_an_asset_is_in_it(darkroom: Darkroom) -> None:
    url = "/demo/image/upload/w_abc/boot"
    assert json.loads((await _explain(darkroom, url=url)).body)["error"]["parameter"] == "w"
    await store_asset(darkroom.gateway.context, "w_abc/boot")
    assert json.loads((await _explain(darkroom, url=url)).body)["derived"]["original"]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({}, 400),
        ({"url": "/demo/image/upload/boot", "transformation": "w_8"}, 400),
        ({"url": "boot"}, 400),
        ({"url": "/demo/image/upload/boot", "public_id": "boot"}, 400),
        ({"transformation": "w_8", "colour": "red"}, 400),
        ({"transformation": "w_8", "resource_type": "raw"}, 400),
        ({"transformation": "w_8", "public_id": "boot", "type": "nowhere"}, 400),
        ({"transformation": "w_8", "public_id": "boot"}, 404),
    ],
)
async def test_a_wrong_call_is_refused(
    darkroom: Darkroom, said: dict[str, str], status: int
) -> None:
    assert (await _explain(darkroom, **said)).status == status


async def test_explanations_are_for_those_with_credentials(darkroom: Darkroom) -> None:
    refused = await darkroom.gateway.get("/v1_1/demo/explain?transformation=w_8")
    assert refused.status == 401
