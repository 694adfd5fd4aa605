"""What the most interesting part of a picture is, on pictures of which people know it."""

from io import BytesIO
from typing import Any

import numpy as np
import pytest
import pyvips
from PIL import Image

from planner.plan import RenderPlan
from planner.steps import Attraction, AutoCrop, Crop, Draft, Resize, Search
from tests.photographs import astronaut, encoded, sample
from tests.planner.plans import asset, planned
from workers.executor.attention.interest import interest
from workers.executor.layers import LayerPictures, no_originals
from workers.executor.limits import Limits
from workers.executor.rendering import render
from workers.executor.runner import Runner
from workers.executor.steps import auto_crop

#: The astronaut's face: left, top, right, bottom.
_FACE = (178, 72, 272, 192)


def _shown(written: str, picture: Image.Image, **stored: Any) -> tuple[float, float, float, float]:
    """Give the part of a picture that a transformation shows, in its pixels."""
    plan = planned(written, asset(picture.width, picture.height, format="png", **stored))
    image = _opened(picture)
    left = top = 0.0
    across = down = 1.0
    made = _runner().draw(image, _draft(plan)).steps
    for step in made:
        if isinstance(step, Resize):
            across *= image.width / step.width
            down *= image.height / step.height
        elif isinstance(step, Crop):
            left, top = left + step.left * across, top + step.top * down
        image = _runner().run(image, [step])
    return left, top, left + image.width * across, top + image.height * down


def _opened(picture: Image.Image) -> Any:
    return pyvips.Image.new_from_array(np.asarray(picture)).copy(interpretation="srgb")


def _draft(plan: RenderPlan) -> Draft:
    return Draft(plan.steps, plan.width, plan.height, plan.rest)


def _runner() -> Runner:
    return Runner(Limits(), LayerPictures(no_originals, Limits()))


def _holds(part: tuple[float, float, float, float], box: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = part
    return left <= box[0] and top <= box[1] and right >= box[2] and bottom >= box[3]


@pytest.mark.parametrize(
    "written",
    [
        "c_fill,g_auto,h_400,w_160",  # S4-092
        "c_fill,g_auto,h_130,w_256",
        "c_fill,g_auto:classic,h_400,w_160",  # S4-102
        "c_lfill,g_auto,h_512,w_200",
        "c_crop,g_auto,h_250,w_250",  # S4-113
        "c_thumb,g_auto,h_200,w_200",  # S4-110
        "c_auto,g_auto,h_200,w_200",  # S4-046
        "c_auto,h_100,w_100",
        "c_imagga_crop,h_100,w_100",
    ],
)
def test_the_face_of_a_portrait_stays_though_nobody_has_told_of_it(written: str) -> None:
    assert _holds(_shown(written, astronaut()), _FACE)


@pytest.mark.parametrize("written", ["c_fill,g_auto,h_400,w_267", "c_thumb,g_auto,h_200,w_200"])
def test_the_cup_of_a_still_life_stays(written: str) -> None:
    left, top, right, bottom = _shown(written, sample("coffee"))
    assert left < 300 < right
    assert top < 120 < bottom


def test_thumb_is_closer_than_auto_and_auto_closer_than_fill() -> None:
    """S4-047 S4-110 S4-114."""

    def area(mode: str) -> float:
        left, top, right, bottom = _shown(f"c_{mode},g_auto,h_100,w_100", sample("rocket"))
        return (right - left) * (bottom - top)

    assert area("thumb") < area("auto") < area("fill")


def test_the_number_says_how_close_a_thumb_goes() -> None:
    """S4-111."""
    widths = []
    for number in (0, 50, 100):
        left, _, right, _ = _shown(f"c_thumb,g_auto:{number},h_100,w_100", astronaut())
        widths.append(right - left)
    assert widths[0] < widths[1] < widths[2]


def test_auto_shows_no_part_that_it_would_have_to_enlarge() -> None:
    """S4-048 S4-049."""
    left, top, right, bottom = _shown("c_auto,g_auto:0,h_300,w_300", astronaut())
    assert min(right - left, bottom - top) >= 299


def _dotted(places: list[tuple[int, int]], size: tuple[int, int] = (300, 100)) -> Image.Image:
    picture = Image.new("RGB", size, (120, 120, 120))
    for x, y in places:
        picture.paste((220, 40, 40), (x - 8, y - 8, x + 8, y + 8))
    return picture


@pytest.mark.parametrize("x", [20, 90, 150, 210, 280])
def test_the_only_thing_in_a_picture_is_found(x: int) -> None:
    left, _, right, _ = _shown("c_fill,g_auto,h_100,w_60", _dotted([(x, 50)]))
    assert left <= x - 8
    assert right >= x + 8


def test_what_is_stored_counts_more_than_what_is_seen_and_less_where_it_is_avoided() -> None:
    """S4-093 S4-095."""
    picture = _dotted([(60, 50), (240, 50)])
    right_one = ((225, 35, 30, 30),)
    assert _shown("c_fill,g_auto,h_100,w_80", picture, faces=right_one)[0] > 150
    assert _shown("c_fill,g_auto:face_avoid,h_100,w_80", picture, faces=right_one)[2] < 150
    custom: Any = {"custom_coordinates": right_one}
    assert _shown("c_fill,g_auto:custom_no_override,h_100,w_80", picture, **custom)[0] > 150


def test_the_rule_of_thirds_puts_it_on_a_line_and_without_it_in_the_middle() -> None:
    """S4-105."""
    picture = _dotted([(150, 50)])
    without = _shown("c_fill,g_auto:thirds_0,h_100,w_90", picture)
    assert abs((without[0] + without[2]) / 2 - 150) < 8


def _bars(picture: Image.Image) -> bool:
    """Whether the top and the bottom are padding."""
    values = np.asarray(picture.convert("RGB"))
    red = (values == (255, 0, 0)).all(axis=2)
    return bool(red[0].all() and red[-1].all())


@pytest.mark.parametrize("mode", ["fill_pad", "auto_pad"])
def test_what_would_lose_too_much_is_padded_instead(mode: str) -> None:
    """S4-031 S4-051."""

    def result(picture: Image.Image) -> Image.Image:
        plan = planned(f"b_red,c_{mode},g_auto:none,h_200,w_100", asset(300, 100))
        drawn = render(memoryview(encoded(picture)), plan, Limits())
        made = Image.open(BytesIO(drawn.data))
        assert made.size == (100, 200)
        return made

    assert _bars(result(_dotted([(20, 50), (280, 50)])))
    assert not _bars(result(_dotted([(150, 50)])))


def test_interest_adds_up_to_one_and_a_full_weight_is_half_of_it() -> None:
    area = (0.5, 0.25, 0.25, 0.5)
    found = interest(_opened(astronaut()), Search((Attraction(area),)))
    assert found.sum() == pytest.approx(1)
    rows, columns = found.shape
    plain = interest(_opened(astronaut()), Search())
    inside = np.s_[rows // 4 : rows * 3 // 4, columns // 2 : columns * 3 // 4]
    assert found[inside].sum() == pytest.approx(0.5 + plain[inside].sum() / 2, abs=0.01)


@pytest.mark.parametrize("size", [(1, 1), (1, 40), (40, 1), (3000, 2)])
def test_a_picture_of_hardly_any_pixels_or_of_one_colour_has_a_part_too(
    size: tuple[int, int],
) -> None:
    picture = Image.new("RGB", size, (90, 90, 90))
    step = AutoCrop(Search(), 1, 1, most=(1, 1), least=(1, 1))
    part, _ = auto_crop.decide([_opened(picture)], step)
    assert isinstance(part, Crop)
    assert (part.width, part.height) == (1, 1)
