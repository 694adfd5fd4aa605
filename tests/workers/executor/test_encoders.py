"""What comes out: the right format, its settings, nothing else in it, and always the same bytes."""

import io

import pytest
from PIL import Image, ImageDraw

from planner.steps import Resize, Round
from tests.photographs import encoded, rocket
from tests.workers.executor.pictures import HEIGHT, WIDTH, apart, opened, rendered
from workers.errors import RenderRefused
from workers.executor.encoding import encoders
from workers.executor.limits import Limits

CONTENT_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
    "gif": "image/gif",
}
FORMATS = sorted(CONTENT_TYPES)

#: How far a photograph may be from itself at quality 80; GIF has 256 colours.
DISTANCE = {"jpg": 4.0, "png": 0.0, "webp": 3.5, "avif": 3.5, "gif": 9.0}


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
        assert picture.format is not None
        assert Image.MIME[picture.format] == result.content_type
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
        assert not picture.getexif()
        assert {"icc_profile", "xmp", "comment"}.isdisjoint(picture.info)


@pytest.mark.parametrize("format_name", FORMATS)
def test_the_same_input_gives_the_same_bytes(source: bytes, format_name: str) -> None:
    steps = (Resize(100, 66), Round(((20.0, 20.0),) * 4))
    first = rendered(source, *steps, format=format_name)
    assert all(rendered(source, *steps, format=format_name) == first for _ in range(3))


@pytest.mark.parametrize("format_name", ["jpg", "webp", "avif"])
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


@pytest.mark.parametrize("format_name", ["jpg", "avif", "webp"])
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


def test_jpegs_are_progressive_with_their_own_tables(source: bytes) -> None:
    """The standard tables would make the file that Pillow writes: a larger one."""
    data = rendered(source, format="jpg").data
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
