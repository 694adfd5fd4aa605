"""Every crop mode on every kind of input: what is drawn is what Pillow draws of its pixels."""

import io
from collections.abc import Callable
from functools import cache, partial
from typing import Final

import numpy as np
import pytest
import pyvips
from PIL import Image, ImageCms

from planner.derivation import derive
from planner.facts import AssetFacts, Client
from planner.transformation import parse
from tests.photographs import encoded, rocket
from tests.workers.executor import files
from tests.workers.executor.pictures import apart, opened, pixels
from workers.executor.limits import Limits
from workers.executor.rendering import render
from workers.executor.survey.probe import probe

#: The size of the pictures, upright.
WIDE, HIGH = 96, 64

#: XYZ of the primaries of Display P3, adapted to D50 (SMPTE EG 432-1, Bradford).
_P3: Final = ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841))


def _photograph() -> Image.Image:
    return rocket(WIDE, HIGH)


#: How a picture lies in a file of each orientation but the first.
_LYING = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def _oriented(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    turn = _LYING.get(orientation)
    lying = _photograph() if turn is None else _photograph().transpose(turn)
    return encoded(lying, quality=95, subsampling=0, exif=exif)


def _deep() -> bytes:
    """Write a PNG of 16 bits a channel, which Pillow does not."""
    deep = np.asarray(_photograph(), dtype=">u2") * 257
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in deep)
    return files.png_of_16_bits(WIDE, HIGH, rows)


def _p3() -> bytes:
    return encoded(_photograph(), "PNG", icc_profile=files.rgb_profile(_P3, 2.2))


def _shown_by(profile: bytes, picture: Image.Image) -> Image.Image:
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    target = ImageCms.createProfile("sRGB")
    shown = ImageCms.profileToProfile(
        picture,
        source,
        target,
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    assert shown is not None
    return shown


def _faded() -> Image.Image:
    picture = _photograph().convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize((WIDE, HIGH)))
    return picture


#: A file, the pixels that it shows, and how far they may be apart beyond what resampling does.
Kind = tuple[Callable[[], bytes], Callable[[], Image.Image], float]

KINDS: dict[str, Kind] = {
    **{
        f"orientation {number}": (partial(_oriented, number), _photograph, 2.0)
        for number in range(1, 9)
    },
    "CMYK": (
        lambda: encoded(_photograph().convert("CMYK"), "TIFF"),
        lambda: _shown_by(
            pyvips.Operation.call("profile_load", "cmyk"), _photograph().convert("CMYK")
        ),
        1.5,
    ),
    "Display P3": (_p3, lambda: _shown_by(files.rgb_profile(_P3, 2.2), _photograph()), 1.5),
    "16 bits": (_deep, _photograph, 0.0),
    "palette": (
        lambda: encoded(_photograph().quantize(200), "PNG"),
        lambda: _photograph().quantize(200).convert("RGB"),
        0.0,
    ),
    "grey": (
        lambda: encoded(_photograph().convert("L"), "PNG"),
        lambda: _photograph().convert("L").convert("RGB"),
        0.0,
    ),
    "grey and alpha": (
        lambda: encoded(_faded().convert("LA"), "PNG"),
        lambda: _faded().convert("LA").convert("RGBA"),
        0.0,
    ),
    "alpha": (lambda: encoded(_faded(), "PNG"), _faded, 0.0),
}

SIZES: dict[str, tuple[int, int]] = {
    "c_scale,h_30,w_60": (60, 30),
    "c_fit,h_40,w_40": (40, 27),
    "c_limit,h_40,w_40": (40, 27),
    "c_mfit,h_128,w_128": (128, 85),
    "c_fill,h_40,w_40": (40, 40),
    "c_lfill,h_40,w_40": (40, 40),
    "c_crop,h_40,w_40": (40, 40),
    "c_thumb,g_center,h_40,w_40": (40, 40),
    "c_pad,h_47,w_40": (40, 47),
    "c_lpad,h_47,w_40": (40, 47),
    "c_mpad,h_100,w_100": (100, 100),
}


def _boxed(written: str, picture: Image.Image) -> Image.Image:
    """Draw what a mode means, by Pillow. Paddings are left to those who compare."""
    size = SIZES[written]
    mode = written.split(",", maxsplit=1)[0]
    match mode:
        case "c_scale" | "c_fit" | "c_limit" | "c_mfit":
            return _resized(picture, size)
        case "c_fill" | "c_lfill" | "c_thumb":
            scale = max(size[0] / picture.width, size[1] / picture.height)
            covering = (round(picture.width * scale), round(picture.height * scale))
            return _centre(_resized(picture, covering), size)
        case "c_crop":
            return _centre(picture, size)
        case _:
            scale = min(size[0] / picture.width, size[1] / picture.height)
            return _resized(picture, _times(picture, 1.0 if mode == "c_mpad" else scale))


def _times(picture: Image.Image, scale: float) -> tuple[int, int]:
    return int(picture.width * scale + 0.5), int(picture.height * scale + 0.5)


def _resized(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    return picture.resize(size, Image.Resampling.LANCZOS)


def _centre(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    left, top = (picture.width - size[0]) // 2, (picture.height - size[1]) // 2
    return picture.crop((left, top, left + size[0], top + size[1]))


@cache
def _source(kind: str) -> tuple[bytes, AssetFacts]:
    return _asset(KINDS[kind][0]())


def _asset(data: bytes) -> tuple[bytes, AssetFacts]:
    told = probe(memoryview(data), Limits())
    facts = AssetFacts(
        *("demo", "a", "b", told.format, told.width, told.height, told.pages, told.has_alpha),
        orientation=told.orientation,
    )
    return data, facts


def _rendered(data: bytes, facts: AssetFacts, written: str) -> Image.Image:
    plan = derive(parse(f"{written}/f_png"), None, facts, Client()).plan
    return opened(render(memoryview(data), plan, Limits()).data)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("written", SIZES)
def test_every_mode_draws_every_kind_of_input(written: str, kind: str) -> None:
    _, shown, loss = KINDS[kind]
    data, facts = _source(kind)
    assert (facts.width, facts.height) == (WIDE, HIGH)
    result = _rendered(data, facts, written)
    assert result.size == SIZES[written]
    expected = _boxed(written, shown())
    if expected.size != result.size:
        result = _centre(result, expected.size)
    if result.mode != expected.mode:
        result = result.convert(expected.mode)
    if expected.mode == "RGBA":
        result, expected = _weighed(result), _weighed(expected)
    assert apart(result, expected) < loss + 3.0


def _weighed(picture: Image.Image) -> Image.Image:
    """Lay on grey: colours of what is transparent do not count."""
    ground = Image.new("RGBA", picture.size, (128, 128, 128, 255))
    return Image.alpha_composite(ground, picture)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP"])
@pytest.mark.parametrize("written", SIZES)
def test_a_single_pixel_is_drawn_by_every_mode(written: str, kind: str) -> None:
    data, facts = _asset(encoded(Image.new("RGB", (1, 1), (200, 100, 50)), kind))
    result = _rendered(data, facts, written)
    middle = pixels(result.convert("RGB"))[result.height // 2, result.width // 2]
    assert np.abs(middle - (200, 100, 50)).max() <= 3


@pytest.mark.parametrize("written", ["c_fit,h_50,w_50", "c_fill,h_50,w_50", "c_crop,h_50,w_50"])
@pytest.mark.parametrize("size", [(16_000, 20), (20, 16_000)])
def test_a_long_picture_is_drawn(written: str, size: tuple[int, int]) -> None:
    data, facts = _asset(encoded(Image.new("RGB", size, (200, 100, 50)), "PNG"))
    result = _rendered(data, facts, written)
    assert np.abs(pixels(result.convert("RGB")) - (200, 100, 50)).max() <= 3
