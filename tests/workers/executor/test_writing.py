"""Ways of writing a format: what flags and parameters of the delivery ask of its encoder."""

import io
from typing import Any

import numpy as np
import pillow_heif
import pytest
import pyvips
from PIL import Image, ImageCms

from tests.photographs import encoded, rocket
from tests.workers.executor.pictures import HEIGHT, WIDTH, apart, opened, pixels, rendered

pillow_heif.register_heif_opener()

SOURCE = encoded(rocket(WIDTH, HEIGHT), "PNG")


def _written(form: str, source: bytes = SOURCE, **written: Any) -> Image.Image:
    """Render a photograph and let Pillow read the file."""
    picture = Image.open(io.BytesIO(rendered(source, format=form, **written).data))
    picture.load()
    return picture


def _scans(data: bytes) -> int:
    return data.count(b"\xff\xda")


def test_a_jpeg_is_as_progressive_as_it_is_asked_to_be() -> None:
    """S2-060. Scans are counted; those of a steep one are others than those of a semi one."""
    none, semi, steep = (
        rendered(SOURCE, format="jpg", progressive=how).data for how in ("none", "semi", "steep")
    )
    assert _scans(none) == 1
    assert _scans(semi) > 4
    assert _scans(steep) > 4
    assert semi != steep
    assert apart(opened(semi), opened(none)) == apart(opened(steep), opened(none)) == 0
    assert rendered(SOURCE, format="jpg").data == none


#: Where a file says that it is interlaced: in a PNG's header, in the descriptor of a GIF's frame.
INTERLACED = {"png": (b"IHDR", 16, 1), "gif": (b"\x2c\0\0\0\0\xf1\0\xa0\0", 9, 0x40)}


@pytest.mark.parametrize("form", INTERLACED)
def test_a_png_or_gif_is_interlaced_where_it_is_to_be_progressive(form: str) -> None:
    """S2-060."""
    mark, place, bit = INTERLACED[form]
    for how, expected in (("", 0), ("none", 0), ("semi", bit), ("steep", bit)):
        data = rendered(SOURCE, format=form, progressive=how).data
        assert data[data.index(mark) + place] & bit == expected


def test_a_png_of_256_colours_has_a_palette() -> None:
    picture = _written("png", variant="png8")
    assert picture.mode == "P"
    assert 1 < apart(picture.convert("RGB"), rocket(WIDTH, HEIGHT)) < 9
    transparent = Image.new("RGBA", (40, 40))
    transparent.paste((255, 0, 0, 255), (0, 0, 20, 40))
    small = _written("png", encoded(transparent, "PNG"), size=(40, 40), variant="png8")
    assert small.mode == "P"
    assert small.convert("RGBA").getpixel((30, 20))[3] == 0  # type: ignore[index] # - a pixel of four


def test_a_png_of_24_bits_lies_on_white_and_one_of_32_has_alpha() -> None:
    transparent = encoded(Image.new("RGBA", (WIDTH, HEIGHT), (255, 0, 0, 0)), "PNG")
    assert _written("png", transparent, variant="png24").mode == "RGB"
    assert _written("png", transparent, variant="png24").getpixel((1, 1)) == (255, 255, 255)
    assert _written("png", variant="png32").mode == "RGBA"
    assert _written("png").mode == "RGB"


def test_few_colours_are_chosen_where_they_hardly_show() -> None:
    flat = Image.new("RGB", (WIDTH, HEIGHT), "navy")
    flat.paste("gold", (20, 20, 90, 90))
    assert _written("png", encoded(flat, "PNG"), few_colours=True).mode == "P"
    assert _written("png", encoded(flat, "PNG")).mode == "RGB"
    assert _written("png", few_colours=True).mode == "RGB"
    seen = _written("png", encoded(flat.convert("RGBA"), "PNG"), few_colours=True)
    assert apart(seen.convert("RGB"), flat) < 0.5


def test_a_gif_with_loss_is_smaller_the_lower_its_quality() -> None:
    """S2-061."""
    whole = len(rendered(SOURCE, format="gif").data)
    sizes = [
        len(rendered(SOURCE, format="gif", lossy=True, quality=quality).data)
        for quality in (80, 50, 20)
    ]
    assert [whole, *sizes] == sorted([whole, *sizes], reverse=True)
    assert sizes[-1] < whole * 0.6


def test_a_tiff_is_compressed_as_asked() -> None:
    assert _written("tiff").info["compression"] == "tiff_adobe_deflate"
    assert _written("tiff", variant="tiff8_lzw").info["compression"] == "tiff_lzw"
    fax = _written("tiff", variant="group4")
    assert (fax.info["compression"], fax.mode) == ("group4", "1")
    grey = pixels(rocket(WIDTH, HEIGHT).convert("L"))
    far = np.abs(grey - 128) > 12
    assert ((pixels(fax.convert("L")) > 127) == (grey > 128))[far].mean() > 0.99


@pytest.mark.parametrize("form", ["jpg", "png", "tiff", "bmp"])
def test_density_is_written(form: str) -> None:
    across, down = _written(form, density=300.0).info["dpi"]
    assert across == pytest.approx(300, abs=0.2)
    assert down == pytest.approx(300, abs=0.2)


def test_the_originals_density_is_kept_where_it_is_asked_for() -> None:
    source = encoded(rocket(WIDTH, HEIGHT), dpi=(240, 240))
    assert _written("jpg", source, density=0.0).info["dpi"] == (240, 240)
    assert "dpi" not in _written("jpg", source).info


@pytest.mark.parametrize("form", ["jpg", "png", "webp", "avif", "tiff", "heic"])
def test_the_profile_of_srgb_is_written_where_it_is_asked_for(form: str) -> None:
    data = rendered(SOURCE, format=form, colours="srgb", profile=True).data
    with Image.open(io.BytesIO(data)) as picture:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(picture.info["icc_profile"]))
    back = ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), "RGB", "RGB")
    shown = back.apply(rocket(32, 32))
    assert apart(shown, rocket(32, 32)) < 0.5


@pytest.mark.parametrize("form", ["jpg", "tiff"])
def test_inks_come_out_with_a_profile_that_shows_them_as_they_were(form: str) -> None:
    picture = _written(form, colours="cmyk", profile=True, quality=95)
    assert picture.mode == "CMYK"
    profile = ImageCms.ImageCmsProfile(io.BytesIO(picture.info["icc_profile"]))
    back = ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), "CMYK", "RGB")
    shown = back.apply(picture)
    assert shown is not None
    assert apart(shown, rocket(WIDTH, HEIGHT)) < 6


def test_inks_are_kept_where_there_were_some() -> None:
    inks = rocket(WIDTH, HEIGHT).convert("CMYK")
    source = encoded(inks, "TIFF")
    kept = _written("jpg", source, colours="keep_cmyk", quality=95)
    assert kept.mode == "CMYK"
    assert _written("jpg", source, colours="no_cmyk").mode == "RGB"
    assert _written("jpg", source).mode == "RGB"
    assert _written("jpg", colours="keep_cmyk").mode == "RGB"
    assert _written("png", source, colours="keep_cmyk").mode == "RGB"


def _telling() -> bytes:
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x8298] = "a description", "Ann Author", "(c) Ann"
    exif[0x0112] = 6
    fields = b"".join(
        b"\x1c\x02" + bytes((number,)) + len(text).to_bytes(2, "big") + text
        for number, text in ((80, b"Ann Byline"), (90, b"Ann's city"), (116, b"Ann's right"))
    )
    block = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + len(fields).to_bytes(4, "big") + fields
    jpeg = encoded(rocket(HEIGHT, WIDTH), exif=exif, xmp=b"<x:xmpmeta/>")
    return jpeg[:2] + b"\xff\xed" + (len(block) + 2).to_bytes(2, "big") + block + jpeg[2:]


def _told(form: str, words: str) -> tuple[dict[int, Any], bytes]:
    data = rendered(_telling(), format=form, words=words).data
    with Image.open(io.BytesIO(data)) as picture:
        return dict(picture.getexif()), data


@pytest.mark.parametrize("form", ["jpg", "webp"])
def test_all_words_are_kept_where_that_is_asked_for(form: str) -> None:
    """The picture is upright, and says so."""
    exif, data = _told(form, "all")
    assert exif[0x010E].rstrip("\0") == "a description"
    assert exif.get(0x0112, 1) == 1
    assert b"x:xmpmeta" in data
    if form != "webp":  # which has no place for IPTC
        assert b"Ann's city" in data


@pytest.mark.parametrize("form", ["jpg", "webp"])
def test_attribution_alone_is_kept_where_that_is_asked_for(form: str) -> None:
    exif, data = _told(form, "attribution")
    assert exif[0x013B].rstrip("\0") == "Ann Author"
    assert exif[0x8298].rstrip("\0") == "(c) Ann"
    assert b"description" not in data
    assert b"city" not in data
    assert form == "webp" or (b"Ann Byline" in data and b"Ann's right" in data)


def test_no_words_are_kept_unless_that_is_asked_for() -> None:
    exif, data = _told("jpg", "")
    assert not exif
    assert b"Ann" not in data


def test_libvips_reads_the_iptc_that_was_kept() -> None:
    data = rendered(_telling(), format="jpg", words="attribution").data
    image = pyvips.Image.jpegload_source(pyvips.Source.new_from_memory(data))
    assert image.get_typeof("iptc-data")
