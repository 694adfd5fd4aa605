import io
import random
from dataclasses import replace
from typing import Any

import pillow_jxl  # noqa: F401 - Pillow writes JPEG XL once it is imported
import pytest
from PIL import Image, ImageChops, ImageFile, ImageOps

from tests.photographs import astronaut, encoded, rocket
from tests.workers.executor.files import pdf_of_a_square, psd
from tests.workers.executor.pictures import HEIGHT, WIDTH
from workers.errors import RenderRefused
from workers.executor.limits import Limits
from workers.executor.loaders.known import LOADERS
from workers.executor.survey.probe import Probed, probe

KINDS = ["JPEG", "PNG", "WEBP", "AVIF", "GIF"]
NAMES = dict(zip(KINDS, ["jpg", "png", "webp", "avif", "gif"], strict=True))


def _probe(data: bytes) -> Probed:
    return probe(memoryview(data), Limits())


def _animation(kind: str, frames: int) -> bytes:
    pictures = [rocket(WIDTH, HEIGHT).rotate(10 * number) for number in range(frames)]
    return encoded(pictures[0], kind, save_all=True, append_images=pictures[1:], duration=50)


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_photograph_tells_its_facts(kind: str) -> None:
    probed = _probe(encoded(rocket(WIDTH, HEIGHT), kind))
    expected = Probed(
        NAMES[kind],
        WIDTH,
        HEIGHT,
        pages=1,
        has_alpha=False,
        dpi=72,
        illustration=probed.illustration,
        trimmed=(0, 0, WIDTH, HEIGHT),
        page_names=(),
        weights=probed.weights,
    )
    assert replace(probed, trimmed=expected.trimmed) == expected
    assert 0 <= probed.illustration < 0.5


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF"])
def test_alpha_is_a_fact(kind: str) -> None:
    picture = rocket(WIDTH, HEIGHT).copy()
    picture.putalpha(128)
    assert _probe(encoded(picture, kind)).has_alpha


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_sizes_are_those_of_the_upright_picture(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    probed = _probe(encoded(rocket(WIDTH, HEIGHT), kind, exif=exif))
    upright = (WIDTH, HEIGHT) if orientation < 5 else (HEIGHT, WIDTH)
    assert (probed.width, probed.height) == upright


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_is_none(orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    probed = _probe(encoded(rocket(WIDTH, HEIGHT), exif=exif))
    assert (probed.width, probed.height) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_what_trimming_leaves_is_told_of_the_upright_picture(orientation: int) -> None:
    picture = Image.new("RGB", (60, 40), "white")
    picture.paste("navy", (5, 7, 33, 25))
    exif = Image.Exif()
    exif[0x0112] = orientation
    probed = _probe(encoded(picture, "PNG", exif=exif))
    with Image.open(io.BytesIO(encoded(picture, "PNG", exif=exif))) as stored:
        upright = ImageOps.exif_transpose(stored)
    left, top, right, bottom = ImageChops.invert(upright).getbbox() or (0, 0, 0, 0)
    assert probed.trimmed == (left, top, right - left, bottom - top)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("dpi", [72, 96, 150, 300, 600])
def test_the_density_is_told_in_whole_dots_per_inch(kind: str, dpi: int) -> None:
    assert _probe(encoded(rocket(WIDTH, HEIGHT), kind, dpi=(dpi, dpi))).dpi == dpi


@pytest.mark.parametrize(("unit", "dpi"), [(2, 240), (3, 610)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_density_of_exif_counts(kind: str, unit: int, dpi: int) -> None:
    exif = Image.Exif()
    exif[0x011A] = exif[0x011B] = 240.0
    exif[0x0128] = unit
    assert _probe(encoded(rocket(WIDTH, HEIGHT), kind, exif=exif)).dpi == dpi


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_without_density_has_that_of_the_standard(kind: str) -> None:
    assert _probe(encoded(rocket(WIDTH, HEIGHT), kind)).dpi == 72


def test_layers_of_photoshop_have_names() -> None:
    layers = ["Background", " \t", "Caf\xe9", "Background"]
    probed = _probe(psd(rocket(WIDTH, HEIGHT), layers))
    names = ("Background", "", "Caf\xe9", "Background")
    assert (probed.pages, probed.page_names) == (4, names)
    assert _probe(psd(rocket(WIDTH, HEIGHT), [" ", ""])).page_names == ()
    assert _probe(psd(rocket(WIDTH, HEIGHT))).page_names == ()


def test_more_and_longer_names_than_are_told_are_left_out() -> None:
    names = _probe(psd(rocket(9, 9), [f"{number:03}" * 80 for number in range(200)])).page_names
    assert names == tuple((f"{number:03}" * 80)[:100] for number in range(100))


def test_pages_of_tiff_have_names() -> None:
    cover, back = rocket(WIDTH, HEIGHT), rocket(WIDTH, HEIGHT).copy()
    back.encoderinfo = {"tiffinfo": {285: "back"}}
    file = encoded(cover, "TIFF", save_all=True, append_images=[back], tiffinfo={285: "cover"})
    probed = _probe(file)
    assert (probed.pages, probed.page_names) == (2, ("cover", "back"))


def test_pages_of_a_document_have_its_labels() -> None:
    assert _probe(pdf_of_a_square(label="Preface")).page_names == ("Preface",)
    assert _probe(pdf_of_a_square()).page_names == ()


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_an_animation_counts_its_frames(kind: str) -> None:
    probed = _probe(_animation(kind, 5))
    assert (probed.width, probed.height, probed.pages) == (WIDTH, HEIGHT, 5)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", [0.05, 0.5, 0.9, 0.995])
def test_a_file_cut_short_is_refused(kind: str, part: float) -> None:
    data = encoded(rocket(WIDTH, HEIGHT), kind)
    with pytest.raises(RenderRefused, match="Invalid image file") as refusal:
        _probe(data[: int(len(data) * part)])
    assert refusal.value.status == 400


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_an_animation_whose_last_frame_is_cut_short_is_refused(kind: str) -> None:
    data = _animation(kind, 5)
    with pytest.raises(RenderRefused, match="Invalid image file"):
        _probe(data[: int(len(data) * 0.97)])


def test_a_progressive_jpeg_cut_short_is_refused() -> None:
    data = encoded(rocket(WIDTH, HEIGHT), progressive=True)
    for part in (0.3, 0.6, 0.95):
        with pytest.raises(RenderRefused):
            _probe(data[: int(len(data) * part)])


def test_a_jpeg_with_a_hole_in_it_is_refused() -> None:
    """The decoder fills what is missing with grey, and only warns."""
    data = encoded(rocket(WIDTH, HEIGHT))
    middle = len(data) // 2
    with pytest.raises(RenderRefused, match="Invalid image file"):
        _probe(data[:middle] + b"\xff\xd9" + data[middle + 2 :])


def test_a_jpeg_with_stray_bytes_between_its_markers_is_whole() -> None:
    """Cameras write such files; decoders warn, and show every pixel."""
    data = encoded(rocket(WIDTH, HEIGHT))
    table = data.index(b"\xff\xc4")
    assert _probe(data[:table] + b"\0\1\2" + data[table:]).width == WIDTH


def test_bytes_after_the_end_do_no_harm() -> None:
    assert _probe(encoded(rocket(WIDTH, HEIGHT)) + b"a motion photo's video").width == WIDTH


def test_any_buffer_will_do() -> None:
    data = io.BytesIO(encoded(astronaut())).getbuffer()
    assert probe(data, Limits()).width == 512


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_files_are_decided_and_always_in_the_same_way(kind: str) -> None:
    """F20: a hundred of each format; whole or refused, never anything else."""
    whole = encoded(rocket(64, 48), kind)
    dice = random.Random(kind)
    verdicts = [_verdict(_damaged(whole, dice)) for _ in range(100)]
    dice = random.Random(kind)
    assert [_verdict(_damaged(whole, dice)) for _ in range(100)] == verdicts
    assert 400 in verdicts


def _damaged(data: bytes, dice: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(dice.randrange(1, 20)):
        damaged[dice.randrange(len(damaged))] = dice.randrange(256)
    return bytes(damaged[: dice.randrange(len(damaged) // 2, len(damaged) + 1)])


def _verdict(data: bytes) -> Probed | int:
    try:
        return _probe(data)
    except RenderRefused as refusal:
        return refusal.status


@pytest.mark.parametrize("kind", ["JPEG2000", "BMP"])
def test_what_is_decoded_as_a_whole_is_decoded_once(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F20: JPEG 2000 takes seconds for a photograph of a few megapixels."""
    picture = rocket(WIDTH, HEIGHT).copy()
    picture.paste((255, 255, 255), (0, HEIGHT - 20, WIDTH, HEIGHT))
    data = encoded(picture, kind)
    decoded: list[str] = []
    load = ImageFile.ImageFile.load

    def counted(self: ImageFile.ImageFile) -> object:
        if self.tile:
            decoded.append(type(self).__name__)
        return load(self)

    monkeypatch.setattr(ImageFile.ImageFile, "load", counted)
    assert _probe(data).width == WIDTH
    assert len(decoded) == 1


#: A photograph on white: what is left of it, and the size of all.
LARGE, WITHIN = (1401, 931), (203, 107, 1003, 707)


def _bordered() -> Image.Image:
    picture = Image.new("RGB", LARGE, "white")
    picture.paste(rocket(WITHIN[2], WITHIN[3]), WITHIN[:2])
    return picture


def _holds(outer: tuple[int, int, int, int], inner: tuple[int, int, int, int], most: int) -> bool:
    """Whether a box holds another, and is no more than so many pixels larger on any side."""
    sides = (
        inner[0] - outer[0],
        inner[1] - outer[1],
        outer[0] + outer[2] - inner[0] - inner[2],
        outer[1] + outer[3] - inner[1] - inner[3],
    )
    return all(0 <= side <= most for side in sides)


def test_a_jpeg_2000_is_looked_at_by_fewer_of_its_resolutions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What takes the time is the finest: three of four numbers in the file are its."""
    decoded: list[tuple[int, int]] = []
    load = ImageFile.ImageFile.load

    def counted(self: ImageFile.ImageFile) -> object:
        decoded.append(self.size)
        return load(self)

    data = encoded(_bordered(), "JPEG2000")
    monkeypatch.setattr(ImageFile.ImageFile, "load", counted)
    probed = _probe(data)
    assert (probed.width, probed.height) == LARGE
    assert set(decoded) == {(701, 466)}
    assert _holds(probed.trimmed, WITHIN, 4)
    assert probed.illustration < 0.5


@pytest.mark.parametrize("part", [0.05, 0.5, 0.9, 0.995])
@pytest.mark.parametrize("options", [{}, {"tile_size": (512, 512)}, {"progression": "RLCP"}])
def test_a_jpeg_2000_cut_short_is_refused_however_few_are_looked_at(
    part: float, options: dict[str, object]
) -> None:
    data = encoded(_bordered(), "JPEG2000", **options)
    with pytest.raises(RenderRefused, match="Invalid image file"):
        _probe(data[: int(len(data) * part)])


def test_a_jpeg_2000_of_one_resolution_is_looked_at_whole() -> None:
    probed = _probe(encoded(_bordered(), "JPEG2000", num_resolutions=1))
    assert (probed.width, probed.height) == LARGE
    assert _holds(probed.trimmed, WITHIN, 1)


@pytest.mark.parametrize("scale", [1, 5])
def test_a_drawing_is_looked_at_small_whatever_its_size(scale: int) -> None:
    inner = (60 * scale, 30 * scale, 240 * scale, 120 * scale)
    x, y, width, height = inner
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{600 * scale}" height="{400 * scale}">'
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="navy"/></svg>'
    )
    probed = _probe(drawing.encode())
    assert (probed.width, probed.height) == (600 * scale, 400 * scale)
    assert _holds(probed.trimmed, inner, scale - 1)
    assert probed.illustration == 1


@pytest.mark.parametrize("kind", ["AVIF", "JXL"])
def test_what_takes_long_to_decode_is_decoded_once(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its pixels are still there when they are looked at."""
    opened: list[object] = []
    loader = type(LOADERS[kind.lower()])
    load = loader.open

    def counted(*given: Any, **more: Any) -> Any:
        opened.append(given)
        return load(*given, **more)

    data = encoded(rocket(WIDTH, HEIGHT), kind)
    monkeypatch.setattr(loader, "open", counted)
    assert _probe(data).width == WIDTH
    assert len(opened) == 1


@pytest.mark.parametrize("size", [(640, 427), (1401, 931), (2400, 1600)])
def test_weights_are_bytes_of_jpegs_by_their_widths(size: tuple[int, int]) -> None:
    """Pillow scales by the means of squares, too."""
    picture = rocket(*size)
    told = _probe(encoded(picture, "PNG")).weights
    by = -(-size[0] // 1024)
    assert told[::2] == tuple(size[0] // by // smaller for smaller in (4, 2, 1))
    for width, weight in zip(told[::2], told[1::2], strict=True):
        height = max(1, round(width * size[1] / size[0]))
        scaled = picture.resize((width, height), Image.Resampling.BOX)
        assert weight == pytest.approx(len(encoded(scaled, quality=80)), rel=0.08)


def test_weights_of_a_picture_on_its_side_are_by_its_upright_width() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert _probe(encoded(rocket(640, 427), exif=exif)).weights[::2] == (107, 214, 427)


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (15, 9), (17, 17)])
def test_what_is_too_small_to_weigh_is_not_weighed(size: tuple[int, int]) -> None:
    assert len(_probe(encoded(rocket(*size), "PNG")).weights) == (2 if size[0] > 16 else 0)
