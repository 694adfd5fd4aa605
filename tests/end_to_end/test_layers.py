"""Layers over the running system: other assets and words on a photograph."""

import io
from urllib.parse import quote

import cloudinary.uploader
import cloudinary.utils
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.deployment import CLOUD, Deployment
from tests.http import Answer, get_patiently
from tests.photographs import encoded, rocket


def _badge(colour: str, **options: object) -> None:
    picture = encoded(Image.new("RGB", (80, 40), colour), "PNG")
    cloudinary.uploader.upload(picture, overwrite=True, **options)


@pytest.fixture(scope="module", autouse=True)
def _assets(deployment: Deployment) -> None:
    deployment.use_sdk()
    cloudinary.uploader.upload(encoded(rocket(), "PNG"), public_id="layers/base")
    _badge("red", public_id="layers/badge")
    _badge("blue", public_id="layers/secret", type="private")


def _asked(deployment: Deployment, transformation: str) -> Answer:
    path = f"/{CLOUD}/image/upload/{quote(transformation, safe='/,:_-!$.%')}/layers/base.png"
    return get_patiently(f"{deployment.url}{path}")


def _pixels(answer: Answer) -> NDArray[np.uint8]:
    assert answer.status == 200, answer.headers.get("X-Cld-Error")
    with Image.open(io.BytesIO(answer.body)) as image:
        return np.asarray(image.convert("RGB"))


def test_a_layer_lies_where_its_gravity_says(deployment: Deployment) -> None:
    """S2-048 S2-050."""
    pixels = _pixels(_asked(deployment, "l_layers:badge/fl_layer_apply,g_south_east,x_10,y_20"))
    red = np.all(pixels == (255, 0, 0), axis=2)
    rows, columns = np.flatnonzero(red.any(axis=1)), np.flatnonzero(red.any(axis=0))
    height, width = red.shape
    assert (columns[0], columns[-1]) == (width - 90, width - 11)
    assert (rows[0], rows[-1]) == (height - 60, height - 21)


def test_a_new_version_of_a_layer_is_seen_at_once(deployment: Deployment) -> None:
    """The version of a layer's asset is part of the identity: nothing stale, without a purge."""
    deployment.use_sdk()
    url = "l_layers:changing/fl_layer_apply"
    for colour, value in (("lime", (0, 255, 0)), ("magenta", (255, 0, 255))):
        _badge(colour, public_id="layers/changing")
        pixels = _pixels(_asked(deployment, url))
        middle = pixels[pixels.shape[0] // 2, pixels.shape[1] // 2]
        assert tuple(middle) == value


def test_a_missing_layer_is_a_404_that_names_it(deployment: Deployment) -> None:
    answer = _asked(deployment, "l_layers:nowhere/fl_layer_apply")
    assert answer.status == 404
    assert "layers/nowhere" in answer.headers["X-Cld-Error"]


def test_a_private_layer_needs_a_signed_url(deployment: Deployment) -> None:
    deployment.use_sdk()
    transformation = "l_private:layers:secret/fl_layer_apply"
    assert _asked(deployment, transformation).status == 401
    url, _ = cloudinary.utils.cloudinary_url(
        "layers/base.png", raw_transformation=transformation, sign_url=True
    )
    pixels = _pixels(get_patiently(url))
    assert tuple(pixels[pixels.shape[0] // 2, pixels.shape[1] // 2]) == (0, 0, 255)


def test_words_are_laid_on_and_what_follows_knows_the_size_that_they_made(
    deployment: Deployment,
) -> None:
    """S2-043 S2-071: the canvas grows by words that overhang, and is halved then."""
    answer = _asked(
        deployment,
        "$n_12/co_white,l_text:Arial_200_bold:WWWWWW$(n)/fl_layer_apply/w_div_2",
    )
    pixels = _pixels(answer)
    assert pixels.shape[1] > 320
    assert (pixels == 255).all(axis=2).mean() > 0.1


def test_eager_transformations_have_layers_too(deployment: Deployment) -> None:
    deployment.use_sdk()
    reply = cloudinary.uploader.upload(
        encoded(rocket(200, 100), "PNG"),
        public_id="layers/eager",
        eager=[{"raw_transformation": "l_layers:badge/fl_layer_apply,g_north_west"}],
    )
    pixels = _pixels(get_patiently(reply["eager"][0]["url"]))
    assert tuple(pixels[0, 0]) == (255, 0, 0)
