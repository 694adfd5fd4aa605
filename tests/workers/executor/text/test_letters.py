"""What letters look like: fonts, weights, sizes, spacing, lines below. S2-042 S2-043."""

from fractions import Fraction

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw

from planner.colour import Colour
from tests.workers.executor.text.texts import box, file_of, length, letters, lines, pillow, text

WORDS = "Hamburgefonts"


@pytest.mark.parametrize(
    ("style", "family", "weight", "slant"),
    [
        ("Arial_40", "Arial", 400, "normal"),
        ("Arial_40_bold", "Arial", 700, "normal"),
        ("Arial_40_italic", "Arial", 400, "italic"),
        ("Arial_40_medium_italic", "Arial", 500, "italic"),
        ("Montserrat_40_thin", "Montserrat", 100, "normal"),
        ("Montserrat_40_black", "Montserrat", 900, "normal"),
        ("Roboto Mono@google_40_light", "Roboto Mono", 300, "normal"),
        ("Impact_60", "Impact", 400, "normal"),
        ("Lobster_30", "Lobster", 400, "normal"),
    ],
)
def test_words_cover_what_pillow_covers_with_the_same_font(
    style: str, family: str, weight: int, slant: str
) -> None:
    mask = letters(style, WORDS)
    font = pillow(family, int(style.split("_")[1]), weight, slant)
    size = font.size
    sheet = Image.new("L", (20 * size, 3 * size))
    ImageDraw.Draw(sheet).text((size, size), WORDS, 255, font)
    covered = np.array(sheet)
    left, top, right, bottom = box(covered)

    height, width = mask.shape
    assert abs(height - (bottom - top)) <= 2
    bearings = font.getlength(WORDS) - (right - left)
    # Each letter's advance is a whole number of pixels, and pairs of letters are moved together.
    unrounded = length(family, size, WORDS, weight, slant) - bearings
    assert abs(width - unrounded) <= 0.5 * len(WORDS)
    assert mask.sum() == pytest.approx(covered.sum(), rel=0.06)


def test_size_is_the_em_in_pixels() -> None:
    """A capital H of Arimo is as high as its font says, in shares of the em."""
    with TTFont(file_of("Arial")) as font:
        share = Fraction(font["OS/2"].sCapHeight, font["head"].unitsPerEm)

    for size in (20, 100, 333):
        assert abs(letters(f"Arial_{size}", "H").shape[0] - share * size) <= 1


def test_the_pixel_ratio_multiplies_size_and_spacings() -> None:
    twice = letters("Arial_20_letter_spacing_5_line_spacing_7", "Hxg\nHo", pixel_ratio=2.0)

    assert np.array_equal(twice, letters("Arial_40_letter_spacing_10_line_spacing_14", "Hxg\nHo"))


def test_letter_spacing_comes_between_letters_alone() -> None:
    for spacing in (10, -2, 25):
        wider = letters(f"Courier_40_letter_spacing_{spacing}", "HHHHH").shape[1]
        assert wider - letters("Courier_40", "HHHHH").shape[1] == 4 * spacing


def test_line_spacing_comes_between_lines_alone() -> None:
    plain = lines(letters("Arial_40", "HH\nHH\nHH"))
    spaced = lines(letters("Arial_40_line_spacing_15", "HH\nHH\nHH"))

    assert [top for _, top, _, _ in spaced] == [
        top + 15 * line for line, (_, top, _, _) in enumerate(plain)
    ]


def test_an_underline_is_a_run_below_the_letters() -> None:
    plain, under = letters("Arial_60", "HHH"), letters("Arial_60_underline", "HHH")
    (_, top, _, bottom), (left, _, right, _) = lines(under)

    assert bottom - top == plain.shape[0]
    with TTFont(file_of("Arial")) as font:
        advance = font["hmtx"]["H"][0] * 60 / font["head"].unitsPerEm
    assert abs((right - left) - 3 * advance) <= 2
    assert under[-2, left:right].all()


def test_a_strikethrough_is_a_run_through_the_letters() -> None:
    struck = letters("Arial_60_strikethrough", "H H")
    middle = struck[struck.shape[0] // 4 : -struck.shape[0] // 4]

    assert any(row.all() for row in middle)
    assert not any(row.all() for row in letters("Arial_60", "H H"))


def test_a_family_without_bold_is_thickened_and_one_without_italics_slanted() -> None:
    plain = letters("Lobster_80", "H").astype(int)

    assert letters("Lobster_80_bold", "H").sum() > 1.05 * plain.sum()
    slanted = letters("Lobster_80_italic", "H")
    assert slanted.shape[1] >= plain.shape[1] + 0.1 * plain.shape[0]
    assert slanted.sum() == pytest.approx(plain.sum(), rel=0.05)


def test_antialias_none_leaves_no_pixel_half_covered() -> None:
    assert set(np.unique(letters("Arial_40_antialias_none", WORDS))) == {0, 255}
    for how in ("gray", "subpixel", "fast", "good", "best"):
        smooth = letters(f"Arial_40_antialias_{how}", WORDS)
        assert len(np.unique(smooth)) > 50
        assert smooth.sum() == pytest.approx(
            np.array(pillow("Arial", 40).getmask(WORDS)).sum(), rel=0.06
        )


def test_hinting_moves_stems_onto_pixels() -> None:
    """The crossbar and the feet of letters are sharp when hinted, as they fall otherwise."""

    def half_covered(how: str) -> float:
        mask = letters(f"Arial_13_hinting_{how}", "EEEEFFFF").astype(float) / 255
        return float((mask * (1 - mask)).sum() / mask.sum())

    assert half_covered("full") < half_covered("none")
    assert half_covered("slight") < half_covered("none")


def test_colour_is_black_unless_it_is_said_and_may_be_transparent() -> None:
    assert not text("Arial_40", "Hg")[:, :, :3].any()
    red = text("Arial_40", "Hg", colour=Colour(255, 0, 51, 128))

    assert red[:, :, 3].max() == 128
    amiss = np.abs(red[:, :, :3].astype(int) - [255, 0, 51]) * (red[:, :, 3:] / 255)
    assert amiss.max() <= 1
    opaque = letters("Arial_40", "Hg").astype(int)
    assert np.abs(red[:, :, 3] - opaque * 128 / 255).max() <= 1


def test_a_background_fills_the_box_that_ends_with_the_letters() -> None:
    """S2-046."""
    ground = text("Arial_40", "Hg", background=Colour(0, 0, 255))
    alpha = letters("Arial_40", "Hg").astype(float)

    assert (ground[:, :, 3] == 255).all()
    assert np.abs(ground[:, :, 2] - (255 - alpha)).max() <= 1
    left, top, right, bottom = box(alpha)
    assert (left, top, right, bottom) == (0, 0, ground.shape[1], ground.shape[0])


def test_without_trimming_the_font_keeps_its_room_around_lines() -> None:
    with TTFont(file_of("Arial")) as font:
        metrics, em = font["hhea"], font["head"].unitsPerEm
        line = (metrics.ascent - metrics.descent) * 50 / em
        above = (metrics.ascent - font["OS/2"].sCapHeight) * 50 / em
        advance = font["hmtx"]["H"][0] * 50 / em
    one = letters("Arial_50", "HH", trimmed=False)
    two = letters("Arial_50_line_spacing_9", "HH\nHHH", trimmed=False)

    assert abs(one.shape[0] - line) <= 2
    assert abs(one.shape[1] - 2 * advance) <= 2
    assert abs(box(one)[1] - above) <= 2
    assert two.shape[0] == 2 * one.shape[0] + 9
    assert abs(two.shape[1] - 3 * advance) <= 2


def test_markup_is_only_text() -> None:
    """F23: what Pango would read as orders is drawn as letters."""
    written = letters("Arial_30", "<b>&amp;</b>")
    assert abs(written.shape[1] - length("Arial", 30, "<b>&amp;</b>")) <= 7


def test_the_same_text_is_the_same_bytes_whatever_was_drawn_between() -> None:
    first = text("Arial_33_bold", "Same")
    text("Roboto_33", "other 😍 日")
    letters("Arial_33_italic_antialias_none", "Same")

    assert np.array_equal(first, text("Arial_33_bold", "Same"))
