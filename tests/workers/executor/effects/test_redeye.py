"""Red eyes, painted into a portrait whose eyes are known; photographs without any stay."""

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.photographs import astronaut, rocket, sample
from tests.workers.executor.effects.applied import applied, numbers, same

#: The middles of the astronaut's pupils.
EYES = ((203.5, 101.0), (246.5, 103.5))


def _portrait(scale: int, radius: float, red: tuple[int, int, int], eyes: int = 2) -> Image.Image:
    """Give the portrait, enlarged, with red pupils of a radius in its own pixels."""
    size = (512 * scale, 512 * scale)
    portrait = astronaut().resize(size, Image.Resampling.BICUBIC)
    pupils = Image.new("L", (size[0] * 2, size[1] * 2))
    for x, y in EYES[:eyes]:
        middle = np.array([x, y]) * scale * 2
        box = [*(middle - radius * scale * 2), *(middle + radius * scale * 2)]
        ImageDraw.Draw(pupils).ellipse(box, fill=255)
    portrait.paste(red, (0, 0), pupils.resize(size, Image.Resampling.BOX))
    return portrait


def _around(scale: int, radius: float) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    down, across = np.mgrid[: 512 * scale, : 512 * scale] + 0.5
    distances = [np.hypot(across - x * scale, down - y * scale) for x, y in EYES]
    return np.asarray(np.minimum(*distances) <= radius * scale)


@pytest.mark.parametrize("scale", [1, 2, 3])
@pytest.mark.parametrize("red", [(200, 30, 40), (160, 40, 30), (240, 80, 90)])
def test_red_pupils_lose_their_red_and_nothing_else_changes(
    scale: int, red: tuple[int, int, int]
) -> None:
    portrait = _portrait(scale, 3.5, red)
    result = numbers(applied("e_redeye", portrait))
    inside, outside = _around(scale, 2.8), ~_around(scale, 7)
    expected = [(red[1] + red[2]) / 2, red[1], red[2]]
    assert np.abs(result[inside] - expected).mean() < 4
    assert (result[outside] == numbers(portrait)[outside]).all()
    assert (result[..., 1:] == numbers(portrait)[..., 1:]).all()


@pytest.mark.parametrize(
    "name", ["astronaut", "rocket", "coffee", "chelsea", "red suit", "red noise", "red"]
)
def test_photographs_without_red_eyes_stay_as_they_are(name: str) -> None:
    noise = np.random.default_rng(3).integers(0, 256, (200, 200, 3)).astype(np.uint8)
    pictures: dict[str, Callable[[], Image.Image]] = {
        "astronaut": astronaut,
        "rocket": lambda: rocket(600, 400),
        "coffee": lambda: sample("coffee"),
        "chelsea": lambda: sample("chelsea"),
        "red suit": lambda: astronaut().crop((50, 250, 400, 512)).resize((900, 670)),
        "red noise": lambda: Image.fromarray(noise),
        "red": lambda: Image.new("RGB", (30, 20), (200, 10, 10)),
    }
    picture = pictures[name]()
    assert same(applied("e_redeye", picture), picture)


def test_red_discs_are_no_eyes_without_a_face_and_one_alone_is_none() -> None:
    discs = Image.new("RGB", (300, 200), (90, 90, 90))
    for x in (100, 180):
        ImageDraw.Draw(discs).ellipse([x - 8, 92, x + 8, 108], fill=(200, 30, 40))
    assert same(applied("e_redeye", discs), discs)
    one = _portrait(2, 3.5, (200, 30, 40), eyes=1)
    assert same(applied("e_redeye", one), one)


def test_what_shows_through_is_kept() -> None:
    portrait = _portrait(2, 3.5, (200, 30, 40)).convert("RGBA")
    portrait.putalpha(130)
    result = applied("e_adv_redeye", portrait)
    assert (numbers(result)[..., 3] == 130).all()
    assert np.abs(numbers(result) - numbers(portrait)).max() > 100
