"""Every source becomes sRGB, against Pillow's colour management or the standards' formulas."""

import io

import numpy as np
import pytest
import pyvips
from numpy.typing import NDArray
from PIL import Image, ImageCms

from planner.steps import Crop, Resize
from tests.photographs import encoded, rocket
from tests.workers.executor import files
from tests.workers.executor.pictures import HEIGHT, WIDTH, apart, drawn, opened, pixels, rendered

#: XYZ of the primaries, adapted to D50: Adobe RGB (1998), annex B; ROMM RGB (ISO 22028-2).
ADOBE = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
ADOBE_GAMMA = 563 / 256

#: The same of sRGB (IEC 61966-2-1), by columns.
SRGB = np.array(
    [[0.43607, 0.38515, 0.14307], [0.22249, 0.71687, 0.06061], [0.01392, 0.09708, 0.71410]]
)


def _profile(name: str) -> bytes:
    """Give one of the profiles that libvips carries."""
    blob = pyvips.Image.profile_load(name)
    assert isinstance(blob, bytes)
    return blob


def _by_pillow(picture: Image.Image, profile: bytes) -> Image.Image:
    transform = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
        picture.mode,
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    return transform.apply(picture)


def _adobe_to_srgb(bands: NDArray[np.float64]) -> NDArray[np.float64]:
    linear = (bands / 255) ** ADOBE_GAMMA @ np.array(ADOBE)
    light = np.clip(linear @ np.linalg.inv(SRGB).T, 0, 1)
    curved = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    result: NDArray[np.float64] = 255 * curved
    return result


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "AVIF"])
def test_adobe_rgb_is_converted(kind: str) -> None:
    options: dict[str, object] = {"lossless": True} if kind == "WEBP" else {"quality": 100}
    options = {} if kind == "PNG" else options
    source = encoded(
        rocket(WIDTH, HEIGHT),
        kind,
        icc_profile=files.rgb_profile(ADOBE, ADOBE_GAMMA),
        **options,
    )
    expected = _adobe_to_srgb(pixels(opened(source)))
    assert np.abs(expected - pixels(rocket(WIDTH, HEIGHT))).mean() > 3
    assert np.abs(pixels(drawn(source)) - expected).mean() < (2 if kind == "AVIF" else 1)


def test_display_p3_is_converted_and_its_profile_goes() -> None:
    source = encoded(rocket(WIDTH, HEIGHT), "PNG", icc_profile=_profile("p3"))
    expected = _by_pillow(rocket(WIDTH, HEIGHT), _profile("p3"))
    result = rendered(source)
    assert apart(opened(result.data), expected) < 0.6
    with Image.open(io.BytesIO(result.data)) as picture:
        assert "icc_profile" not in picture.info


def test_a_profile_is_honoured_after_scaling_too() -> None:
    source = encoded(rocket(1000, 664), icc_profile=_profile("p3"))
    expected = _by_pillow(rocket(1000, 664), _profile("p3"))
    expected = expected.resize((120, 80), Image.Resampling.LANCZOS).crop((10, 0, 110, 80))
    result = drawn(source, Resize(120, 80), Crop(10, 0, 100, 80), size=(1000, 664))
    assert apart(result, expected) < 2


def test_alpha_passes_a_profile_unchanged() -> None:
    picture = rocket(WIDTH, HEIGHT).copy()
    picture.putalpha(77)
    result = drawn(encoded(picture, "PNG", icc_profile=_profile("p3")))
    assert pixels(result)[..., 3].min() == pixels(result)[..., 3].max() == 77


def test_a_profile_that_cannot_be_read_counts_as_none() -> None:
    source = encoded(rocket(WIDTH, HEIGHT), "PNG", icc_profile=b"no profile at all" * 20)
    assert apart(drawn(source), rocket(WIDTH, HEIGHT)) == 0


def test_a_profile_for_other_channels_counts_as_none() -> None:
    source = encoded(rocket(WIDTH, HEIGHT), "PNG", icc_profile=_profile("cmyk"))
    assert apart(drawn(source), rocket(WIDTH, HEIGHT)) < 1


@pytest.mark.parametrize("tagged", [True, False])
def test_inks_become_light(tagged: bool) -> None:
    """With the profile that it carries, or as printers mostly mean it: the same one here."""
    inks = rocket(WIDTH, HEIGHT).convert("CMYK")
    profile = _profile("cmyk")
    source = encoded(inks, quality=100, icc_profile=profile if tagged else None)
    assert apart(drawn(source), _by_pillow(inks, profile)) < 2


def test_inks_become_light_before_they_are_scaled() -> None:
    inks = rocket(1000, 664).convert("CMYK")
    expected = _by_pillow(inks, _profile("cmyk")).resize((100, 66), Image.Resampling.LANCZOS)
    result = drawn(encoded(inks), Resize(100, 66), size=(1000, 664))
    assert apart(result, expected) < 2


def test_grey_has_three_equal_bands() -> None:
    grey = rocket(WIDTH, HEIGHT).convert("L")
    for kind in ("PNG", "JPEG"):
        source = encoded(grey, kind)
        assert apart(drawn(source), opened(source)) < 1


def test_grey_with_alpha_keeps_both() -> None:
    picture = rocket(WIDTH, HEIGHT).convert("LA")
    picture.putalpha(100)
    result = drawn(encoded(picture, "PNG"), Resize(WIDTH * 2, HEIGHT * 2), Resize(WIDTH, HEIGHT))
    assert result.mode == "RGBA"
    assert apart(result, picture.convert("RGBA")) < 2


@pytest.mark.parametrize("colours", [2, 16, 256])
def test_a_palette_is_looked_up(colours: int) -> None:
    picture = rocket(WIDTH, HEIGHT).quantize(colours)
    assert apart(drawn(encoded(picture, "PNG")), picture.convert("RGB")) == 0


def test_a_palette_with_a_transparent_colour_has_alpha() -> None:
    picture = rocket(WIDTH, HEIGHT).quantize(16)
    source = encoded(picture, "PNG", transparency=3)
    assert apart(drawn(source), opened(source)) == 0


def test_one_bit_is_black_and_white() -> None:
    picture = rocket(WIDTH, HEIGHT).convert("1")
    assert apart(drawn(encoded(picture, "PNG")), picture.convert("RGB")) == 0


@pytest.mark.parametrize("bands", [1, 3, 4])
def test_sixteen_bits_become_eight(bands: int) -> None:
    """The oracle is the ramp itself: 16 bits are 257 times 8."""
    ramp = np.linspace(0, 65535, WIDTH * HEIGHT * bands).reshape(HEIGHT, WIDTH, bands)
    deep = pyvips.Image.new_from_array(ramp.astype(np.uint16))
    interpretation = "grey16" if bands == 1 else "rgb16"
    source = deep.copy(interpretation=interpretation).pngsave_buffer(bitdepth=16)
    result = drawn(source)
    expected = np.broadcast_to(ramp / 257, (HEIGHT, WIDTH, max(bands, 3)))
    assert np.abs(pixels(result) - expected).max() <= 1


def test_sixteen_bits_with_a_profile_become_eight_by_it() -> None:
    deep = pyvips.Image.new_from_array(np.asarray(rocket(WIDTH, HEIGHT))).colourspace("rgb16")
    source = deep.pngsave_buffer(bitdepth=16, profile="p3")
    assert apart(drawn(source), _by_pillow(rocket(WIDTH, HEIGHT), _profile("p3"))) < 0.8


def test_ten_bit_avif_becomes_eight() -> None:
    deep = pyvips.Image.new_from_array(np.asarray(rocket(WIDTH, HEIGHT))).colourspace("rgb16")
    source = deep.heifsave_buffer(compression="av1", bitdepth=10, Q=95, effort=0)
    assert apart(drawn(source), rocket(WIDTH, HEIGHT)) < 2


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "1"])
def test_a_single_pixel_is_a_picture(mode: str) -> None:
    pixel = Image.new(mode, (1, 1), 1)
    result = drawn(encoded(pixel, "PNG"), Resize(3, 2), size=(1, 1))
    assert result.size == (3, 2)
    assert apart(result.convert("RGBA"), pixel.convert("RGBA").resize((3, 2))) == 0
