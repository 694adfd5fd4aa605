"""Art, against formulas and plain neighbourhoods."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy.ndimage import gaussian_filter, shift, uniform_filter
from skimage.color import rgb2lab

from tests.photographs import encoded, rocket
from tests.planner.plans import asset, planned
from tests.workers.executor.effects.applied import applied, numbers, same
from workers.executor.limits import Limits
from workers.executor.rendering import render


@pytest.mark.parametrize(("written", "level"), [("e_vignette", 20), ("e_vignette:70", 70)])
def test_a_vignette_leaves_the_fourth_power_of_a_cosine(written: str, level: float) -> None:
    picture = rocket(121, 81)
    down, across = np.mgrid[-40:41, -60:61]
    angle = np.hypot(across, down) / np.hypot(60, 40) * np.pi / 2 * np.sqrt(level / 100)
    expected = numbers(picture) * np.cos(angle)[:, :, np.newaxis] ** 4
    assert np.abs(numbers(applied(written, picture)) - expected).max() <= 1


def test_no_vignette_changes_nothing_and_a_full_one_leaves_black_corners() -> None:
    picture = Image.new("RGB", (31, 21), (200, 150, 100))
    assert same(applied("e_vignette:0", picture), picture)
    full = applied("e_vignette:100", picture)
    assert full.getpixel((0, 0)) == (0, 0, 0)
    assert full.getpixel((15, 10)) == (200, 150, 100)


#: Of the distances along both axes, for a radius of 3.
_KERNELS = {
    "square": lambda x, y: np.maximum(x, y) <= 3,
    "diamond": lambda x, y: x + y <= 3,
    "disk": lambda x, y: x * x + y * y <= 9,
    "plus": lambda x, y: x * y == 0,
    "cross": lambda x, y: x == y,
    "octagon": lambda x, y: x + y <= 4.5,
    "ring": lambda x, y: (x * x + y * y <= 9) & (x * x + y * y > 4),
}


def _around(kernel: str) -> NDArray[np.bool_]:
    down, across = np.abs(np.mgrid[-3:4, -3:4])
    return np.asarray(_KERNELS[kernel](across, down), dtype=bool)


@pytest.mark.parametrize("kernel", sorted(_KERNELS))
def test_areas_grow_by_the_shape_of_the_kernel(kernel: str) -> None:
    picture = rocket(60, 40)
    given = np.asarray(picture)
    for method, oracle, beyond in [("erode", np.min, 255), ("dilate", np.max, 0)]:
        result = applied(f"e_morphology:{method};kernel_{kernel};radius_3", picture)
        wide = np.pad(given, ((3, 3), (3, 3), (0, 0)), constant_values=beyond)
        moved = [wide[y : y + 40, x : x + 60] for y, x in np.argwhere(_around(kernel))]
        assert (np.asarray(result) == oracle(moved, axis=0)).all()


def test_convolve_gives_the_mean_of_the_neighbourhood() -> None:
    picture = rocket(60, 40)
    result = numbers(applied("e_morphology:convolve;radius_3", picture))
    for row, column in [(10, 10), (20, 45), (33, 30)]:
        part = numbers(picture)[row - 3 : row + 4, column - 3 : column + 4]
        assert np.abs(result[row, column] - part[_around("disk")].mean(axis=0)).max() <= 2


def test_convolve_gives_the_mean_of_large_neighbourhoods() -> None:
    picture = rocket(120, 80)
    wide = np.pad(numbers(picture), ((40, 40), (40, 40), (0, 0)), "edge")
    means = np.stack([uniform_filter(wide[:, :, band], 31) for band in range(3)], axis=2)
    expected = means[40:-40, 40:-40]
    result = numbers(applied("e_morphology:convolve:1:square:15", picture))
    assert np.abs(result - expected).max() <= 1
    twice = np.stack([uniform_filter(means[:, :, band], 31) for band in range(3)], axis=2)
    result = numbers(applied("e_morphology:convolve:2:square:15", picture))
    assert np.abs(result - twice[40:-40, 40:-40]).max() <= 1


def test_morphology_usually_erodes_once_by_a_disk_of_two() -> None:
    picture = rocket(60, 40)
    usual = applied("e_morphology", picture)
    assert same(usual, applied("e_morphology:erode:1:disk:2", picture))
    assert same(usual, applied("e_morphology:method_erode;iterations_1;radius_2.2", picture))
    twice = applied("e_morphology:iterations_2", picture)
    assert same(twice, applied("e_morphology/e_morphology", picture))
    assert same(applied("e_morphology:radius_0", picture), picture)


def test_transparent_colours_do_not_grow_into_visible_ones() -> None:
    picture = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    picture.paste((90, 120, 150, 255), (5, 5, 15, 15))
    for method in ("erode", "dilate", "convolve"):
        result = applied(f"e_morphology:{method}", picture)
        assert np.abs(numbers(result)[5, 5] - (90, 120, 150, 255)).max() <= 2
        assert result.getchannel("A").tobytes() == picture.getchannel("A").tobytes()


def test_strokes_are_flat_and_keep_edges_where_they_are() -> None:
    """Noise on two flat halves goes; the step between them stays as steep and in its place."""
    rng = np.random.default_rng(7)
    values = np.full((60, 80, 3), 60.0)
    values[:, 40:] = 180
    picture = Image.fromarray((values + rng.integers(-12, 13, values.shape)).astype(np.uint8))
    result = numbers(applied("e_oil_paint", picture))
    assert result[10:50, 5:35].std() < 0.35 * numbers(picture)[10:50, 5:35].std()
    assert (result[:, 38] < 90).all()
    assert (result[:, 41] > 150).all()


def test_more_paint_leaves_less_detail_and_none_changes_nothing() -> None:
    picture = rocket(120, 80)

    def detail(level: int) -> float:
        drawn = numbers(applied(f"e_oil_paint:{level}", picture))
        return float(np.abs(np.diff(drawn, axis=1)).mean())

    amounts = [detail(level) for level in (0, 20, 50, 100)]
    assert amounts == sorted(amounts, reverse=True)
    assert same(applied("e_oil_paint:0", picture), picture)
    assert same(applied("e_paint", picture), applied("e_oil_paint:30", picture))  # S2-036


def _steps() -> Image.Image:
    """A dark disc on a ramp of greys."""
    values = np.repeat(np.linspace(60, 240, 160)[np.newaxis, :], 90, axis=0)
    down, across = np.mgrid[:90, :160]
    values[np.hypot(down - 45, across - 80) < 20] = 30
    return Image.fromarray(values.astype(np.uint8)).convert("RGB")


def test_a_cartoon_has_few_tones_and_dark_lines_along_edges() -> None:
    """S2-035. At 80, lightness has 5 tones, each in the middle of its fifth of the scale."""
    plain = np.asarray(applied("e_cartoonify:0:80", _steps()))
    tones = np.unique(plain[5, :, 1])
    assert 3 <= len(tones) <= 5
    lightness = rgb2lab(np.dstack([tones, tones, tones]) / 255)[0, :, 0]
    assert np.abs((lightness - 10) / 20 - np.round((lightness - 10) / 20)).max() < 0.05
    lined = numbers(applied("e_cartoonify:50:0", _steps()))
    flat = numbers(applied("e_cartoonify:0:0", _steps()))
    darker = (flat - lined)[:, :, 0]
    down, across = np.mgrid[:90, :160]
    distance = np.abs(np.hypot(down - 45, across - 80) - 20)
    assert darker[distance > 6].max() <= 1
    assert darker[distance < 2].max() > 20


def test_stronger_lines_darken_more_and_the_usual_is_the_middle() -> None:
    picture = rocket(120, 80)
    drawn = [numbers(applied(f"e_cartoonify:{line}:50", picture)) for line in (0, 30, 60, 100)]
    means = [values.mean() for values in drawn]
    assert means == sorted(means, reverse=True)
    assert means[0] > means[-1]
    assert same(applied("e_cartoonify", picture), applied("e_cartoonify:50:50", picture))
    assert same(applied("e_cartoonify:20", picture), applied("e_cartoonify:20:35", picture))


def test_stronger_lines_are_thicker() -> None:
    def ink(line: int) -> float:
        """How many pixels across the line around the disc is dark in half its depth."""
        flat, lined = (
            numbers(applied(f"e_cartoonify:{strength}:0", _steps()))[45, 40:120, 0]
            for strength in (0, line)
        )
        darker = flat - lined
        return float(darker.sum() / darker.max())

    widths = [ink(line) for line in (20, 60, 100)]
    assert widths == sorted(widths)
    assert widths[0] < 0.75 * widths[-1]


def test_fewer_tones_of_a_cartoon_have_stronger_colours() -> None:
    """The chroma of CIELAB, by scikit-image: half as much again at 50."""
    picture = Image.new("RGB", (40, 30), (150, 125, 110))

    def chroma(image: Image.Image) -> float:
        return float(np.hypot(*rgb2lab(numbers(image)[15, 20] / 255)[1:]))

    plain = chroma(picture)
    for reduction in (10, 50, 100):
        drawn = applied(f"e_cartoonify:0:{reduction}", picture)
        assert chroma(drawn) == pytest.approx(plain * (1 + reduction / 100), abs=0.8)


def test_lines_of_a_cartoon_are_a_difference_of_gaussians() -> None:
    """Winnemöller 2006, as it is written there: of luma, sigma 1 and 1.6 at half strength."""
    picture = rocket(120, 80).convert("L").convert("RGB")
    grey = numbers(picture)[:, :, 0]
    near, far = (gaussian_filter(grey, sigma, mode="nearest", truncate=2.0) for sigma in (1.0, 1.6))
    dark = np.clip((far - near - 1) * (0.5 / 1.5), 0, 1)
    flat = numbers(applied("e_cartoonify:0:0", picture))[:, :, 0]
    expected = flat * (1 - dark)
    lined = numbers(applied("e_cartoonify:50:0", picture))[:, :, 0]
    assert np.abs(lined - expected).mean() < 0.1 * np.abs(lined - flat).mean()


def _papari(values: np.ndarray, radius: float) -> np.ndarray:
    """Papari, Petkov and Campisi 2007, with Gaussian windows in eight directions."""
    sigma = radius / 2
    light = values.mean(axis=2)
    mean = gaussian_filter(light, sigma, mode="nearest")
    variance = gaussian_filter(light**2, sigma, mode="nearest") - mean**2
    weight = (np.maximum(variance, 0) + 2.0) ** -4
    around = gaussian_filter(values, (sigma, sigma, 0), mode="nearest") * weight[..., np.newaxis]
    total = [np.zeros(values.shape), np.zeros(light.shape)]
    for turn in np.arange(8) * np.pi / 4:
        moved = (-round(radius * np.sin(turn)), -round(radius * np.cos(turn)))
        total[0] += shift(around, (*moved, 0), order=0, mode="nearest")
        total[1] += shift(weight, moved, order=0, mode="nearest")
    painted: np.ndarray = total[0] / total[1][..., np.newaxis]
    return painted


@pytest.mark.parametrize(("written", "radius"), [("e_oil_paint", 3), ("e_oil_paint:60", 6)])
def test_strokes_are_the_mean_of_means_weighed_by_their_evenness(
    written: str, radius: float
) -> None:
    picture = rocket(120, 80)
    result, given = numbers(applied(written, picture)), numbers(picture)
    expected = _papari(given, radius)
    assert np.abs(result - expected).mean() < 0.12 * np.abs(result - given).mean()


def test_strokes_of_a_cartoon_are_3_pixels() -> None:
    picture = rocket(120, 80)
    result = numbers(applied("e_cartoonify:0:0", picture))
    assert np.abs(result - numbers(applied("e_oil_paint:30", picture))).max() <= 1


def test_ink_is_sharpened_lightness_below_a_threshold() -> None:
    """Winnemöller 2011: near + strength * (near - far), black below 50, white from 70 of 255."""
    picture = rocket(120, 80).convert("L").convert("RGB")
    grey = numbers(picture)[:, :, 0]
    near, far = (gaussian_filter(grey, sigma, mode="nearest", truncate=2.0) for sigma in (1.0, 1.6))
    expected = 255 * np.clip((near + 20 * (near - far) - 70) / 20 + 1, 0, 1)
    result = numbers(applied("e_cartoonify:50:bw", picture))[:, :, 0]
    assert np.abs(result - expected).mean() < 2


def test_a_cartoon_in_black_and_white_has_ink_where_it_is_dark() -> None:
    result = numbers(applied("e_cartoonify:50:bw", _steps()))
    assert (result[:, :, 0] == result[:, :, 1]).all()
    assert result[45, 80].max() < 60
    assert result[45, 150].min() == 255


def test_a_tracing_has_the_areas_of_the_picture_in_few_colours() -> None:
    picture = Image.new("RGB", (200, 120), (250, 240, 230))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((20, 20, 100, 100), fill=(200, 30, 40))
    draw.rectangle((120, 30, 180, 90), fill=(20, 60, 160))
    result = numbers(applied("e_vectorize:colors_3:detail_1000", picture))
    off = np.abs(result - numbers(picture)).max(axis=2)
    assert (off > 24).mean() < 0.02
    assert np.abs(result[60, 60] - (200, 30, 40)).max() <= 2
    assert np.abs(result[60, 150] - (20, 60, 160)).max() <= 2


def test_a_tracing_has_at_most_so_many_colours_and_no_small_spots() -> None:
    """S2-035."""
    picture = rocket(160, 107)

    def colours(written: str) -> int:
        counted = applied(written, picture).convert("RGB").getcolors(160 * 107) or []
        return sum(count > 200 for count, _ in counted)

    assert colours("e_vectorize:2") <= 2
    assert 2 < colours("e_vectorize:6:300") <= 6
    spotted = Image.new("RGB", (100, 80), "white")
    spotted.paste((0, 0, 0), (20, 20, 26, 26))
    spotted.paste((0, 0, 0), (50, 30, 80, 60))
    kept = numbers(applied("e_vectorize:2:1000:2", spotted))
    cleaned = numbers(applied("e_vectorize:2:1000:10", spotted))
    assert kept[23, 23].max() < 40
    assert cleaned[23, 23].min() > 215
    assert cleaned[45, 65].max() < 40


def _curves(written: str) -> int:
    facts = asset(240, 160, format="png")
    plan = planned(f"{written}/f_svg", facts, "svg")
    file = render(memoryview(encoded(rocket(240, 160), "PNG")), plan, Limits()).data
    return file.count(b"C")


def test_a_tracing_of_fewer_paths_is_simpler_and_one_of_more_detail_less_so() -> None:
    paths = [_curves(f"e_vectorize:10:300:2:{paths}") for paths in (0, 50, 100)]
    assert paths == sorted(paths)
    assert paths[0] < 0.95 * paths[-1]
    detail = [_curves(f"e_vectorize:10:{detail}") for detail in (0, 300, 1000)]
    assert detail == sorted(detail)
    corners = [_curves(f"e_vectorize:10:300:2:100:{corners}") for corners in (0, 25, 100)]
    assert corners == sorted(corners, reverse=True)


def test_a_tracing_of_few_colours_has_those_that_eyes_tell_apart() -> None:
    """Greys take most of the picture, and many levels, but only a small spot is blue."""
    greys = np.tile(np.linspace(40, 230, 160).astype(np.uint8), (100, 1))
    picture = Image.fromarray(np.dstack([greys] * 3))
    picture.paste((70, 60, 160), (60, 30, 84, 54))
    red, _, blue, *_ = numbers(applied("e_vectorize:5:1000", picture))[42, 72]
    assert blue > red + 60


def test_a_flat_area_keeps_its_very_colour() -> None:
    picture = Image.new("RGB", (120, 80), (18, 52, 86))
    picture.paste((171, 205, 239), (30, 20, 90, 60))
    result = numbers(applied("e_vectorize:2", picture))
    assert result[5, 5].tolist() == [18, 52, 86]
    assert result[40, 60].tolist() == [171, 205, 239]


def test_colours_are_chosen_by_what_can_be_seen() -> None:
    picture = Image.new("RGBA", (120, 80), (0, 0, 0, 0))
    picture.paste((200, 30, 40, 255), (30, 20, 60, 60))
    picture.paste((40, 30, 200, 255), (60, 20, 90, 60))
    result = numbers(applied("e_vectorize:2:1000", picture))
    assert np.abs(result[40, 45] - (200, 30, 40, 255)).max() <= 2
    assert np.abs(result[40, 75] - (40, 30, 200, 255)).max() <= 2


def test_a_tracing_keeps_what_is_transparent() -> None:
    picture = Image.new("RGBA", (120, 80), (0, 0, 0, 0))
    picture.paste((200, 30, 40, 255), (30, 20, 90, 60))
    result = numbers(applied("e_vectorize:colors_2", picture))
    assert result[5, 5, 3] == 0
    assert np.abs(result[40, 60] - (200, 30, 40, 255)).max() <= 2
    assert ((result[:, :, 3] > 128) != (numbers(picture)[:, :, 3] > 128)).mean() < 0.02


def test_large_pictures_are_traced_smaller_and_drawn_in_their_size() -> None:
    picture = Image.new("RGB", (1500, 300), "white")
    picture.paste((0, 90, 0), (500, 50, 1000, 250))
    result = applied("e_vectorize:colors_2", picture)
    assert result.size == picture.size
    off = np.abs(numbers(result) - numbers(picture)).max(axis=2)
    assert (off > 40).mean() < 0.02
