"""Named transformations, baselines and default images in a whole deployment."""

import io

import cloudinary.api
import cloudinary.uploader
import numpy as np
import pytest
from PIL import Image

from tests.deployment import CLOUD, Deployment
from tests.http import get_patiently
from tests.photographs import encoded, rocket


@pytest.fixture(scope="module")
def url(deployment: Deployment) -> str:
    """Where a photograph is delivered, and names are defined: a baseline loses much."""
    deployment.use_sdk()
    cloudinary.uploader.upload(encoded(rocket(640, 427)), public_id="names/boot")
    cloudinary.api.create_transformation("coarse", "c_scale,w_200/f_jpg,q_10")
    cloudinary.api.create_transformation("fine", "c_scale,w_200/f_png")
    cloudinary.api.create_transformation("laid", "l_names:boot/c_scale,w_90/fl_layer_apply/f_png")
    return f"{deployment.url}/{CLOUD}/image/upload"


def _pixels(address: str) -> "np.ndarray[tuple[int, ...], np.dtype[np.int16]]":
    answer = get_patiently(address)
    assert answer.status == 200, answer.headers["X-Cld-Error"]
    with Image.open(io.BytesIO(answer.body)) as image:
        return np.asarray(image.convert("RGB"), dtype=np.int16)


def test_what_is_behind_a_baseline_is_made_of_its_stored_bytes(url: str) -> None:
    """S2-088: cut out of the kept JPEG with all its faults, not out of what led to it."""
    behind = "c_crop,g_north_west,h_90,w_120,x_40,y_20/f_png"
    cold = _pixels(f"{url}/bl_coarse/{behind}/names/boot")
    kept = _pixels(f"{url}/t_coarse/names/boot")
    fine = _pixels(f"{url}/t_fine/names/boot")
    assert cold.shape == (90, 120, 3)
    of_kept, of_fine = (each[20:110, 40:160] for each in (kept, fine))
    assert np.abs(cold - of_kept).mean() < 0.5
    assert np.abs(cold - of_fine).mean() > 3


def test_a_baseline_gives_the_same_bytes_whether_it_was_there_or_not(url: str) -> None:
    cold = get_patiently(f"{url}/bl_fine/c_scale,w_60/names/boot.webp").body
    cloudinary.uploader.upload(encoded(rocket(640, 427)), public_id="names/other")
    warmed = get_patiently(f"{url}/bl_fine/names/other")
    assert (warmed.status, warmed.headers["Content-Type"]) == (200, "image/png")
    assert get_patiently(f"{url}/bl_fine/c_scale,w_60/names/other.webp").body == cold


def test_a_baseline_may_have_layers(url: str) -> None:
    behind = _pixels(f"{url}/bl_laid/c_crop,g_north_west,h_40,w_90,x_280,y_190/names/boot.png")
    kept = _pixels(f"{url}/t_laid/names/boot")
    assert np.array_equal(behind, kept[190:230, 280:370])


def test_a_baseline_whose_size_only_its_picture_tells_is_gone_on_with(url: str) -> None:
    """Ten pixels of magenta around 100 x 60 are trimmed away."""
    picture = Image.new("RGB", (120, 80), "magenta")
    picture.paste(rocket(100, 60), (10, 10))
    cloudinary.uploader.upload(encoded(picture, "PNG"), public_id="names/framed")
    cloudinary.api.create_transformation("unframed", "e_trim:5/f_png")
    halves = "if_iw_eq_100/w_iw_div_2,f_png/if_else/f_gif/if_end"
    answer = get_patiently(f"{url}/bl_unframed/{halves}/names/framed.webp")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/png")
    with Image.open(io.BytesIO(answer.body)) as image:
        assert image.size == (50, 30)


def test_the_default_image_is_drawn_where_there_is_none(url: str) -> None:
    answer = get_patiently(f"{url}/d_names:boot.jpg/t_fine/c_crop,h_50,w_50/names/nobody.png")
    assert (answer.status, answer.headers["X-Cld-Error"]) == (
        200,
        "Resource not found - names/nobody",
    )
    with Image.open(io.BytesIO(answer.body)) as image:
        assert image.size == (50, 50)
