"""EXIF orientation: every step sees the upright picture, whatever way it is stored."""

import io

import pytest
from PIL import Image, ImageOps

from planner.colour import TRANSPARENT
from planner.steps import Canvas, Crop, Flip, Resize, Rotate, Step
from tests.photographs import encoded, rocket
from tests.workers.executor.pictures import HEIGHT, RED, WIDTH, apart, drawn

EXIF_ORIENTATION = 0x0112

#: How each is stored, by Pillow's own inverse of showing it upright.
STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}

CHAINS: dict[str, tuple[Step, ...]] = {
    "nothing": (),
    "resize": (Resize(90, 60),),
    "stretch": (Resize(50, 110),),
    "crop": (Crop(13, 27, 101, 53),),
    "fill": (Resize(120, 80), Crop(33, 0, 80, 80)),
    "thumb": (Crop(40, 30, 150, 100), Resize(60, 40)),
    "crop twice": (Crop(10, 20, 200, 130), Crop(7, 9, 100, 50), Resize(50, 25)),
    "pad": (Resize(90, 60), Canvas(5, 20, 100, 120, RED)),
    "turn": (Resize(90, 60), Rotate(90.0, TRANSPARENT, 60, 90)),
    "turn first": (Rotate(270.0, TRANSPARENT, HEIGHT, WIDTH), Resize(60, 90)),
    "mirror": (Flip(horizontal=True), Crop(13, 27, 101, 53)),
    "upside down": (Flip(horizontal=False), Resize(90, 60)),
}


def _file(orientation: int, kind: str) -> bytes:
    picture = rocket(WIDTH, HEIGHT)
    if orientation in STORED:
        picture = picture.transpose(STORED[orientation])
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = orientation
    options = {"lossless": True} if kind == "WEBP" else {}
    return encoded(picture, kind, exif=exif, **options)


@pytest.mark.parametrize("chain", CHAINS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_chain_draws_the_upright_picture(orientation: int, chain: str) -> None:
    steps = CHAINS[chain]
    upright = drawn(_file(1, "PNG"), *steps)
    assert apart(drawn(_file(orientation, "PNG"), *steps), upright) < 0.6


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_it_is_upright_as_pillow_has_it(orientation: int, kind: str) -> None:
    data = _file(orientation, kind)
    with Image.open(io.BytesIO(data)) as picture:
        expected = ImageOps.exif_transpose(picture).convert("RGB")
    assert expected.size == (WIDTH, HEIGHT)
    assert apart(drawn(data), expected) < 1


@pytest.mark.parametrize("orientation", range(1, 9))
def test_shrinking_while_decoding_knows_which_way_is_up(orientation: int) -> None:
    exif = Image.Exif()
    exif[EXIF_ORIENTATION] = orientation
    large = rocket(1200, 800)
    stored = large.transpose(STORED[orientation]) if orientation in STORED else large
    result = drawn(
        encoded(stored, exif=exif), Resize(120, 80), Crop(40, 0, 80, 80), size=(1200, 800)
    )
    expected = large.resize((120, 80), Image.Resampling.LANCZOS).crop((40, 0, 120, 80))
    assert apart(result, expected) < 2


def test_a_plan_may_take_the_picture_as_stored() -> None:
    stored = rocket(WIDTH, HEIGHT).transpose(STORED[6])
    result = drawn(_file(6, "PNG"), size=stored.size, ignore_orientation=True)
    assert apart(result, stored) == 0
