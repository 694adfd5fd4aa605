"""Theme: a screen drawn here, with letters, a button and a photograph."""

import numpy as np
import pytest
from PIL import Image, ImageDraw
from skimage.color import lab2rgb, rgb2lab

from tests.photographs import rocket
from tests.workers.executor.effects.applied import applied, numbers

#: Where the photograph lies: not on multiples of anything.
_PHOTOGRAPH = (133, 41, 133 + 120, 41 + 80)


def _screen(background: str = "white", letters: str = "black") -> Image.Image:
    screen = Image.new("RGB", (280, 160), background)
    pen = ImageDraw.Draw(screen)
    for line in range(7):
        pen.text((10, 10 + 20 * line), "Of shoes and ships", fill=letters)
    pen.rectangle((10, 148, 90, 154), fill=letters)
    pen.rectangle((200, 5, 270, 25), fill=(220, 40, 40))
    screen.paste(rocket(120, 80), _PHOTOGRAPH[:2])
    return screen


@pytest.mark.parametrize(
    ("background", "letters", "wanted", "opposite"),
    [
        ("white", "black", (0, 0, 0), (255, 255, 255)),
        ("black", "white", (255, 255, 255), (0, 0, 0)),
        ("white", "black", (0, 0, 128), (255, 255, 255)),
        ("white", "black", (255, 248, 231), (0, 0, 0)),
    ],
)
def test_background_and_letters_go_to_the_new_ends(
    background: str, letters: str, wanted: tuple[int, int, int], opposite: tuple[int, int, int]
) -> None:
    screen = _screen(background, letters)
    result = numbers(applied(f"e_theme:color_{bytes(wanted).hex()}", screen))
    before = numbers(screen)
    ground = (before == numbers(Image.new("RGB", screen.size, background))).all(axis=2)
    written = (before == numbers(Image.new("RGB", screen.size, letters))).all(axis=2)
    ground[:, 120:] = written[:, 120:] = False
    assert np.abs(result[ground] - wanted).max() <= 1
    assert written.sum() > 100
    assert np.abs(result[written] - opposite).max() <= 1


def test_a_photograph_stays_as_it_is_to_its_edges() -> None:
    screen = _screen()
    result = applied("e_theme:black", screen)
    assert result.crop(_PHOTOGRAPH).tobytes() == screen.crop(_PHOTOGRAPH).tobytes()
    left, top, right, bottom = _PHOTOGRAPH
    around = numbers(result.crop((left - 1, top - 1, right + 1, bottom + 1)))
    assert around[0].max() == around[-1].max() == around[:, 0].max() == around[:, -1].max() == 0


def test_what_is_hidden_is_no_photograph() -> None:
    """The photograph is transparent, once as it is and once without its colours."""
    alpha = Image.new("L", (280, 160), 255)
    alpha.paste(0, _PHOTOGRAPH)
    hidden, plain = _screen(), _screen()
    plain.paste((255, 255, 255), _PHOTOGRAPH)
    hidden.paste((255, 0, 0), (_PHOTOGRAPH[0] - 20, 45, _PHOTOGRAPH[0], 50))
    plain.paste((255, 0, 0), (_PHOTOGRAPH[0] - 20, 45, _PHOTOGRAPH[0], 50))
    for screen in (hidden, plain):
        screen.putalpha(alpha)
    one, other = (numbers(applied("e_theme:black", screen)) for screen in (hidden, plain))
    assert (one[..., 3] == other[..., 3]).all()
    assert (one == other)[numbers(alpha) > 0].all()


def test_without_photosensitivity_a_photograph_changes_too() -> None:
    screen = _screen()
    result = applied("e_theme:black:photosensitivity_0", screen)
    assert result.crop(_PHOTOGRAPH).tobytes() != screen.crop(_PHOTOGRAPH).tobytes()


def test_a_colour_of_its_own_keeps_its_hue() -> None:
    result = numbers(applied("e_theme:color_black", _screen()))[15, 265]
    before, after = rgb2lab(np.array([220, 40, 40]) / 255), rgb2lab(result / 255)
    turned = np.arctan2(*before[1:]) - np.arctan2(*after[1:])
    assert abs(np.degrees(turned)) < 6


@pytest.mark.parametrize("apart", [10.0, 25.0, 45.0])
def test_the_cast_of_the_background_goes_over_to_what_has_hardly_a_colour(apart: float) -> None:
    """In CIELAB: wholly at no distance from the old cast, not at all from 40 on."""
    light = 60.0
    colour = np.rint(255 * lab2rgb(np.array([[[light, 0.0, -apart]]])))[0, 0].astype(np.uint8)
    screen = Image.new("RGB", (64, 64), "white")
    screen.paste(tuple(int(one) for one in colour), (10, 10, 30, 30))
    result = rgb2lab(numbers(applied("e_theme:2a2a52", screen)) / 255)
    new, drawn = result[50, 50], result[20, 20]
    before = rgb2lab(colour / 255)
    share = light / 100 * max(0.0, 1 - np.hypot(*before[1:]) / 40)
    assert np.abs(drawn[1:] - (before[1:] + share * new[1:])).max() < 1.5
    assert drawn[0] == pytest.approx(new[0] + (100 - before[0]) / 100 * (100 - new[0]), abs=1)


def test_the_default_photosensitivity_is_a_hundred() -> None:
    assert applied("e_theme:black", _screen()) == applied("e_theme:black:100", _screen())


def test_a_half_transparent_colour_goes_half_the_way() -> None:
    result = numbers(applied("e_theme:00000080", _screen()))
    assert result[157, 5].tolist() == pytest.approx([127] * 3, abs=1)


@pytest.mark.parametrize("size", [(1, 1), (16, 16), (5, 37), (17, 16)])
def test_the_smallest_screens_are_drawn(size: tuple[int, int]) -> None:
    result = numbers(applied("e_theme:navy", Image.new("RGB", size, "white")))
    assert np.abs(result - (0, 0, 128)).max() <= 1


@pytest.mark.parametrize("size", [(1, 1), (5, 37), (17, 16)])
def test_small_screens_and_their_alpha(size: tuple[int, int]) -> None:
    result = numbers(applied("e_theme:navy", Image.new("RGBA", size, (255, 255, 255, 99))))
    assert (result[..., 3] == 99).all()
    clear = Image.new("RGBA", size, (255, 255, 255, 0))
    assert not numbers(applied("e_theme:navy", clear))[..., 3].any()
