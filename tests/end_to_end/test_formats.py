"""Every kind of image over the wire: uploaded by the vendor's SDK, delivered as another kind."""

import io
from typing import Any

import cloudinary.uploader
import pillow_heif
import pillow_jxl  # noqa: F401 - Pillow reads JPEG XL once it is imported
import pytest
from PIL import Image

from tests.deployment import CLOUD, Deployment
from tests.end_to_end import oracle
from tests.http import get_patiently
from tests.photographs import encoded, rocket
from tests.workers.child.test_formats import ORIGINALS
from tests.workers.executor.files import path_data, resource
from tests.workers.executor.test_paging import document, labelled

pillow_heif.register_heif_opener()


def _uploaded(deployment: Deployment, kind: str) -> dict[str, Any]:
    deployment.use_sdk()
    told: dict[str, Any] = cloudinary.uploader.upload(
        ORIGINALS[kind](), public_id=f"kinds/{kind}", overwrite=True
    )
    return told


@pytest.mark.parametrize("kind", ORIGINALS)
def test_an_upload_of_any_kind_is_delivered_as_a_photograph(
    deployment: Deployment, kind: str
) -> None:
    """F21: by what it is; it was uploaded under no name at all."""
    assert _uploaded(deployment, kind)["format"] == kind
    answer = get_patiently(
        f"{deployment.url}/{CLOUD}/image/upload/c_fill,h_64,w_96/f_png/kinds/{kind}"
    )
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "image/png"
    picture = oracle.picture(answer.body)
    assert picture.size == (96, 64)
    if kind != "svg":
        expected = oracle.filled(96, 64)(rocket())
        assert oracle.difference(picture, expected) < 9


@pytest.mark.parametrize("form", ["heic", "tiff", "bmp", "jxl", "jp2", "pdf"])
def test_a_photograph_is_delivered_in_any_format(deployment: Deployment, form: str) -> None:
    """S2-029."""
    deployment.use_sdk()
    cloudinary.uploader.upload(encoded(rocket()), public_id="kinds/jpg", overwrite=True)
    answer = get_patiently(
        f"{deployment.url}/{CLOUD}/image/upload/c_fill,h_64,w_96/kinds/jpg.{form}"
    )
    assert answer.status == 200
    if form == "pdf":
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.body.startswith(b"%PDF-")
    else:
        with Image.open(io.BytesIO(answer.body)) as picture:
            assert picture.size == (96, 64)


def test_a_drawing_is_delivered_as_one_but_never_as_it_was_uploaded(
    deployment: Deployment,
) -> None:
    """F22."""
    deployment.use_sdk()
    hostile = (
        b"<svg xmlns='http://www.w3.org/2000/svg' width='64' height='48' onload='alert(1)'>"
        b"<script>alert(2)</script><rect width='9' height='9'/></svg>"
    )
    cloudinary.uploader.upload(hostile, public_id="kinds/drawing", overwrite=True)
    for path in ("kinds/drawing", "kinds/drawing.svg", "c_scale,w_32/kinds/drawing.svg"):
        answer = get_patiently(f"{deployment.url}/{CLOUD}/image/upload/{path}")
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "image/svg+xml"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert b"alert" not in answer.body
        assert b"<rect" in answer.body


def test_a_format_that_nothing_encodes_is_a_415_that_names_it(deployment: Deployment) -> None:
    deployment.use_sdk()
    cloudinary.uploader.upload(encoded(rocket()), public_id="kinds/jpg", overwrite=True)
    answer = get_patiently(f"{deployment.url}/{CLOUD}/image/upload/f_djvu/kinds/jpg")
    assert answer.status == 415
    assert "djvu" in answer.headers["X-Cld-Error"]


def test_pages_and_paths_of_uploads_are_known_to_the_gateway(deployment: Deployment) -> None:
    """What the probe has told of a file is what its URLs are planned with."""
    deployment.use_sdk()
    cloudinary.uploader.upload(labelled(document()), public_id="kinds/pages", overwrite=True)
    answer = get_patiently(
        f"{deployment.url}/{CLOUD}/image/upload/pg_name:vi/c_scale,w_50/kinds/pages.png"
    )
    assert (answer.status, oracle.picture(answer.body).size) == (200, (50, 25))
    answer = get_patiently(f"{deployment.url}/{CLOUD}/image/upload/e_grayscale/kinds/pages.tiff")
    with Image.open(io.BytesIO(answer.body)) as pages:
        assert getattr(pages, "n_frames", 1) == 3
    answer = get_patiently(f"{deployment.url}/{CLOUD}/image/upload/pg_name:x/kinds/pages.png")
    assert answer.status == 400
    assert "one of 'iv', 'v', 'vi'" in answer.headers["X-Cld-Error"]

    corners = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75))
    block = resource(2000, "boot", path_data([[corner] for corner in corners]))
    traced = encoded(rocket(80, 60), "TIFF", tiffinfo={34377: block})
    cloudinary.uploader.upload(traced, public_id="kinds/traced", overwrite=True)
    cropped = "c_crop,g_clipping_path_!boot!/kinds/traced.png"
    answer = get_patiently(f"{deployment.url}/{CLOUD}/image/upload/{cropped}")
    assert (answer.status, oracle.picture(answer.body).size) == (200, (40, 30))
