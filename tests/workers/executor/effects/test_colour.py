"""Colour, against formulas written from their sources, and against scikit-image."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage
from skimage.color import lab2rgb, rgb2lab

from tests.photographs import astronaut, rocket
from tests.workers.executor.effects.applied import applied, numbers
from workers.executor.tones.looks import LOOKS
from workers.executor.tones.threshold_maps import MAPS, thresholds

Pixels = NDArray[np.float64]

_LUMA = np.array([0.2126, 0.7152, 0.0722])

#: Machado et al. 2009, severity 1.0 and 0.6, as the authors' page has them, row by row.
_MACHADO = {
    "protanopia": "0.152286 1.052583 -0.204868 0.114503 0.786281 0.099216 "
    "-0.003882 -0.048116 1.051998",
    "deuteranopia": "0.367322 0.860646 -0.227968 0.280085 0.672501 0.047413 "
    "-0.011820 0.042940 0.968881",
    "tritanopia": "1.255528 -0.076749 -0.178779 -0.078411 0.930809 0.147602 "
    "0.004733 0.691367 0.303900",
    "deuteranomaly": "0.498864 0.674741 -0.173604 0.205199 0.754872 0.039929 "
    "-0.011131 0.030969 0.980162",
    "tritanomaly": "1.104996 -0.046633 -0.058363 -0.032137 0.971635 0.060503 "
    "0.001336 0.317922 0.680742",
}


def _seen_with(condition: str) -> Pixels:
    return np.array(_MACHADO[condition].split(), dtype=float).reshape(3, 3)


def _picture() -> Image.Image:
    """Half a photograph, half noise: every kind of colour."""
    picture = rocket(90, 60).copy()
    noise = np.random.default_rng(7).integers(0, 256, (60, 45, 3), dtype=np.uint8)
    picture.paste(Image.fromarray(noise), (45, 0))
    return picture


def _ramp() -> Image.Image:
    grey = Image.fromarray(np.repeat(np.arange(256, dtype=np.uint8)[np.newaxis], 3, axis=0))
    return grey.convert("RGB")


def _light(values: Pixels) -> Pixels:
    tones = values / 255
    return np.asarray(np.where(tones <= 0.04045, tones / 12.92, ((tones + 0.055) / 1.055) ** 2.4))


def _tones(light: Pixels) -> Pixels:
    light = np.clip(light, 0, 1)
    return np.asarray(
        255 * np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    )


# Tint.


def test_a_tint_runs_from_black_over_its_colour_to_white() -> None:
    result = numbers(applied("e_tint:100:rgb:ff8000", _ramp()))[0]
    for band, middle in enumerate((255, 128, 0)):
        expected = np.interp(np.arange(256), [0, 127.5, 255], [0, middle, 255])
        assert np.abs(result[:, band] - expected).max() <= 1.01


def test_a_tint_places_its_colours() -> None:
    result = numbers(applied("e_tint:100:red:0p:white:35p", _ramp()))[0]
    assert result[0].tolist() == [255, 0, 0]
    assert (result[90:] == 255).all()
    assert (np.diff(result[:90, 1]) >= 0).all()


def test_colours_without_places_are_spread_evenly() -> None:
    assert applied("e_tint:100:red:blue:lime", _ramp()) == applied(
        "e_tint:100:red:25p:blue:50p:lime:75p", _ramp()
    )


def test_a_tint_is_blended_by_sixty_per_cent_of_red_by_default() -> None:
    picture = _picture()
    whole = numbers(applied("e_tint:100", picture))
    expected = numbers(picture) * 0.4 + whole * 0.6
    assert np.abs(numbers(applied("e_tint", picture)) - expected).max() <= 1.01
    assert applied("e_tint:60:red:50p", picture) == applied("e_tint", picture)


def test_a_half_transparent_tint_counts_half() -> None:
    whole, half = (
        numbers(applied(f"e_tint:100:{colour}:0p:{colour}:100p", _ramp()))[0]
        for colour in ("ff0000", "ff000080")
    )
    expected = numbers(_ramp())[0] * (127 / 255) + whole * (128 / 255)
    assert np.abs(half - expected).max() <= 1.01


def test_equalized_tones_are_spread_evenly_before_they_are_tinted() -> None:
    dark = rocket(200, 120)
    result = numbers(applied("e_tint:equalize:100:808080", dark))[..., 0]
    quarters = np.quantile(result, [0.25, 0.5, 0.75])
    assert np.abs(quarters - [64, 128, 191]).max() <= 8


# Replace color.


def test_a_colour_in_all_its_shades_becomes_another() -> None:  # S2-040
    """Orange and its darker shades become blue ones; a green is beyond the radius."""
    picture = Image.new("RGB", (30, 10), (220, 120, 30))
    picture.paste((170, 90, 20), (10, 0, 20, 10))
    picture.paste((30, 160, 60), (20, 0, 30, 10))
    result = numbers(applied("e_replace_color:1e50c8:50:dc781e", picture))
    assert np.abs(result[0, 0] - [0x1E, 0x50, 0xC8]).max() <= 2
    shade = rgb2lab(result[0, 15] / 255)
    before, after = rgb2lab(np.array([220, 120, 30]) / 255), rgb2lab(result[0, 0] / 255)
    darker = rgb2lab(np.array([170, 90, 20]) / 255)
    assert shade[0] == pytest.approx(after[0] * darker[0] / before[0], abs=1)
    assert shade[2] < -20
    assert result[0, 25].tolist() == [30, 160, 60]


def test_white_becomes_the_colour_itself() -> None:  # S2-040
    result = applied("e_replace_color:blue:50:white", Image.new("RGB", (3, 3), "white"))
    assert np.abs(numbers(result) - [0, 0, 255]).max() <= 3


@pytest.mark.parametrize("tolerance", [5, 30, 80])
def test_nothing_beyond_the_radius_changes(tolerance: int) -> None:
    picture = _picture()
    result = numbers(applied(f"e_replace_color:lime:{tolerance}:c86432", picture))
    centre = rgb2lab(np.array([0xC8, 0x64, 0x32]) / 255)
    apart = np.linalg.norm(rgb2lab(numbers(picture) / 255) - centre, axis=2)
    changed = (result != numbers(picture)).any(axis=2)
    assert not changed[apart > tolerance + 0.5].any()
    assert changed[apart < tolerance * 0.8].all()


def test_more_tolerance_changes_more() -> None:
    changed = [
        (
            numbers(applied(f"e_replace_color:lime:{level}:c86432", _picture()))
            != numbers(_picture())
        )
        .any(axis=2)
        .sum()
        for level in (10, 40, 80)
    ]
    assert changed == sorted(changed)
    assert changed[0] < changed[-1]


def test_without_a_colour_the_dominant_one_is_replaced() -> None:
    """The orange suit is that, not the grey wall."""
    suit = astronaut().getpixel((150, 450))
    assert isinstance(suit, tuple)
    result = applied("e_replace_color:blue", astronaut()).getpixel((150, 450))
    assert isinstance(result, tuple)
    assert suit[0] > suit[2] + 80
    assert result[2] > result[0] + 80


def test_an_image_of_greys_has_no_colour_to_replace() -> None:
    assert applied("e_replace_color:blue", _ramp()).tobytes() == _ramp().tobytes()


# Colour vision.


@pytest.mark.parametrize("condition", _MACHADO)
def test_a_condition_is_simulated_in_linear_light(condition: str) -> None:
    picture = _picture()
    expected = _tones(_light(numbers(picture)) @ _seen_with(condition).T)
    result = numbers(applied(f"e_simulate_colorblind:{condition}", picture))
    assert np.abs(result - expected).max() <= 1.51


def test_deuteranopia_is_meant_without_a_condition() -> None:
    named = applied("e_simulate_colorblind:deuteranopia", _picture())
    assert named == applied("e_simulate_colorblind", _picture())


def test_rods_see_the_scotopic_luminance_of_the_primaries() -> None:
    """Larson, Rushmeier and Piatko 1997: Y (1.33 (1 + (Y + Z) / X) - 1.68), by IEC 61966-2-1."""
    primaries = np.array(
        [[0.4124, 0.2126, 0.0193], [0.3576, 0.7152, 0.1192], [0.1805, 0.0722, 0.9505]]
    )
    x, y, z = primaries.T
    seen = y * (1.33 * (1 + (y + z) / x) - 1.68)
    pure = Image.fromarray(np.eye(3, dtype=np.uint8)[np.newaxis] * 255)
    result = numbers(applied("e_simulate_colorblind:rod_monochromacy", pure))[0, :, 0]
    assert np.abs(result - _tones(seen / seen.sum())).max() <= 1.51


def test_xray_adds_what_deuteranopia_hides_to_other_channels() -> None:
    """Fidaner, Lin and Ozguven 2005: seven tenths of what red loses go to green and to blue."""
    picture = _picture()
    light = _light(numbers(picture))
    lost = light - light @ _seen_with("deuteranopia").T
    added = np.stack([0 * lost[..., 0], *(0.7 * lost[..., 0] + lost[..., k] for k in (1, 2))], -1)
    result = numbers(applied("e_assist_colorblind:xray", picture))
    assert np.abs(result - _tones(light + added)).max() <= 1.51


@pytest.mark.parametrize(
    "condition",
    [
        *("deuteranopia", "protanopia", "tritanopia", "tritanomaly", "deuteranomaly"),
        *("cone_monochromacy", "rod_monochromacy"),
    ],
)
def test_grey_is_grey_to_everyone(condition: str) -> None:
    result = numbers(applied(f"e_simulate_colorblind:{condition}", _ramp()))
    assert np.abs(result - numbers(_ramp())).max() <= 1


def test_rods_see_blue_lighter_and_red_darker_than_cones() -> None:
    def seen(condition: str, colour: str) -> float:
        picture = Image.new("RGB", (2, 2), colour)
        return float(numbers(applied(f"e_simulate_colorblind:{condition}", picture))[0, 0, 0])

    assert seen("rod_monochromacy", "blue") > seen("cone_monochromacy", "blue")
    assert seen("rod_monochromacy", "red") < seen("cone_monochromacy", "red")


def test_an_anomaly_is_less_than_the_lack_of_a_cone() -> None:
    picture = _picture()

    def change(condition: str) -> float:
        result = numbers(applied(f"e_simulate_colorblind:{condition}", picture))
        return float(np.abs(result - numbers(picture)).mean())

    assert 0 < change("deuteranomaly") < change("deuteranopia")
    assert 0 < change("tritanomaly") < change("tritanopia")


def test_xray_tells_apart_what_deuteranopia_confuses() -> None:
    """A red and a green that look alike without the cone for green differ once shifted."""
    pair = Image.new("RGB", (2, 1), (186, 95, 60))
    pair.putpixel((1, 0), (125, 125, 50))

    def distance(transformation: str) -> float:
        seen = rgb2lab(numbers(applied(transformation, pair)) / 255)[0]
        return float(np.linalg.norm(seen[0] - seen[1]))

    plain = distance("e_simulate_colorblind")
    assert distance("e_assist_colorblind:xray/e_simulate_colorblind") > plain + 10


def test_stripes_rise_over_red_fall_over_green_and_spare_grey() -> None:
    def drawn(colour: str) -> Pixels:
        picture = Image.new("RGB", (36, 36), colour)
        return np.asarray(numbers(applied("e_assist_colorblind:80", picture))[..., :2].sum(axis=2))

    red, green, grey = drawn("red"), drawn("green"), drawn("grey")
    assert np.ptp(grey) == 0
    for stripes, along, across in ((red, -1, 1), (green, 1, -1)):
        there = np.abs(stripes - np.roll(stripes, (1, along), axis=(0, 1)))
        other = np.abs(stripes - np.roll(stripes, (1, across), axis=(0, 1)))
        assert there.max() <= 2
        assert other.max() > 20


def test_sixty_stripes_lie_on_the_shorter_side() -> None:
    picture = Image.new("RGB", (600, 640), "red")
    row = numbers(applied("e_assist_colorblind:50", picture))[5, :, 0]
    assert np.abs(np.fft.rfft(row - row.mean())).argmax() == 60


def test_half_as_red_a_colour_has_half_as_dark_stripes() -> None:
    """Wholly red is an a of 40 in CIELAB."""
    colour = np.rint(255 * lab2rgb(np.array([[[60.0, 20.0, 10.0]]]))).astype(np.uint8)
    picture = Image.fromarray(np.tile(colour, (36, 36, 1)))
    darkest = numbers(applied("e_assist_colorblind:80", picture)).min(axis=(0, 1))
    assert np.abs(darkest / colour[0, 0] - 0.6).max() < 0.03


def test_stripes_have_a_strength() -> None:
    picture = Image.new("RGB", (36, 36), "red")
    darkest = [
        numbers(applied(f"e_assist_colorblind:{n}", picture)).max(axis=2).min() for n in (10, 50)
    ]
    assert darkest[0] == pytest.approx(255 * 0.9, abs=2)
    assert darkest[1] == pytest.approx(255 * 0.5, abs=8)
    assert applied("e_assist_colorblind", picture) == applied("e_assist_colorblind:10", picture)


# Art and dots.


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_is_its_matrix_curves_and_corners(look: str) -> None:
    values = LOOKS[look]
    picture = _picture()
    drawn = numbers(picture)
    grey = (drawn @ _LUMA)[..., np.newaxis]
    mixed = grey + (drawn - grey) * values.saturation
    brown = (
        mixed @ np.array([[0.393, 0.769, 0.189], [0.349, 0.686, 0.168], [0.272, 0.534, 0.131]]).T
    )
    mixed = np.clip(mixed + (brown - mixed) * values.brown, 0, 255).round() / 255
    beta = values.contrast
    low, high = 1 / (1 + np.exp(abs(beta) / 2)), 1 / (1 + np.exp(-abs(beta) / 2))
    if beta > 0:
        mixed = (1 / (1 + np.exp(-beta * (mixed - 0.5))) - low) / (high - low)
    elif beta < 0:
        at = low + mixed * (high - low)
        mixed = 0.5 - np.log(1 / at - 1) / abs(beta)
    toned = np.clip(mixed, 0, 1) ** (1 / np.array(values.gamma))
    toned = np.array(values.shadows) + (np.array(values.lights) - values.shadows) * toned
    rows, columns = np.mgrid[0:60, 0:90]
    squares = ((columns + 0.5) / 45 - 1) ** 2 + ((rows + 0.5) / 30 - 1) ** 2
    expected = 255 * toned * (1 - values.vignette / 2 * squares)[..., np.newaxis]
    assert np.abs(numbers(applied(f"e_art:{look}", picture)) - expected).max() <= 5


def test_looks_can_be_told_apart() -> None:
    drawn = [numbers(applied(f"e_art:{look}", rocket(60, 40))) for look in LOOKS]
    for index, one in enumerate(drawn):
        for other in drawn[:index]:
            assert np.abs(one - other).mean() > 2


@pytest.mark.parametrize("number", range(19))
def test_dots_are_on_where_the_tone_reaches_the_rank_of_their_place(number: int) -> None:
    """ImageMagick's rule for two levels: floor(tone * (ranks + 1)) >= rank."""
    picture = _picture()
    ranks = MAPS[number]()
    rows, columns = ranks.shape
    tiled = np.tile(ranks, (60 // rows + 1, 90 // columns + 1))[:60, :90, np.newaxis]
    steps = np.floor(numbers(picture) * (ranks.max() + 1) / 255)
    expected = np.where(steps >= tiled, 255, 0)
    assert np.array_equal(numbers(applied(f"e_ordered_dither:{number}", picture)), expected)


@pytest.mark.parametrize("number", range(19))
def test_as_many_dots_are_on_as_the_tone_is_light(number: int) -> None:
    ranks = MAPS[number]()
    assert sorted(set(ranks.ravel())) == list(range(1, int(ranks.max()) + 1))
    assert set(np.bincount(ranks.ravel())[1:]) == {ranks.size // ranks.max()}
    levels = thresholds(number)
    for tone in range(0, 256, 15):
        assert (levels <= tone).mean() == pytest.approx(tone / 255, abs=1.01 / (ranks.max() + 1))


def test_dispersed_dots_are_those_of_bayer() -> None:
    """Bayer 1973, as the 4 x 4 matrix is printed everywhere."""
    printed = [[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]
    assert (MAPS[4]() - 1).tolist() == printed
    assert MAPS[5]()[0].tolist() == [1, 49, 13, 61, 4, 52, 16, 64]


@pytest.mark.parametrize("number", [13, 15, 17])
def test_black_circles_are_in_the_middle_and_white_ones_their_opposite(number: int) -> None:
    black, white = MAPS[number](), MAPS[number + 1]()
    middle = (len(black) - 1) // 2
    assert black[middle : middle + 2, middle : middle + 2].max() == black.size
    assert (black + white == black.size + 1).all()
    assert applied(f"e_ordered_dither:{number}", _ramp()) != applied(
        f"e_ordered_dither:{number + 1}", _ramp()
    )


@pytest.mark.parametrize(("number", "dots"), [(7, 2), (8, 2), (10, 1), (11, 1), (12, 1)])
def test_a_tile_has_two_dots_at_an_angle_and_one_in_rows(number: int, dots: int) -> None:
    """A fifth of the pixels on, in the middle of nine tiles: as many islands as are in one."""
    ranks = np.tile(MAPS[number](), (3, 3))
    islands, _ = ndimage.label(ranks <= ranks.max() * 0.2)
    sizes = np.bincount(islands.ravel())[1:]
    whole = sizes.max()
    assert (ranks <= ranks.max() * 0.2).sum() / whole == pytest.approx(9 * dots, rel=0.01)


@pytest.mark.parametrize("number", [6, 7, 8])
def test_angled_dots_repeat_half_a_tile_aside(number: int) -> None:
    ranks = MAPS[number]()
    half = len(ranks) // 2
    assert np.array_equal(np.roll(ranks, (half, half), axis=(0, 1)), ranks)


@pytest.mark.parametrize("size", [(1, 1), (1, 5), (7, 3)])
@pytest.mark.parametrize(
    "effect",
    [
        *("tint:equalize", "replace_color:blue", "simulate_colorblind", "assist_colorblind"),
        *("assist_colorblind:xray", "ordered_dither:12", "art:incognito"),
    ],
)
def test_the_smallest_pictures_are_drawn_and_their_alpha_kept(
    effect: str, size: tuple[int, int]
) -> None:
    picture = Image.new("RGBA", size, (90, 60, 200, 77))
    result = applied(f"e_{effect}", picture)
    assert result.size == size
    assert (numbers(result)[..., 3] == 77).all()


def test_lighter_shades_are_as_much_lighter_than_the_new_colour() -> None:
    """By hand: the way to white in proportion, and chroma too, up to half as much again."""
    before, after = (rgb2lab(np.array(one) / 255) for one in ((150, 60, 40), (60, 120, 200)))
    for shade, most in (((200, 110, 90), 9.0), ((215, 60, 20), 1.5)):
        pixel = rgb2lab(np.array(shade) / 255)
        light = after[0] + (pixel[0] - before[0]) * (100 - after[0]) / (100 - before[0])
        strength = min(np.hypot(*pixel[1:]) / np.hypot(*before[1:]), most)
        expected = 255 * lab2rgb(np.array([light, *(strength * after[1:])]))
        picture = Image.new("RGB", (2, 2), shade)
        result = numbers(applied("e_replace_color:3c78c8:100:963c28", picture))[0, 0]
        assert np.abs(result - expected).max() <= 2


def test_replacing_fades_from_six_tenths_of_the_radius_to_its_rim() -> None:
    source = rgb2lab(np.array([128, 128, 128]) / 255)
    greys = np.arange(128, 256)
    apart = rgb2lab(np.dstack([greys] * 3) / 255)[0, :, 0] - source[0]
    picture = Image.fromarray(np.dstack([greys[np.newaxis]] * 3).astype(np.uint8))
    result = numbers(applied("e_replace_color:ff0000:40:808080", picture))[0]
    whole = numbers(applied("e_replace_color:ff0000:100:808080", picture))[0]
    weight = np.clip((40 - apart) / 16, 0, 1)[:, np.newaxis]
    near = apart < 55
    expected = numbers(picture)[0] * (1 - weight) + whole * weight
    assert np.abs(result - expected)[near].max() <= 2


def test_replaced_shades_are_drawn_in_lab() -> None:
    """A pixel in the core, by hand: lightness in proportion, and chroma too."""
    before, after = (rgb2lab(np.array(one) / 255) for one in ((200, 100, 60), (60, 120, 200)))
    pixel = rgb2lab(np.array([180, 88, 52]) / 255)
    light = pixel[0] * after[0] / before[0]
    strength = np.hypot(*pixel[1:]) / np.hypot(*before[1:])
    expected = 255 * lab2rgb(np.array([light, *(strength * after[1:])]))
    picture = Image.new("RGB", (2, 2), (180, 88, 52))
    result = numbers(applied("e_replace_color:3c78c8:50:c8643c", picture))[0, 0]
    assert np.abs(result - expected).max() <= 1.5
