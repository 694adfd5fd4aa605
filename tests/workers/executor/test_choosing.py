"""Formats that the picture has a say in: what is transparent, and what is smaller without loss."""

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.photographs import encoded, rocket
from tests.workers.executor.pictures import pixels, rendered

SIZE = (320, 213)


def _drawing() -> Image.Image:
    picture = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((20, 20, 120, 120), fill="red")
    pen.rectangle((150, 30, 280, 110), fill=(20, 60, 200))
    return picture


def _with_alpha(picture: Image.Image, least: int) -> Image.Image:
    made = picture.convert("RGBA")
    made.putpixel((3, 3), (9, 9, 9, least))
    return made


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        (rocket(*SIZE), "jpg"),
        (_with_alpha(rocket(*SIZE), 255), "jpg"),
        (_with_alpha(rocket(*SIZE), 0), "png"),
        (_drawing(), "png"),
        (_with_alpha(_drawing(), 128), "png"),
    ],
    ids=["photograph", "opaque", "transparent", "drawing", "glass"],
)
def test_a_jpeg_becomes_a_png_where_that_shows_more_or_is_smaller(
    picture: Image.Image, expected: str
) -> None:
    source = encoded(picture, "PNG")
    made = rendered(source, size=SIZE, format="jpg", open=True)
    assert (made.format, made.content_type) == (
        expected,
        {"jpg": "image/jpeg", "png": "image/png"}[expected],
    )
    with Image.open(io.BytesIO(made.data)) as opened:
        if expected == "png":
            shown = np.asarray(opened.convert("RGBA"), float)
            assert np.array_equal(shown, pixels(picture.convert("RGBA")))
        else:
            assert opened.mode == "RGB"
    if expected == "png" and picture.mode == "RGB":
        assert len(made.data) < len(rendered(source, size=SIZE, format="jpg").data)


def test_a_webp_of_a_drawing_loses_nothing_where_that_is_smaller() -> None:
    """The first chunk tells: VP8L is lossless (RFC 9649, 2.6)."""
    source = encoded(_drawing(), "PNG")
    made = rendered(source, size=SIZE, format="webp", open=True)
    assert made.data[12:16] == b"VP8L"
    assert len(made.data) < len(rendered(source, size=SIZE, format="webp").data)
    with Image.open(io.BytesIO(made.data)) as opened:
        assert np.array_equal(np.asarray(opened.convert("RGB")), np.asarray(_drawing()))
    photograph = encoded(rocket(*SIZE), "PNG")
    assert rendered(photograph, size=SIZE, format="webp", open=True).data[12:16] == b"VP8 "
