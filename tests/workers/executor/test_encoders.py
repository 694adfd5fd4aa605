"""What comes out: the right format, its settings, nothing else in it, and always the same bytes."""

import io

import pillow_heif
import pillow_jxl  # noqa: F401 - Pillow reads JPEG XL once it is imported
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from planner.steps import Resize, Round
from tests.photographs import encoded, rocket
from tests.workers.executor.pictures import HEIGHT, WIDTH, apart, opened, pixels, rendered
from workers.errors import RenderRefused
from workers.executor.encoding import encoders
from workers.executor.limits import Limits

pillow_heif.register_heif_opener()

CONTENT_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
    "gif": "image/gif",
    "heic": "image/heic",
    "tiff": "image/tiff",
    "bmp": "image/bmp",
    "ico": "image/vnd.microsoft.icon",
    "jxl": "image/jxl",
    "jp2": "image/jp2",
    "jpc": "image/j2c",
    "tga": "image/x-tga",
    "pdf": "application/pdf",
}
#: An icon is smaller than all others, and Pillow writes a PDF, but does not read it.
APART = {"ico", "pdf"}
FORMATS = sorted(CONTENT_TYPES.keys() - APART)

#: What Pillow calls types, where that is not what they are registered as.
PILLOW = {"image/heif": "image/heic", "image/jp2": "image/j2c"}

#: How far a photograph may be from itself at quality 80; GIF has 256 colours.
DISTANCE = {
    "jpg": 4.0,
    "png": 0.0,
    "webp": 3.5,
    "avif": 3.5,
    "gif": 9.0,
    "heic": 4.0,
    "tiff": 0.0,
    "bmp": 0.0,
    "jxl": 3.5,
    "tga": 0.0,
    "jp2": 2.5,
    "jpc": 2.5,
}


@pytest.fixture(scope="module")
def source() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "a private description"
    picture = rocket(WIDTH, HEIGHT)
    return encoded(picture, "PNG", exif=exif, icc_profile=None)


def test_there_is_an_encoder_for_every_format() -> None:
    assert {name: encoder.CONTENT_TYPE for name, encoder in encoders().items()} == CONTENT_TYPES


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_photograph_comes_out_as_what_was_asked(source: bytes, format_name: str) -> None:
    result = rendered(source, format=format_name)
    assert (result.format, result.content_type) == (format_name, CONTENT_TYPES[format_name])
    with Image.open(io.BytesIO(result.data)) as picture:
        mime = picture.get_format_mimetype() or ""
        assert result.content_type in (mime, PILLOW.get(mime))
        assert picture.size == (result.width, result.height) == (WIDTH, HEIGHT)
    assert apart(opened(result.data), rocket(WIDTH, HEIGHT)) <= DISTANCE[format_name]


@pytest.mark.parametrize("format_name", FORMATS)
def test_nothing_but_pixels_is_kept(format_name: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "a private description"
    exif[0x0112] = 6
    source = encoded(
        rocket(WIDTH, HEIGHT), exif=exif, comment=b"a private comment", xmp=b"<private/>"
    )
    assert source.count(b"private") == 3
    result = rendered(source, size=(HEIGHT, WIDTH), format=format_name)
    assert b"private" not in result.data
    with Image.open(io.BytesIO(result.data)) as picture:
        # Of a TIFF, Pillow calls all that it says of its pixels EXIF.
        assert not picture.getexif() or (format_name == "tiff" and 0x010E not in picture.getexif())
        profile = picture.info.get("icc_profile")
        # Decoders tell of one that JPEG XL has not as bytes, but as a number.
        assert not profile or format_name == "jxl"
        assert not picture.info.get("xmp")
        assert b"OpenJPEG" in picture.info.get("comment", b"OpenJPEG")


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_same_input_gives_the_same_bytes(source: bytes, format_name: str) -> None:
    steps = (Resize(100, 66), Round(((20.0, 20.0),) * 4))
    first = rendered(source, *steps, format=format_name)
    assert all(rendered(source, *steps, format=format_name) == first for _ in range(3))


@pytest.mark.parametrize("format_name", ["jpg", "webp", "avif", "heic", "jxl", "jp2"])
def test_more_quality_is_more_bytes_and_less_loss(source: bytes, format_name: str) -> None:
    results = [
        rendered(source, format=format_name, quality=quality).data for quality in (10, 40, 70, 95)
    ]
    sizes = [len(data) for data in results]
    losses = [apart(opened(data), rocket(WIDTH, HEIGHT)) for data in results]
    assert sizes == sorted(sizes)
    assert losses == sorted(losses, reverse=True)


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("quality", [1, 100])
def test_quality_has_no_value_that_breaks(source: bytes, format_name: str, quality: int) -> None:
    assert opened(rendered(source, format=format_name, quality=quality).data).width == WIDTH


@pytest.mark.parametrize("format_name", ["jpg", "avif", "webp", "heic"])
def test_full_chroma_keeps_colours_sharper(format_name: str) -> None:
    stripes = Image.new("RGB", (WIDTH, HEIGHT), (220, 30, 30))
    drawing = ImageDraw.Draw(stripes)
    for column in range(0, WIDTH, 12):
        drawing.line((column, 0, WIDTH - column, HEIGHT), (30, 30, 220), 3)
    source = encoded(stripes, "PNG")
    half, full = (
        apart(opened(rendered(source, format=format_name, chroma=chroma).data), stripes)
        for chroma in ("420", "444")
    )
    assert full < half * (0.9 if format_name == "webp" else 0.5)


def test_progressive_jpegs_have_their_own_tables(source: bytes) -> None:
    """The standard tables would make the file that Pillow writes: a larger one."""
    data = rendered(source, format="jpg", progressive="semi").data
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.info["progressive"]
        again = io.BytesIO()
        picture.save(again, "JPEG", quality="keep")
    assert len(data) < len(again.getvalue())


@pytest.mark.parametrize(
    ("format_name", "side"), [("webp", 16384), ("avif", 16385), ("jpg", 65501)]
)
def test_a_side_beyond_what_the_format_holds_is_refused(format_name: str, side: int) -> None:
    source = encoded(Image.new("L", (8, 8)), "PNG")
    with pytest.raises(RenderRefused, match="Image too large for") as refusal:
        rendered(source, Resize(side, 2), size=(8, 8), format=format_name)
    assert refusal.value.status == 400
    with pytest.raises(RenderRefused, match="Image too large for"):
        rendered(source, Resize(2, side), size=(8, 8), format=format_name, limits=Limits())


def test_an_icon_is_drawn_with_its_transparency() -> None:
    picture = rocket(64, 48).convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize((64, 48)))
    result = rendered(encoded(picture, "PNG"), size=(64, 48), format="ico")
    assert result.content_type == CONTENT_TYPES["ico"]
    assert apart(opened(result.data), picture) == 0
    assert rendered(encoded(picture, "PNG"), size=(64, 48), format="ico") == result
    with pytest.raises(RenderRefused, match="Image too large for ico"):
        rendered(encoded(picture, "PNG"), Resize(257, 9), size=(64, 48), format="ico")


def test_a_document_shows_the_picture_at_150_dots_an_inch(source: bytes) -> None:
    result = rendered(source, format="pdf")
    assert result.content_type == CONTENT_TYPES["pdf"]
    document = pypdfium2.PdfDocument(result.data)
    assert document.get_page_size(0) == pytest.approx((WIDTH * 0.48, HEIGHT * 0.48))
    shown = document[0].render(scale=150 / 72).to_pil().convert("RGB")
    shown = shown.crop((0, 0, WIDTH, HEIGHT))  # PDFium rounds up
    document.close()
    assert apart(shown, rocket(WIDTH, HEIGHT)) < 5
    assert rendered(source, format="pdf") == result
    assert b"Date" not in result.data


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"jpg", "bmp"}))
def test_transparency_comes_out_again(name: str) -> None:
    picture = rocket(WIDTH, HEIGHT).convert("RGBA")
    picture.putalpha(Image.new("L", (WIDTH, HEIGHT), 255))
    picture.paste((0, 0, 0, 0), (0, 0, WIDTH // 2, HEIGHT))
    alpha = pixels(opened(rendered(encoded(picture, "PNG"), format=name).data))[..., 3]
    assert alpha[:, : WIDTH // 2 - 4].max() <= 4
    assert alpha[:, WIDTH // 2 + 4 :].min() >= 251


@pytest.mark.parametrize("name", ["jxl", "jp2", "jpc"])
def test_quality_100_loses_nothing(source: bytes, name: str) -> None:
    data = rendered(source, format=name, quality=100).data
    assert apart(opened(data), rocket(WIDTH, HEIGHT)) == 0


@pytest.mark.parametrize(("name", "quality", "most"), [("jp2", 100, 0), ("jpc", 80, 2.5)])
def test_large_jpeg_2000_is_written_in_tiles_that_do_not_show(
    name: str, quality: int, most: float
) -> None:
    picture = rocket(2100, 300)
    source = encoded(picture, "PNG")
    data = rendered(source, size=picture.size, format=name, quality=quality).data
    tile = data.index(b"\xff\x51") + 22
    assert int.from_bytes(data[tile : tile + 4]) == 2048
    shown = opened(data)
    assert apart(shown, picture) <= most
    seam = (2040, 0, 2056, 300)
    assert apart(shown.crop(seam), picture.crop(seam)) <= most
