"""What the vendor's documents publish for images is drawn, unless it takes a model to draw it."""

import io
from dataclasses import replace
from functools import cache

import pytest
from PIL import Image

from planner.derivation import derive, plan_leaf
from planner.errors import NotRenderedYet
from planner.facts import AssetFacts, Client, ContentFacts
from planner.layers.assets import AssetName
from planner.transformation import parse
from tests.photographs import astronaut, encoded, rocket
from tests.planner.plans import asset
from tests.planner.published.cases import Case, cases
from workers.executor.limits import Limits
from workers.executor.rendering import prepare, render

#: Words of what only a model finds, or makes.
_OF_MODELS = (
    *(
        "b_gen_fill",
        "t_2x3",
        "t_scaled",
        "e_background_removal",
        "e_enhance",
        "e_gen_",
        "e_upscale",
    ),
    *("adv_", ":bed", "auto:camera", "auto:hat", "auto:subject", "ocr_text"),
    *("g_camera", "g_handbag", "g_hat"),
)

#: A lookup table that turns red and blue around.
_TABLE = b"LUT_3D_SIZE 2\n" + b"".join(
    b"%d %d %d\n" % (blue, green, red) for blue in (0, 1) for green in (0, 1) for red in (0, 1)
)

#: Named transformations that the documents speak of.
_DEFINITIONS = {
    "thumbnail": "c_thumb,g_face,h_150,w_150",
    "2x3_gen_fill_pad": "ar_2:3,b_gen_fill,c_pad",
    "scaled_2x3_gen_fill": "ar_2:3,b_gen_fill,c_pad/c_scale,w_400",
}

_PUBLISHED = {
    case.text: case
    for case in cases()
    if not case.wrong and case.subject in {"image", "bedroom", "rooms"} and case.text
}


@pytest.fixture(scope="module", autouse=True)
def _prepared() -> None:
    prepare()


@cache
def _photograph() -> bytes:
    return encoded(rocket(), "PNG")


@cache
def _portrait() -> bytes:
    return encoded(astronaut().resize((120, 120)), "PNG")


def _source() -> AssetFacts:
    return asset(
        format="png",
        faces=((300, 120, 60, 80),),
        custom_coordinates=((225, 230, 250, 140),),
        regions=(("hat", ((270, 77), (370, 192))), ("shoes", ((320, 62), (490, 81)))),
        tags=("sale",),
    )


def _looked_up(name: AssetName) -> AssetFacts:
    if name.asset_type == "raw":
        return asset(0, 0, asset_id="table", format="")
    return asset(120, 120, asset_id="layer", format="png")


def _lent(content: ContentFacts) -> memoryview:
    return memoryview(_TABLE if content.asset_id == "table" else _portrait())


def _ids(case: Case) -> str:
    return f"{case.ids} {case.text}"


_OF_PIXELS = [case for case in _PUBLISHED.values() if not any(map(case.text.count, _OF_MODELS))]


@pytest.mark.parametrize("case", _OF_PIXELS, ids=_ids)
def test_what_is_published_for_images_is_drawn_at_the_size_that_is_planned(case: Case) -> None:
    transformation = parse(case.text, definitions=_DEFINITIONS)
    derivation = derive(transformation, None, _source(), Client(), _looked_up)
    if derivation.original:
        return
    plan = plan_leaf(derivation.leaf, _source().of_content())
    made = render(memoryview(_photograph()), plan, Limits(), _lent)
    if plan.rest is None:
        assert (made.width, made.height) == (plan.width, plan.height)
    if made.format in {"jpg", "png", "gif", "webp", "avif"}:
        with Image.open(io.BytesIO(made.data)) as picture:
            picture.load()
            assert picture.size == (made.width, made.height)


def test_what_takes_a_model_is_said_not_to_be_drawn_yet() -> None:
    """Few of what is published: not a way around drawing it. S4-096: nothing is stored here that
    would be cropped to instead.
    """
    source = replace(_source(), custom_coordinates=())
    others = [case for case in _PUBLISHED.values() if case not in _OF_PIXELS]
    assert len(others) < 0.25 * len(_PUBLISHED)
    for case in others:
        transformation = parse(case.text, definitions=_DEFINITIONS)
        with pytest.raises(NotRenderedYet):
            derive(transformation, None, source, Client(), _looked_up)
