"""Stored texts: words that the vendor's ``text`` call draws, and the style that they lend."""

import io

import cloudinary.api
import cloudinary.exceptions
import cloudinary.uploader
import numpy as np
import pytest
from PIL import Image

from tests.deployment import CLOUD, Deployment
from tests.http import Answer, get, get_patiently
from tests.photographs import encoded


@pytest.fixture(scope="module")
def images(deployment: Deployment) -> str:
    """Where images are delivered; there is a white one."""
    deployment.use_sdk()
    white = encoded(Image.new("RGB", (300, 120), "white"), "PNG")
    cloudinary.uploader.upload(white, public_id="texts-base")
    return f"{deployment.url}/{CLOUD}/image"


def _opened(answer: Answer) -> Image.Image:
    assert answer.status == 200, answer.headers.get("X-Cld-Error")
    with Image.open(io.BytesIO(answer.body)) as image:
        return image.convert("RGBA")


def _seen(images: str, layer: str, place: str = "") -> Image.Image:
    url = f"{images}/upload/{layer}/fl_layer_apply{place}/texts-base.png"
    return _opened(get_patiently(url.replace(" ", "%20")))


def test_words_are_drawn_stored_and_delivered_as_an_image(images: str) -> None:
    """The picture is what a layer of the same words and style draws, on nothing."""
    kept = cloudinary.uploader.text(
        "Hello, $(world) / 100%",
        public_id="greeting",
        font_family="Roboto",
        font_size=20,
        font_weight="bold",
        font_color="#ff0000",
        background="rgb:00f",
    )
    assert kept["public_id"] == "greeting"
    assert (kept["type"], kept["format"], kept["resource_type"]) == ("text", "png", "image")
    assert kept["url"].endswith(f"/image/text/v{kept['version']}/greeting.png")
    picture = _opened(get_patiently(f"{images}/text/greeting.png"))
    assert picture.size == (kept["width"], kept["height"])
    layer = "l_text:Roboto_20_bold:Hello%252C%20%2524%28world%29%20%252F%20100%2525,co_red,b_blue"
    there = _seen(images, layer, ",g_north_west").crop((0, 0, *picture.size))
    assert np.array_equal(np.asarray(there), np.asarray(picture))
    assert len(picture.getcolors(picture.width * picture.height) or ()) > 2


def test_a_stored_text_lends_its_style_to_other_words(images: str) -> None:
    cloudinary.uploader.text(
        "sample", public_id="lender", font_family="Times", font_size=30, font_color="green"
    )
    lent = _seen(images, "l_text:lender:Other words")
    assert np.array_equal(
        np.asarray(lent), np.asarray(_seen(images, "co_green,l_text:Times_30:Other words"))
    )
    own = _seen(images, "co_blue,l_text:lender:Other words")
    assert np.array_equal(
        np.asarray(own), np.asarray(_seen(images, "co_blue,l_text:Times_30:Other words"))
    )


def test_other_words_of_the_same_style_derive_nothing_anew_and_another_style_does(
    images: str,
) -> None:
    url = f"{images}/upload/l_text:changing:Words/fl_layer_apply/texts-base.png"
    tags = []
    for words, size in (("one", 30), ("two", 30), ("two", 31)):
        cloudinary.uploader.text(words, public_id="changing", font_size=size)
        tags.append(get_patiently(url).headers["ETag"])
    assert tags[0] == tags[1] != tags[2]


def test_a_stored_text_is_laid_on_as_it_is(images: str) -> None:
    cloudinary.uploader.text("as it is", public_id="plain", font_size=30)
    laid = _seen(images, "l_text:plain")
    assert np.array_equal(np.asarray(laid), np.asarray(_seen(images, "l_text:Arial_30:as it is")))


def test_a_missing_text_is_a_404_that_names_it(images: str) -> None:
    answer = get(f"{images}/upload/l_text:nobody:Words/fl_layer_apply/texts-base.png")
    assert answer.status == 404
    assert "nobody" in answer.headers["X-Cld-Error"]


def test_a_stored_text_is_described_and_destroyed(images: str) -> None:
    cloudinary.uploader.text("for a while", public_id="passing")
    assert cloudinary.api.resource("passing", type="text")["type"] == "text"
    assert cloudinary.uploader.destroy("passing", type="text")["result"] == "ok"
    assert get(f"{images}/text/passing.png").status == 404


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"font_family": "Nobody's Sans"}, "no font"),
        ({"font_size": "12px"}, "Invalid font_size"),
        ({"font_color": "blurple"}, "Invalid font_color 'blurple'; expected a CSS colour"),
        ({"background": "#12"}, "Invalid background"),
        ({"opacity": 101}, "Invalid opacity"),
        ({"font_weight": "heavy"}, "Invalid font_weight 'heavy'; expected one of black, bold"),
        ({"text_align": "middle"}, "Invalid text_align"),
        ({"font_family": "Arial_40"}, "Invalid font_family"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(
    images: str, said: dict[str, object], message: str
) -> None:
    with pytest.raises(cloudinary.exceptions.BadRequest, match=message):
        cloudinary.uploader.text("words", public_id="refused", **said)
    assert get(f"{images}/text/refused.png").status == 404
    with pytest.raises(cloudinary.exceptions.BadRequest, match="Missing required parameter - text"):
        cloudinary.uploader.text("")
