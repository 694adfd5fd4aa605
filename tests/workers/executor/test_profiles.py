"""Profiles of a client's own, against LittleCMS by way of Pillow."""

import io
from typing import Any

import numpy as np
import pillow_heif
import pytest
import pyvips
from PIL import Image, ImageCms

from planner.facts import ContentFacts
from planner.plan import Output, OwnProfile, RenderPlan
from planner.steps import Resize
from tests.photographs import encoded, rocket
from tests.workers.executor import files
from tests.workers.executor.pictures import HEIGHT, WIDTH, apart
from workers.errors import RenderRefused
from workers.executor.encoding import Encoded
from workers.executor.limits import Limits
from workers.executor.rendering import render

pillow_heif.register_heif_opener()

#: XYZ of the primaries of Adobe RGB (1998), annex B, adapted to D50.
_ADOBE = files.rgb_profile(
    ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)),
    563 / 256,
)
_GREY = files.grey_profile(1.8)
_OWN = OwnProfile("print/own.icc", ContentFacts("demo", "profile", "v", "icc", 0, 0))
_PHOTOGRAPH = encoded(rocket(WIDTH, HEIGHT), "PNG")


def _inks() -> bytes:
    blob = pyvips.Image.profile_load("cmyk")
    assert isinstance(blob, bytes)
    return blob


def _written(own: bytes, form: str, source: bytes = _PHOTOGRAPH, **others: Any) -> Encoded:
    said = {"quality": 95, "chroma": "444", "colours": "icc", "profile": True, **others}
    plan = RenderPlan((), Output(form, own_profile=_OWN, **said), WIDTH, HEIGHT)
    return render(memoryview(source), plan, Limits(), lambda _: memoryview(own))


def _opened(made: Encoded) -> Image.Image:
    picture = Image.open(io.BytesIO(made.data))
    picture.load()
    return picture


def _by_pillow(profile: bytes, mode: str) -> Image.Image:
    transform = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        "RGB",
        mode,
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    return transform.apply(rocket(WIDTH, HEIGHT))


@pytest.mark.parametrize(
    ("form", "most"),
    [("png", 0.1), ("tiff", 0.1), ("jpg", 2), ("webp", 3), ("avif", 2), ("heic", 1)],
)
def test_colours_are_written_in_a_profile_of_ones_own(form: str, most: float) -> None:
    """As LittleCMS gives them, and far from the numbers that they were in sRGB."""
    picture = _opened(_written(_ADOBE, form))
    assert picture.info["icc_profile"] == _ADOBE
    assert apart(picture.convert("RGB"), _by_pillow(_ADOBE, "RGB")) < most
    assert apart(picture.convert("RGB"), rocket(WIDTH, HEIGHT)) > 5


@pytest.mark.parametrize(("form", "most"), [("tiff", 1), ("jpg", 2.5)])
def test_inks_are_separated_by_the_profile(form: str, most: float) -> None:
    picture = _opened(_written(_inks(), form))
    assert picture.mode == "CMYK"
    assert picture.info["icc_profile"] == _inks()
    assert apart(picture, _by_pillow(_inks(), "CMYK")) < most


@pytest.mark.parametrize(("form", "most"), [("tiff", 0.1), ("png", 0.1), ("jpg", 1.5)])
def test_grey_is_of_one_band(form: str, most: float) -> None:
    picture = _opened(_written(_GREY, form))
    assert picture.mode == "L"
    assert picture.info["icc_profile"] == _GREY
    assert apart(picture, _by_pillow(_GREY, "L")) < most
    assert apart(picture, rocket(WIDTH, HEIGHT).convert("L")) > 5


@pytest.mark.parametrize("variant", ["", "png8", "png24"])
def test_grey_has_no_use_for_a_palette(variant: str) -> None:
    """Which would be of colours, that a profile of grey says nothing of."""
    assert _opened(_written(_GREY, "png", variant=variant)).mode == "L"


def test_what_shows_through_still_does() -> None:
    seen = rocket(WIDTH, HEIGHT).convert("RGBA")
    seen.putalpha(128)
    for profile, mode in ((_ADOBE, "RGB"), (_GREY, "L")):
        picture = _opened(_written(profile, "png", encoded(seen, "PNG")))
        *bands, alpha = picture.split()
        assert alpha.getextrema() == (128, 128)
        assert apart(Image.merge(mode, bands), _by_pillow(profile, mode)) < 0.1


def test_inks_are_printed_on_white() -> None:
    hidden = encoded(Image.new("RGBA", (WIDTH, HEIGHT), (255, 0, 0, 0)), "PNG")
    for opened in (False, True):
        picture = _opened(_written(_inks(), "jpg", hidden, open=opened))
        assert picture.mode == "CMYK"
        assert max(high for _, high in picture.getextrema()) <= 2  # type: ignore[misc] # - of bands


def test_a_profile_that_is_stripped_leaves_its_colours() -> None:
    picture = _opened(_written(_ADOBE, "png", profile=False))
    assert "icc_profile" not in picture.info
    assert apart(picture, _by_pillow(_ADOBE, "RGB")) < 0.1


def test_every_frame_of_an_animation_is_written_in_the_profile() -> None:
    first, second = rocket(WIDTH, HEIGHT), rocket(WIDTH, HEIGHT).rotate(180)
    buffer = io.BytesIO()
    first.save(buffer, "GIF", save_all=True, append_images=[second], duration=100)
    plain = _opened(_written(_ADOBE, "png", buffer.getvalue(), animated=True, profile=False))
    assert plain.n_frames == 2  # type: ignore[attr-defined] # - of an animated PNG
    with Image.open(buffer) as source:
        for place in (0, 1):
            source.seek(place)
            plain.seek(place)
            expected = ImageCms.profileToProfile(
                source.convert("RGB"),
                ImageCms.createProfile("sRGB"),
                ImageCms.ImageCmsProfile(io.BytesIO(_ADOBE)),
                ImageCms.Intent.RELATIVE_COLORIMETRIC,
            )
            assert expected is not None
            assert apart(plain.convert("RGB"), expected) < 0.1


def test_a_profile_is_applied_to_what_has_been_drawn() -> None:
    plan = RenderPlan(
        (Resize(60, 40),), Output("png", 100, colours="icc", own_profile=_OWN), 60, 40
    )
    made = render(memoryview(_PHOTOGRAPH), plan, Limits(), lambda _: memoryview(_ADOBE))
    small = RenderPlan((Resize(60, 40),), Output("png", 100), 60, 40)
    scaled = _opened(render(memoryview(_PHOTOGRAPH), small, Limits()))
    expected = ImageCms.profileToProfile(
        scaled,
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(_ADOBE)),
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )
    assert expected is not None
    assert np.abs(np.asarray(_opened(made), int) - np.asarray(expected, int)).max() <= 2


@pytest.mark.parametrize(
    ("profile", "form", "message"),
    [
        (b"no profile at all" * 20, "png", "is no ICC profile"),
        (b"", "png", "is no ICC profile"),
        (_ADOBE[:-100], "png", "is no ICC profile"),
        (_ADOBE.replace(b"mntr", b"scnr"), "png", "is a profile of an input device"),
        (_ADOBE.replace(b"mntr", b"link"), "png", "is a link between devices"),
        (_ADOBE.replace(b"RGB ", b"Lab ", 1), "png", "is a profile of Lab"),
        (_ADOBE.replace(b"rTRC", b"none"), "png", "is broken"),
        (_inks().replace(b"B2A", b"non"), "jpg", "tells only how colours are read"),
        (_inks(), "png", "is a profile of inks, and png has none; expected f_jpg or f_tiff"),
        (_inks(), "webp", "is a profile of inks, and webp has none"),
        (_GREY, "webp", "is a profile of grey, and webp has colours; expected f_jpg"),
    ],
    ids=range(11),
)
def test_a_file_that_colours_cannot_be_written_in_is_refused_by_name(
    profile: bytes, form: str, message: str
) -> None:
    with pytest.raises(RenderRefused, match=message) as caught:
        _written(profile, form)
    assert caught.value.status == 400
    assert caught.value.message.startswith("cs_icc: print/own.icc ")
    assert "expected" in caught.value.message
