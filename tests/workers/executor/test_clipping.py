"""Clipping paths, against polygons of Pillow's and circles of mathematics."""

import io
import struct

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from planner.source_views import Clip, Opening
from planner.steps import Resize
from tests.photographs import encoded, rocket
from tests.workers.executor.files import path_data, psd, resource
from tests.workers.executor.pictures import opened, pixels, rendered
from workers.errors import RenderRefused

SIZE = (120, 80)

TRIANGLE = (((0.1, 0.9),), ((0.5, 0.1),), ((0.9, 0.9),))
SQUARE = (((0.25, 0.25),), ((0.75, 0.25),), ((0.75, 0.75),), ((0.25, 0.75),))
#: A star of five points, drawn in one stroke: its middle is enclosed twice.
STAR = tuple(
    ((0.5 + 0.4 * np.sin(turn), 0.5 - 0.4 * np.cos(turn)),)
    for turn in 2 * np.pi * np.arange(5) * 2 / 5
)


def _block(*paths: tuple[str, bytes], clipping: str = "") -> bytes:
    block = resource(1005, "", bytes(16))
    for number, (name, data) in enumerate(paths, 2000):
        block += resource(number, name, data)
    return block + (resource(2999, "", bytes([len(clipping)]) + clipping.encode()))


def _jpeg(block: bytes, picture: Image.Image) -> bytes:
    """Put a block into two segments, as Photoshop does with what one is too small for."""
    data = encoded(picture, quality=95)
    half = len(block) // 2
    segments = b""
    for part in (block[:half], block[half:]):
        body = b"Photoshop 3.0\0" + part
        segments += b"\xff\xed" + struct.pack(">H", len(body) + 2) + body
    return data[:2] + segments + data[2:]


def _tiff(block: bytes, picture: Image.Image) -> bytes:
    return encoded(picture, "TIFF", tiffinfo={34377: block})


def _psd(block: bytes, picture: Image.Image) -> bytes:
    return psd(picture, resources=block)


def _clipped(data: bytes, *steps: Resize, **clip: object) -> Image.Image:
    opening = Opening(clip=Clip(**clip))  # type: ignore[arg-type] # - as tests say it
    return opened(rendered(data, *steps, size=SIZE, opening=opening).data)


def _alpha(picture: Image.Image) -> NDArray[np.float64]:
    return pixels(picture)[:, :, 3]


def _polygon(curve: object, size: tuple[int, int] = SIZE) -> NDArray[np.float64]:
    """Give how much of each pixel a polygon covers, from 0 to 255, of 16 times as many pixels."""
    canvas = Image.new("L", (size[0] * 16, size[1] * 16))
    points = [(x * canvas.width - 0.5, y * canvas.height - 0.5) for ((x, y),) in curve]  # type: ignore[attr-defined] # - knots of one point
    ImageDraw.Draw(canvas).polygon(points, fill=255)
    return pixels(canvas.resize(size, Image.Resampling.BOX))


@pytest.mark.parametrize("file", [_jpeg, _tiff, _psd])
def test_what_the_path_does_not_enclose_is_transparent(file: object) -> None:
    picture = rocket(*SIZE)
    data = file(_block(("Path 1", path_data(TRIANGLE))), picture)  # type: ignore[operator] # - one of three
    result = _clipped(data)
    assert result.mode == "RGBA"
    assert np.abs(_alpha(result) - _polygon(TRIANGLE)).max() <= 20
    assert np.abs(_alpha(result) - _polygon(TRIANGLE)).mean() < 0.5
    inside = _alpha(result) == 255
    assert np.abs(pixels(result)[inside, :3] - pixels(picture)[inside]).mean() < 3


def test_curves_are_round() -> None:
    """Four cubic curves of handles 0.5523 of the radius are a circle within 0.03 % of it."""
    k, r = 0.5522847498 * 0.4, 0.4
    circle = tuple(
        (
            (0.5 + r * x + k * y, 0.5 + r * y - k * x),
            (0.5 + r * x, 0.5 + r * y),
            (0.5 + r * x - k * y, 0.5 + r * y + k * x),
        )
        for x, y in ((1, 0), (0, 1), (-1, 0), (0, -1))
    )
    alpha = _alpha(_clipped(_tiff(_block(("a", path_data(circle))), rocket(*SIZE))))
    assert alpha.sum() / 255 == pytest.approx(np.pi * 48 * 32, rel=0.002)
    down, across = np.mgrid[:80, :120] + 0.5
    distance = np.hypot((across - 60) / 48, (down - 40) / 32)
    assert (alpha[distance < 0.95] == 255).all()
    assert (alpha[distance > 1.05] == 0).all()


def test_a_path_that_crosses_itself_is_filled_by_windings_or_by_even_and_odd() -> None:
    data = _tiff(_block(("star", path_data(STAR))), rocket(*SIZE))
    whole, hollow = _clipped(data), _clipped(data, even_odd=True)
    assert _alpha(whole)[40, 60] == 255
    assert _alpha(hollow)[40, 60] == 0
    arm = (12, 60)
    assert _alpha(whole)[arm] == _alpha(hollow)[arm] == 255
    # The inner pentagon of a pentagram is 0.146 of the outer one, whose area is 2.378 r².
    lost = (_alpha(whole) - _alpha(hollow)).sum() / 255
    assert lost == pytest.approx(0.1459 * 2.3776 * 48 * 32, rel=0.01)


def test_the_path_asked_for_clips_or_the_one_that_the_file_says_or_the_first() -> None:
    paths = (("one", path_data(TRIANGLE)), ("two", path_data(SQUARE)))
    expected = {"one": _polygon(TRIANGLE), "two": _polygon(SQUARE)}

    def shows(clipping: str, *chosen: object) -> str:
        data = _psd(_block(*paths, clipping=clipping), rocket(*SIZE))
        alpha = _alpha(_clipped(data, paths=chosen))
        return min(expected, key=lambda name: float(np.abs(alpha - expected[name]).mean()))

    assert shows("") == "one"
    assert shows("two") == "two"
    assert shows("one", "two") == "two"
    assert shows("one", (2, 2)) == "two"


_LEFT, _RIGHT = (
    tuple(((x + move, y),) for x, y in ((0.1, 0.2), (0.5, 0.2), (0.5, 0.8), (0.1, 0.8)))
    for move in (0.0, 0.2)
)


@pytest.mark.parametrize(
    "chosen",
    [(("left"), ("right")), ((1, 2),), ((1, None),), ((2, 2), (1, 1)), ((1, 1), (1, None))],
)
def test_of_several_paths_what_any_of_them_encloses_is_kept(chosen: object) -> None:
    """They overlap by half; where they do, even and odd are of each by itself."""
    data = _tiff(_block(("left", path_data(_LEFT)), ("right", path_data(_RIGHT))), rocket(*SIZE))
    expected = np.maximum(_polygon(_LEFT), _polygon(_RIGHT))
    for even_odd in (False, True):
        alpha = _alpha(_clipped(data, paths=chosen, even_odd=even_odd))
        assert np.abs(alpha - expected).mean() < 0.5


def test_a_path_filled_outside_stands_beside_others() -> None:
    """What is left out is what the one encloses and the other does not."""
    inverted = path_data(_LEFT, inverted=True)
    data = _tiff(_block(("a", inverted), ("b", path_data(_RIGHT))), rocket(*SIZE))
    expected = np.maximum(255 - _polygon(_LEFT), _polygon(_RIGHT))
    alpha = _alpha(_clipped(data, paths=((1, None),)))
    assert np.abs(alpha - expected).mean() < 0.5


def test_more_paths_than_a_picture_is_clipped_by_are_refused() -> None:
    many = [(f"{number}", path_data(SQUARE)) for number in range(21)]
    data = _tiff(_block(*many), rocket(*SIZE))
    with pytest.raises(RenderRefused, match="at most 20 paths, not 21") as caught:
        _clipped(data, paths=((1, None),))
    assert caught.value.status == 400
    assert _alpha(_clipped(data, paths=((2, None),)))[40, 60] == 255


def test_a_path_may_say_that_it_is_filled_outside() -> None:
    inverted = path_data(SQUARE, inverted=True)
    alpha = _alpha(_clipped(_tiff(_block(("a", inverted)), rocket(*SIZE))))
    assert np.abs(alpha - (255 - _polygon(SQUARE))).mean() < 0.5


def test_a_path_shrinks_with_the_picture() -> None:
    """The decoder shrinks the photograph; edges stay where they are, soft over a pixel."""
    data = _jpeg(_block(("a", path_data(TRIANGLE))), rocket(1200, 800))
    opening = Opening(clip=Clip())
    result = opened(rendered(data, Resize(*SIZE), size=(1200, 800), opening=opening).data)
    assert result.size == SIZE
    assert np.abs(_alpha(result) - _polygon(TRIANGLE)).mean() < 1.5


def test_what_was_transparent_stays_so() -> None:
    picture = rocket(*SIZE).convert("RGBA")
    picture.putalpha(100)
    alpha = _alpha(_clipped(_tiff(_block(("a", path_data(SQUARE))), picture)))
    assert alpha[40, 60] == 100
    assert alpha[2, 2] == 0


def test_inks_are_clipped_too() -> None:
    picture = rocket(*SIZE).convert("CMYK")
    result = _clipped(_tiff(_block(("a", path_data(SQUARE))), picture))
    assert result.mode == "RGBA"
    assert np.abs(_alpha(result) - _polygon(SQUARE)).mean() < 0.5


@pytest.mark.parametrize(
    ("clip", "message"),
    [
        ({"paths": ("lost",)}, "no path of this name; it has Path 1"),
        ({"paths": ((2, 2),)}, "no path 2; the image has 1"),
        ({"paths": ((1, 3),)}, "no path 3; the image has 1"),
        ({"paths": ((2, None),)}, "no path 2; the image has 1"),
    ],
)
def test_a_path_that_is_not_there_is_refused(clip: dict[str, object], message: str) -> None:
    data = _jpeg(_block(("Path 1", path_data(TRIANGLE))), rocket(*SIZE))
    with pytest.raises(RenderRefused, match=message) as caught:
        _clipped(data, **clip)
    assert caught.value.status == 400


def test_an_image_without_paths_is_refused() -> None:
    for data in (encoded(rocket(*SIZE)), _tiff(resource(1005, "", bytes(16)), rocket(*SIZE))):
        with pytest.raises(RenderRefused, match="no clipping path"):
            _clipped(data)


def test_a_path_that_is_cut_short_still_gives_an_answer() -> None:
    """Whole records count; what breaks off is no knot."""
    data = path_data(SQUARE)[:-13]
    picture = _clipped(_tiff(_block(("a", data)), rocket(*SIZE)))
    assert Image.open(io.BytesIO(encoded(picture, "PNG"))).size == SIZE
    assert _alpha(picture)[60, 80] in (0, 255)
