"""Raw assets that images are made with: custom fonts, tables of colours, colour profiles."""

import io

import cloudinary.uploader
import numpy as np
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from numpy.typing import NDArray
from PIL import Image

from tests.deployment import CLOUD, Deployment
from tests.http import Answer, get, get_patiently
from tests.workers.executor import files

#: Units of the em, as wide as every letter of the font advances.
EM = 1000


def _font(height: int) -> bytes:
    """A font whose every letter is a box on the base line, half an em wide and so many units high.

    What is drawn with it follows from arithmetic.
    """
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for point in ((0, height), (EM // 2, height), (EM // 2, 0)):
        pen.lineTo(point)
    pen.closePath()
    box = pen.glyph()
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupCharacterMap({ord(letter): "box" for letter in "abcdefghi"})
    builder.setupGlyf({".notdef": box, "box": box})
    builder.setupHorizontalMetrics({".notdef": (EM, 0), "box": (EM, 0)})
    builder.setupHorizontalHeader(ascent=EM, descent=0)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=EM, sTypoDescender=0, usWinAscent=EM, usWinDescent=0)
    builder.setupPost()
    written = io.BytesIO()
    builder.save(written)
    return written.getvalue()


@pytest.fixture(scope="module", autouse=True)
def _assets(deployment: Deployment) -> None:
    deployment.use_sdk()
    white = io.BytesIO()
    Image.new("RGB", (400, 200), "white").save(white, "PNG")
    cloudinary.uploader.upload(white.getvalue(), public_id="fonts-base")
    _store(_font(500), "boxes.ttf")


def _store(font: bytes, name: str) -> None:
    kept = cloudinary.uploader.upload(
        font, public_id=name, resource_type="raw", type="authenticated", overwrite=True
    )
    assert kept["public_id"] == name


def _asked(deployment: Deployment, transformation: str) -> Answer:
    return get_patiently(
        f"{deployment.url}/{CLOUD}/image/upload/{transformation}/fl_layer_apply/fonts-base.png"
    )


def _black(answer: Answer) -> NDArray[np.bool_]:
    assert answer.status == 200, answer.headers.get("X-Cld-Error")
    with Image.open(io.BytesIO(answer.body)) as image:
        return np.asarray(image.convert("L")) < 128


def test_words_are_drawn_with_the_font_whose_file_is_stored(deployment: Deployment) -> None:
    """S2-046: no signature, though the font is an authenticated asset.

    At 100 pixels a letter is a box of 50 by 50, and the next one begins 100 further right; the
    picture is trimmed to them.
    """
    black = _black(_asked(deployment, "l_text:boxes.ttf_100:abc"))
    rows, columns = np.flatnonzero(black.any(axis=1)), np.flatnonzero(black.any(axis=0))
    assert rows.tolist() == list(range(75, 125))
    expected = [75 + 100 * letter + column for letter in range(3) for column in range(50)]
    assert columns.tolist() == expected
    assert black.sum() == 3 * 50 * 50


def test_a_new_version_of_a_font_is_seen_at_once(deployment: Deployment) -> None:
    deployment.use_sdk()
    for units, height in ((500, 50), (1000, 100)):
        _store(_font(units), "changing.ttf")
        black = _black(_asked(deployment, "l_text:changing.ttf_100:a"))
        assert black.any(axis=1).sum() == height


def test_a_font_may_lie_in_a_folder(deployment: Deployment) -> None:
    deployment.use_sdk()
    _store(_font(250), "brand/own.otf")
    black = _black(_asked(deployment, "l_text:brand:own.otf_100:a"))
    assert black.any(axis=1).sum() == 25


def test_a_missing_font_is_a_404_that_names_it(deployment: Deployment) -> None:
    answer = _asked(deployment, "l_text:nowhere.ttf_100:abc")
    assert answer.status == 404
    assert "nowhere.ttf" in answer.headers["X-Cld-Error"]


def test_a_file_that_is_no_font_is_refused_by_name(deployment: Deployment) -> None:
    deployment.use_sdk()
    _store(b"no font at all", "broken.ttf")
    answer = _asked(deployment, "l_text:broken.ttf_100:abc")
    assert answer.status == 400
    assert "broken.ttf is no TrueType" in answer.headers["X-Cld-Error"]


def test_what_is_written_with_a_font_is_open_and_its_file_is_not(deployment: Deployment) -> None:
    assert get(f"{deployment.url}/{CLOUD}/raw/authenticated/boxes.ttf").status == 401
    assert get(f"{deployment.url}/{CLOUD}/raw/upload/boxes.ttf").status == 404


def test_colours_go_through_a_table_that_is_a_raw_asset(deployment: Deployment) -> None:
    """S3-013: l_lut."""
    deployment.use_sdk()
    corners = [f"{b} {g} {r}" for b in (0, 1) for g in (0, 1) for r in (0, 1)]
    table = "\n".join(["LUT_3D_SIZE 2", *corners]).encode()
    cloudinary.uploader.upload(table, public_id="swapped.cube", resource_type="raw")
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), (200, 100, 50)).save(picture, "PNG")
    cloudinary.uploader.upload(picture.getvalue(), public_id="fonts-orange")
    url = f"{deployment.url}/{CLOUD}/image/upload/{{}}/fl_layer_apply/fonts-orange.png"
    answer = get_patiently(url.format("l_lut:swapped.cube"))
    assert answer.status == 200, answer.headers.get("X-Cld-Error")
    with Image.open(io.BytesIO(answer.body)) as image:
        assert image.convert("RGB").getpixel((4, 4)) == (50, 100, 200)
    missing = get_patiently(url.format("l_lut:nowhere.cube"))
    assert missing.status == 404
    assert "nowhere.cube" in missing.headers["X-Cld-Error"]


def _in_profile(deployment: Deployment, name: str) -> Answer:
    return get_patiently(f"{deployment.url}/{CLOUD}/image/upload/cs_icc:{name}/fonts-base.png")


def test_a_picture_is_written_in_the_profile_that_is_a_raw_asset(deployment: Deployment) -> None:
    """Open to all, though its file is not; a new version of it is seen at once."""
    deployment.use_sdk()
    for gamma in (1.8, 2.6):
        profile = files.grey_profile(gamma)
        _store(profile, "print/grey.icc")
        answer = _in_profile(deployment, "print:grey.icc")
        assert answer.status == 200, answer.headers.get("X-Cld-Error")
        with Image.open(io.BytesIO(answer.body)) as image:
            assert image.mode == "L"
            assert image.info["icc_profile"] == profile
    assert get(f"{deployment.url}/{CLOUD}/raw/authenticated/print/grey.icc").status == 401


def test_a_missing_profile_is_a_404_and_a_broken_one_a_400_by_name(deployment: Deployment) -> None:
    deployment.use_sdk()
    missing = _in_profile(deployment, "nowhere.icc")
    assert missing.status == 404
    assert "nowhere.icc" in missing.headers["X-Cld-Error"]
    _store(b"no profile at all", "broken.icc")
    broken = _in_profile(deployment, "broken.icc")
    assert broken.status == 400
    assert "broken.icc is no ICC profile" in broken.headers["X-Cld-Error"]
