"""Every format that is let in, decoded to what Pillow or the mathematics says it shows."""

import io
import struct
from contextlib import suppress
from typing import Any

import numpy as np
import pillow_heif
import pillow_jxl
import pytest
from PIL import Image, ImageOps

from planner.source_views import Opening
from planner.steps import Crop, Resize
from tests.photographs import encoded, rocket
from tests.workers.executor import files
from tests.workers.executor.pictures import HEIGHT, WIDTH, apart, drawn, opened, pixels, rendered
from workers.errors import RenderRefused
from workers.executor.limits import Limits
from workers.executor.survey.probe import probe

pillow_heif.register_heif_opener()

#: Pillow's name of a format, what is given to its encoder, and how far apart its loss may be.
KINDS: dict[str, tuple[str, dict[str, object], float]] = {
    "tiff": ("TIFF", {}, 0.0),
    "tiff, lzw": ("TIFF", {"compression": "tiff_lzw"}, 0.0),
    "tiff, jpeg": ("TIFF", {"compression": "jpeg", "quality": 92}, 2.5),
    "bmp": ("BMP", {}, 0.0),
    "jp2": ("JPEG2000", {}, 0.0),
    "jp2, a bare codestream": ("JPEG2000", {"no_jp2": True}, 0.0),
    "heic": ("HEIF", {"quality": 90, "chroma": "444"}, 2.5),
    "jxl": ("JXL", {"lossless": True}, 0.0),
    "jxl, in a container": ("JXL", {"lossless": True, "use_container": True}, 0.0),
}


def _probe(data: bytes) -> tuple[str, int, int, int, bool]:
    probed = probe(memoryview(data), Limits())
    return probed.format, probed.width, probed.height, probed.pages, probed.has_alpha


@pytest.mark.parametrize("kind", KINDS)
def test_a_photograph_is_decoded_to_its_pixels(kind: str) -> None:
    name, options, loss = KINDS[kind]
    picture = rocket(WIDTH, HEIGHT)
    data = encoded(picture, name, **options)
    assert _probe(data) == (kind.partition(",")[0], WIDTH, HEIGHT, 1, False)
    assert apart(drawn(data), picture) <= loss


@pytest.mark.parametrize("kind", ["tiff", "jp2", "jxl", "heic"])
def test_transparency_is_kept(kind: str) -> None:
    name, options, loss = KINDS[kind]
    picture = rocket(WIDTH, HEIGHT).convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize((WIDTH, HEIGHT)))
    data = encoded(picture, name, **options)
    result = drawn(data)
    assert result.mode == "RGBA"
    assert apart(result, picture) <= loss
    assert kind == "jxl" or _probe(data)[4]


@pytest.mark.parametrize("kind", ["tiff", "bmp", "jp2", "jxl"])
def test_grey_is_grey(kind: str) -> None:
    name, options, _ = KINDS[kind]
    picture = rocket(WIDTH, HEIGHT).convert("L")
    assert apart(drawn(encoded(picture, name, **options)), picture.convert("RGB")) == 0


def test_an_icon_shows_its_largest_picture() -> None:
    picture = rocket().resize((128, 128)).convert("RGBA")
    data = encoded(picture, "ICO", sizes=[(16, 16), (128, 128), (64, 64)])
    assert _probe(data) == ("ico", 128, 128, 1, True)
    assert apart(drawn(data, size=(128, 128)), picture) == 0


def test_an_icon_of_bitmaps_is_decoded() -> None:
    picture = rocket().resize((48, 48)).convert("RGBA")
    data = encoded(picture, "ICO", sizes=[(48, 48)], bitmap_format="bmp")
    assert apart(drawn(data, size=(48, 48)), picture) == 0


@pytest.mark.parametrize("mode", ["1", "P", "CMYK", "I;16"])
def test_what_a_tiff_may_be_is_shown_as_pillow_shows_it(mode: str) -> None:
    picture = rocket(WIDTH, HEIGHT)
    if mode == "I;16":
        deep = (np.asarray(picture.convert("L"), dtype=np.uint16) * 257).astype("<u2")
        picture = Image.fromarray(deep)
        reference = Image.fromarray((deep // 257).astype(np.uint8)).convert("RGB")
    else:
        picture = picture.convert(mode)
        reference = picture.convert("RGB")
    result = drawn(encoded(picture, "TIFF"))
    # libvips reads inks by a profile, Pillow by the plain formula.
    assert apart(result.convert("RGB"), reference) <= (30 if mode == "CMYK" else 0.5)


def test_pages_of_a_tiff_are_counted_and_are_no_animation() -> None:
    pages = [Image.new("RGB", (40, 30), colour) for colour in ("red", "lime", "blue")]
    data = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert _probe(data) == ("tiff", 40, 30, 3, False)
    assert drawn(data, size=(40, 30)).getpixel((5, 5)) == (255, 0, 0)


def test_a_photoshop_file_shows_its_flattened_picture() -> None:
    picture = rocket(WIDTH, HEIGHT)
    data = files.psd(picture)
    assert _probe(data) == ("psd", WIDTH, HEIGHT, 1, False)
    assert apart(drawn(data), picture) == 0


def test_a_jpeg_packed_into_a_jxl_is_unpacked() -> None:
    jpeg = encoded(rocket(WIDTH, HEIGHT))
    with Image.open(io.BytesIO(jpeg)) as picture:
        writer: Any = pillow_jxl.Encoder  # whose types are those of an older release
        pack = writer(mode="RGB", lossless=True, quality=100.0, num_threads=0, use_container=True)
        packed = pack(jpeg, WIDTH, HEIGHT, jpeg_encode=True)
        assert _probe(packed)[:3] == ("jxl", WIDTH, HEIGHT)
        assert apart(drawn(packed), picture.convert("RGB")) < 0.6


def test_a_page_of_a_pdf_is_drawn_at_150_dots_an_inch() -> None:
    picture = rocket(600, 400)
    data = encoded(picture, "PDF", resolution=150, quality=95)
    assert _probe(data) == ("pdf", 600, 400, 1, False)
    assert apart(drawn(data, size=(600, 400)), picture) < 4


def test_a_pdf_is_drawn_at_the_size_that_is_wanted() -> None:
    """Edges stay sharp where pixels of 150 dots an inch would have been blown up."""
    data = files.pdf_of_a_square()
    assert _probe(data)[:3] == ("pdf", 150, 150)
    large = pixels(drawn(data, Resize(1500, 1500), size=(150, 150)))[750, :, 0]
    assert set(np.unique(large[:745])) == {255.0}
    assert set(np.unique(large[755:])) == {0.0}


@pytest.mark.parametrize("kind", KINDS)
def test_files_that_break_off_are_refused(kind: str) -> None:
    """F20: the same verdict on repeat."""
    name, options, _ = KINDS[kind]
    data = encoded(rocket(WIDTH, HEIGHT), name, **options)
    for share in (0.9, 0.5, 0.1, 0.01):
        verdicts = set()
        for _ in range(2):
            with pytest.raises(RenderRefused) as refusal:
                probe(memoryview(data[: int(len(data) * share)]), Limits())
            verdicts.add((refusal.value.status, refusal.value.message))
        assert len(verdicts) == 1
        assert verdicts.pop()[0] == 400


@pytest.mark.parametrize("kind", [*KINDS, "psd", "pdf", "ico"])
def test_files_with_wrong_bytes_are_drawn_or_refused(kind: str) -> None:
    """F20: no decoder raises what nobody expects, or takes the process with it."""
    match kind:
        case "psd":
            data = files.psd(rocket(64, 48))
        case "pdf":
            data = files.pdf_of_a_square()
        case "ico":
            data = encoded(rocket(64, 48), "ICO", sizes=[(32, 32)], bitmap_format="bmp")
        case _:
            name, options, _ = KINDS[kind]
            data = encoded(rocket(64, 48), name, **options)
    random = np.random.default_rng(5)
    for _ in range(40):
        broken = bytearray(data)
        for at in random.integers(0, len(data), 4):
            broken[at] = random.integers(0, 256)
        with suppress(RenderRefused):
            probe(memoryview(bytes(broken)), Limits(max_pixels=1_000_000))


BOMBS = {
    "bmp": b"BM" + bytes(8) + struct.pack("<IIiiHHIIiiII", 54, 40, 60000, 60000, 1, 24, *[0] * 6),
    "psd": b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 30000, 30000, 8, 3) + bytes(14),
    "jxl": files.jxl_saying(60000, 60000),
    "pdf": files.pdf_of_a_square(14400),
    "tiff": files.tiff_saying(60000, 60000),
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' width='30000' height='30000'/>",
    "jp2": files.jp2_saying(60000, 60000),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_of_any_format_is_refused_by_its_header(kind: str) -> None:
    """F19."""
    with pytest.raises(RenderRefused, match=r"Image too large: [0-9.]+ megapixels"):
        probe(memoryview(BOMBS[kind]), Limits())


def test_a_crop_of_a_drawing_is_drawn_in_its_place() -> None:
    data = files.pdf_of_a_square()
    result = drawn(data, Crop(60, 60, 30, 30), Resize(300, 300), size=(150, 150))
    half = pixels(result)[150, :, 0]
    assert half[:140].min() == 255
    assert half[160:].max() == 0


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_tiff_is_turned_upright(orientation: int) -> None:
    picture = rocket(60, 40)
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(picture, "TIFF", exif=exif)
    with Image.open(io.BytesIO(data)) as stored:
        upright = ImageOps.exif_transpose(stored)
    assert apart(drawn(data, size=upright.size), upright.convert("RGB")) == 0


def test_each_page_of_a_tiff_is_opened_by_its_number() -> None:
    pages = [Image.new("RGB", size, c) for size, c in (((40, 30), "red"), ((20, 50), "lime"))]
    data = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert probe(memoryview(data), Limits()).page_sizes == (40, 30, 20, 50)
    for number, page in enumerate(pages, 1):
        shown = rendered(data, size=page.size, opening=Opening(page=number))
        assert apart(opened(shown.data), page) == 0
    with pytest.raises(RenderRefused):
        rendered(data, size=(20, 50), opening=Opening(page=3))


def test_each_page_of_a_pdf_is_opened_by_its_number() -> None:
    pages = [Image.new("RGB", size, c) for size, c in (((300, 150), "red"), ((150, 200), "lime"))]
    data = encoded(pages[0], "PDF", save_all=True, append_images=pages[1:], resolution=150)
    assert probe(memoryview(data), Limits()).page_sizes == (300, 150, 150, 200)
    shown = opened(rendered(data, size=(150, 200), opening=Opening(page=2)).data)
    assert apart(shown, pages[1]) < 1.5


def test_a_frame_of_a_gif_is_opened_by_its_number() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "lime", "blue")]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    shown = opened(rendered(data, size=(20, 20), opening=Opening(page=2)).data)
    assert apart(shown.convert("RGB"), frames[1]) == 0


@pytest.mark.parametrize("density", [72.0, 100.0, 300.0])
def test_a_document_is_as_large_as_its_density_says(density: float) -> None:
    side = round(150 * density / 150)
    shown = rendered(files.pdf_of_a_square(), size=(side, side), opening=Opening(density=density))
    half = pixels(opened(shown.data))[side // 2, :, 0]
    assert half[: side // 2 - 1].min() == 255
    assert half[side // 2 + 1 :].max() == 0


def test_masks_of_a_tiff_are_left_out_where_that_is_asked_for() -> None:
    picture = rocket(WIDTH, HEIGHT).convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize((WIDTH, HEIGHT)))
    data = encoded(picture, "TIFF")
    shown = opened(rendered(data, opening=Opening(colours_only=True)).data)
    assert apart(shown, picture.convert("RGB")) == 0


def test_a_tiff_whose_directory_is_longer_than_any_file_is_no_lack_of_memory() -> None:
    """F20: it is the file that is broken, whatever libtiff calls that."""
    data = bytearray(encoded(rocket(64, 48), "TIFF"))
    directory = int.from_bytes(data[4:8], "little")
    data[directory : directory + 2] = b"\0\0"
    with pytest.raises(RenderRefused, match="Invalid image file"):
        probe(memoryview(bytes(data)), Limits())


@pytest.mark.parametrize("count", [1, 2])
def test_a_layer_of_a_photoshop_file_lies_in_its_place_on_the_whole_canvas(count: int) -> None:
    layers = [
        (5, 10, Image.new("RGBA", (20, 15), (255, 0, 0, 255))),
        (30, 4, Image.new("RGBA", (8, 9), (0, 0, 255, 128))),
    ][:count]
    data = files.psd_of_layers(rocket(60, 40), layers)
    assert _probe(data)[3] == count
    assert apart(drawn(data, size=(60, 40)), rocket(60, 40)) == 0
    for number, (left, top, layer) in enumerate(layers, 1):
        expected = Image.new("RGBA", (60, 40))
        expected.paste(layer, (left, top))
        shown = opened(rendered(data, size=(60, 40), opening=Opening(page=number)).data)
        assert apart(shown, expected) == 0


def test_layers_of_a_photoshop_file_are_laid_on_one_another_from_the_bottom() -> None:
    layers = [
        (5, 10, Image.new("RGBA", (20, 15), (255, 0, 0, 255))),
        (10, 4, Image.new("RGBA", (18, 19), (0, 0, 255, 128))),
        (0, 0, Image.new("RGBA", (60, 40), (0, 200, 0, 255))),
    ]
    data = files.psd_of_layers(rocket(60, 40), layers)
    expected = Image.new("RGBA", (60, 40))
    for left, top, layer in layers[:2]:
        expected.alpha_composite(layer, (left, top))
    for order in ((1, 2), (2, 1), (2, 1, 2)):
        shown = opened(rendered(data, size=(60, 40), opening=Opening(pages=order)).data)
        assert apart(shown, expected) == 0
    with pytest.raises(RenderRefused, match="no layer of this name; it has a"):
        rendered(data, size=(60, 40), opening=Opening(pages=("b",)))
    by_name = opened(rendered(data, size=(60, 40), opening=Opening(pages=("a",))).data)
    assert by_name.getpixel((8, 12)) == (255, 0, 0, 255)
    assert by_name.getpixel((40, 30)) == (0, 0, 0, 0)
