"""Colours. Pillow knows the same names, and reads hexadecimal digits by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageColor

from planner import colour
from planner.colour import TRANSPARENT, WHITE, Colour
from planner.errors import ValueRefused

_CHANNELS = st.integers(0, 255)


@pytest.mark.parametrize("name", sorted(ImageColor.colormap))
def test_a_css_name_means_what_pillow_says(name: str) -> None:
    assert colour.parse(name) == Colour(*ImageColor.getrgb(name))
    assert colour.parse(name.upper()) == colour.parse(name)


@pytest.mark.parametrize("digits", ["fff", "FFF", "1a2", "1a2b3c", "1A2B3C", "1a2b", "1a2b3c4d"])
def test_hexadecimal_digits_mean_what_pillow_says(digits: str) -> None:
    assert colour.parse(f"rgb:{digits}") == Colour(*ImageColor.getrgb(f"#{digits}"))


@given(_CHANNELS, _CHANNELS, _CHANNELS, st.integers(1, 255))
def test_a_printed_colour_reads_as_the_same_colour(
    red: int, green: int, blue: int, alpha: int
) -> None:
    painted = Colour(red, green, blue, alpha)
    assert colour.parse(colour.text(painted)) == painted


@pytest.mark.parametrize("text", ["transparent", "none", "None", "rgb:0000", "rgb:12345600"])
def test_what_cannot_be_seen_is_one_colour(text: str) -> None:
    assert colour.parse(text) == TRANSPARENT
    assert colour.text(colour.parse(text)) == "transparent"


@pytest.mark.parametrize("text", ["white", "WHITE", "rgb:fff", "rgb:ffff", "rgb:FFFFFFFF"])
def test_spellings_of_one_colour_meet(text: str) -> None:
    assert colour.parse(text) == WHITE
    assert colour.text(colour.parse(text)) == "white"


@pytest.mark.parametrize("number", [0, 1, 33, 50, 90, 100])
def test_a_numbered_grey_is_so_many_percent_of_white(number: int) -> None:
    grey = colour.parse(f"gray{number}")
    assert grey == colour.parse(f"Grey{number}")
    assert (grey.red, grey.green) == (grey.blue, grey.blue)
    assert abs(grey.red / 255 - number / 100) <= 0.5 / 255


def test_a_colour_is_darker_with_every_number() -> None:
    for name in ("antiquewhite", "seagreen", "yellow", "violetred", "snow"):
        sums = [
            shade.red + shade.green + shade.blue
            for shade in (colour.parse(f"{name}{number}") for number in range(1, 5))
        ]
        assert sums == sorted(set(sums), reverse=True)


def test_where_two_tables_name_a_colour_the_one_of_css_counts() -> None:
    assert colour.parse("green") == Colour(0, 128, 0)
    assert colour.parse("green1") == Colour(0, 255, 0)
    assert colour.text(colour.parse("green1")) == "lime"
    assert colour.text(colour.parse("blue2")) == "rgb:0000ee"


@pytest.mark.parametrize("text", ["gray101", "blue0", "blue5", "gray-1", "gray050"])
def test_a_number_that_no_shade_has_is_refused(text: str) -> None:
    with pytest.raises(ValueRefused):
        colour.parse(text)


@pytest.mark.parametrize(
    "text", ["", "rgb:", "rgb:12", "rgb:12345", "rgb:1234567", "#fff", "fff", "whit", "rgb:١٢٣"]
)
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueRefused, match="a CSS colour name or rgb:"):
        colour.parse(text)
