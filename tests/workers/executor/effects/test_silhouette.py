"""What lies around the opaque and what fades, against numpy, Pillow and scikit-image."""

from math import cos, radians, sin, tan

import numpy as np
import pytest
from PIL import Image, ImageDraw
from scipy.ndimage import gaussian_filter

from planner.errors import TransformationError
from tests.photographs import rocket
from tests.planner.plans import asset, planned
from tests.workers.executor.effects.applied import applied, numbers, same


def _disc(size: int = 61, radius: float = 14) -> Image.Image:
    picture = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    middle = size // 2
    box = (middle - radius, middle - radius, middle + radius, middle + radius)
    ImageDraw.Draw(picture).ellipse(box, fill=(200, 160, 40, 255))
    return picture


def _over(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """Porter and Duff's over, of straight alpha from 0 to 255."""
    upper, lower = above[:, :, 3:] / 255, below[:, :, 3:] / 255
    alpha = upper + lower * (1 - upper)
    colours = above[:, :, :3] * upper + below[:, :, :3] * lower * (1 - upper)
    return np.dstack([colours / np.maximum(alpha, 1e-9), alpha * 255])


@pytest.mark.parametrize(
    ("written", "x", "y", "sigma", "colour"),
    [
        ("e_shadow", 1, 1, 4.0, (128, 128, 128)),
        ("co_blue,e_shadow:20,x_12,y_-7", 12, -7, 2.0, (0, 0, 255)),
        ("co_red,e_shadow:0,x_-0.1,y_0.1", -6, 6, 0.0, (255, 0, 0)),
    ],
)
def test_a_shadow_is_the_blurred_silhouette_below_the_image(
    written: str, x: int, y: int, sigma: float, colour: tuple[int, int, int]
) -> None:
    picture = _disc()
    result = applied(written, picture)
    reach = int(np.ceil(3 * sigma))
    left, top = max(0, reach - x), max(0, reach - y)
    width, height = 61 + left + max(0, reach + x), 61 + top + max(0, reach + y)
    assert result.size == (width, height)
    image, ground = np.zeros((height, width, 4)), np.zeros((height, width, 4))
    image[top : top + 61, left : left + 61] = numbers(picture)
    ground[top + y : top + y + 61, left + x : left + x + 61, 3] = numbers(picture)[:, :, 3]
    if sigma:
        ground[:, :, 3] = gaussian_filter(ground[:, :, 3], sigma, mode="nearest")
    ground[:, :, :3] = colour
    expected = _over(image, ground)
    assert np.abs(numbers(result)[:, :, 3] - expected[:, :, 3]).mean() < 1
    seen = expected[:, :, 3] > 40
    assert np.abs(numbers(result) - expected)[seen].mean() < 2


def test_an_opaque_image_casts_a_rectangle() -> None:
    picture = rocket(60, 40)
    result = applied("e_shadow:0,x_5,y_5", picture)
    assert result.size == (65, 45)
    assert same(result.crop((0, 0, 60, 40)).convert("RGB"), picture.convert("RGB"))
    assert result.getpixel((63, 42)) == (128, 128, 128, 255)
    assert result.getpixel((2, 43)) == (0, 0, 0, 0)


def test_a_shadow_is_usually_off_by_a_hundredth_of_each_side() -> None:
    result = applied("e_shadow:0", Image.new("RGB", (420, 260), (10, 20, 30)))
    assert result.size == (424, 263)


def _distances(picture: Image.Image) -> np.ndarray:
    """How far each pixel is from the nearest opaque one, in pixels."""
    inside = np.argwhere(numbers(picture)[:, :, 3] == 255)
    places = np.indices((picture.height, picture.width)).reshape(2, -1).T
    gaps = np.hypot(*(places[:, np.newaxis] - inside[np.newaxis]).transpose(2, 0, 1)).min(axis=1)
    nearest: np.ndarray = gaps.reshape(picture.height, picture.width)
    return nearest


def test_an_outer_outline_surrounds_what_is_opaque() -> None:
    picture = _disc()
    far = _distances(picture)
    result = numbers(applied("co_red,e_outline:outer:6", picture))
    assert (result[(far > 0) & (far <= 6)] == (255, 0, 0, 255)).all()
    assert (result[far > 6][:, 3] == 0).all()
    assert (result[far == 0] == (200, 160, 40, 255)).all()


def test_an_inner_outline_lies_on_the_image_and_follows_its_frame() -> None:
    result = numbers(applied("co_red,e_outline:inner:4", rocket(40, 30)))
    line = np.ones((30, 40), dtype=bool)
    line[4:-4, 4:-4] = False
    assert (result[line][:, :3] == (255, 0, 0)).all()
    assert (result[~line][:, :3] == numbers(rocket(40, 30))[~line]).all()


def test_outline_modes_fill_what_their_line_surrounds() -> None:
    picture = _disc()
    far = _distances(picture)
    filled = numbers(applied("co_red,e_outline:fill:6", picture))
    assert (filled[far <= 6] == (255, 0, 0, 255)).all()
    assert (filled[far > 6][:, 3] == 0).all()
    inner = numbers(applied("co_red,e_outline:inner_fill:6", picture))
    assert (inner[30, 30] == (255, 0, 0, 255)).all()
    assert (inner[30, 30 + 12] == (200, 160, 40, 255)).all()
    assert (inner[:, :, 3] == numbers(picture)[:, :, 3]).all()


def test_an_outline_is_usually_black_5_wide_on_both_sides_of_the_edge() -> None:
    picture = _disc()
    both = applied("e_outline:outer:5:0/e_outline:inner:5:0", picture)
    result = numbers(applied("e_outline", picture))
    assert tuple(result[30, 30 + 14]) == tuple(result[30, 30 + 18]) == (0, 0, 0, 255)
    assert tuple(result[30, 30]) == (200, 160, 40, 255)
    assert numbers(both)[30, 48, 3] == 255


def test_a_blurred_outline_fades_outwards() -> None:
    """S2-057."""
    result = numbers(applied("co_rgb:0066ff,e_outline:outer:8:100", _disc()))
    line = result[30, 30 + 15 :, 3]
    assert (np.diff(line) <= 0).all()
    assert 0 < line[8] < 255
    assert tuple(result[30, 30 + 16, :3]) == (0, 0x66, 255)


def test_an_outline_is_blurred_by_a_twentieth_of_its_level() -> None:
    """By SciPy's Gaussian, of the silhouette grown by the line's width."""
    picture = _disc(121, 20)
    result = numbers(applied("e_outline:fill:10:160", picture))[:, :, 3]
    grown = np.where(_distances(picture) <= 10, 255.0, 0.0)
    expected, other = (gaussian_filter(grown, sigma, mode="nearest") for sigma in (8, 8.8))
    assert np.abs(result - expected).mean() < 0.35 * np.abs(result - other).mean()


@pytest.mark.parametrize(
    ("written", "length", "power"),
    [
        ("e_gradient_fade", 40, 1),
        ("e_gradient_fade:20,y_0.5", 40, 1),
        ("e_gradient_fade:60,y_16", 16, 3),
        ("e_gradient_fade:10:y_0.25", 20, 0.5),
    ],
)
def test_a_gradient_fades_in_from_the_top(written: str, length: int, power: float) -> None:
    picture = rocket(60, 80)
    result = numbers(applied(written, picture))
    share = np.clip((np.arange(80) + 0.5) / length, 0, 1) ** power
    assert np.abs(result[:, :, 3] - 255 * share[:, np.newaxis]).max() <= 1
    assert (result[:, :, :3] == numbers(picture)).all()


def test_a_gradient_fades_from_the_other_side_below_0_or_from_both() -> None:
    picture = rocket(60, 80)
    top = numbers(applied("e_gradient_fade,y_0.4", picture))[:, :, 3]
    bottom = numbers(applied("e_gradient_fade:y_-0.4", picture))[:, :, 3]
    assert (bottom == top[::-1]).all()
    left = numbers(applied("e_gradient_fade,x_12", picture))[:, :, 3]
    both = numbers(applied("e_gradient_fade:symmetric,x_12", picture))[:, :, 3]
    assert (both == np.minimum(left, left[:, ::-1])).all()
    assert (left == left[:1]).all()


def test_a_gradient_without_strength_changes_nothing_and_fades_into_a_background() -> None:
    picture = rocket(60, 80)
    assert same(applied("e_gradient_fade:0", picture).convert("RGB"), picture.copy())
    faded = applied("b_red,e_gradient_fade", picture)
    assert faded.mode == "RGB"
    assert np.abs(numbers(faded)[0] - (255, 0, 0)).max() <= 4


def test_a_symmetric_fade_into_padding_begins_where_the_image_does() -> None:
    picture = Image.new("RGB", (60, 40), (10, 20, 30))
    written = "b_white,c_pad,e_gradient_fade:symmetric_pad:x_20,h_40,w_100"
    result = numbers(applied(written, picture))
    assert result.shape[:2] == (40, 100)
    assert (result[:, :20] == 255).all()
    share = (np.arange(20) + 0.5) / 20
    expected = 255 - share[:, np.newaxis] * (255 - np.array([10, 20, 30]))
    assert np.abs(result[5, 20:40] - expected).max() <= 2
    assert np.abs(result[5, 60:80] - expected[::-1]).max() <= 2


def _card(picture: Image.Image) -> np.ndarray:
    drawn: np.ndarray = numbers(picture)[:, :, 3]
    return drawn


@pytest.mark.parametrize(("azimuth", "elevation"), [(215, 45), (140, 30), (330, 60)])
def test_a_dropshadow_points_away_from_the_light_by_the_cotangent(
    azimuth: float, elevation: float
) -> None:
    """The top of a thin post casts where the geometry of light says, from its foot on."""
    picture = Image.new("RGBA", (200, 200), (0, 0, 0, 0))
    picture.paste((255, 255, 255, 255), (98, 60, 102, 110))
    options = f"azimuth_{azimuth};elevation_{elevation};spread_0"
    shadow = _card(applied(f"e_dropshadow:{options}", picture)) - _card(picture)
    length = 50 / tan(radians(elevation))
    right, up = -length * sin(radians(azimuth)), -length * cos(radians(azimuth)) / 2
    for share in (0.5, 0.9):
        assert shadow[int(110 - share * up), int(100 + share * right)] > 60
    assert shadow[int(110 - 1.2 * up), int(100 + 1.2 * right)] == 0
    assert (numbers(applied(f"e_dropshadow:{options}", picture))[shadow > 60][:, :3] == 0).all()


def test_a_dropshadow_is_darkest_where_it_begins_and_half_as_dark_at_its_end() -> None:
    """Along a card's shadow, behind it: 0.6 of black at the ground, 0.3 at its end."""
    picture = Image.new("RGBA", (160, 300), (0, 0, 0, 0))
    picture.paste((255, 255, 255, 255), (60, 100, 100, 280))
    shadow = _card(applied("e_dropshadow:azimuth_270;elevation_45;spread_0", picture))
    lying = _card(applied("e_dropshadow:azimuth_0;elevation_63.43;spread_0", picture))
    assert (shadow[:100] == 0).all()
    column = lying[280:, 80]
    # The cotangent is a half, seen from 30 degrees that is a quarter of the height.
    assert column.size < 45
    share = (np.arange(column.size) + 0.5) / 45
    assert np.abs(column - 255 * (0.6 - 0.3 * share)).max() <= 2


def test_a_light_at_the_horizon_stands_15_degrees_above_it() -> None:
    """A shadow without an end would have no picture."""
    picture = Image.new("RGBA", (200, 60), (0, 0, 0, 0))
    picture.paste((255, 255, 255, 255), (10, 30, 16, 50))
    low, least = (applied(f"e_dropshadow:215;{one};0", picture) for one in (0, 15))
    assert same(low, least)
    ends = np.flatnonzero((_card(least) > 20).any(axis=0)).max()
    assert ends == pytest.approx(16 - 20 / tan(radians(15)) * sin(radians(215)), abs=2)


def test_a_larger_light_casts_a_softer_shadow_and_the_usual_is_half() -> None:
    picture = Image.new("RGBA", (200, 160), (0, 0, 0, 0))
    picture.paste((255, 255, 255, 255), (60, 40, 90, 120))

    def steepest(spread: int) -> float:
        drawn = _card(applied(f"e_dropshadow:spread_{spread}", picture)) - _card(picture)
        return float(np.abs(np.diff(drawn[92], axis=0)).max())

    assert steepest(0) > steepest(50) > steepest(100)
    plain = applied("e_dropshadow", picture)
    assert same(plain, applied("e_dropshadow:azimuth_215;elevation_45;spread_50", picture))
    assert plain.size == picture.size


def test_an_image_without_alpha_casts_no_dropshadow() -> None:
    with pytest.raises(TransformationError, match="transparent parts"):
        planned("e_dropshadow", asset())
    planned("c_pad,h_500,w_900/e_dropshadow", asset())
