"""Lines: where they break, how they are aligned, what happens when there are too many."""

import numpy as np
import pytest

from planner.colour import Colour
from planner.layers.setting import Stroke
from tests.workers.executor.text.texts import length, letters, lines

WORDS = "one two three four five six seven"


def _breaks(words: str, width: int, size: int) -> list[str]:
    """Break words as one does by hand, measured by Pillow."""
    broken = [""]
    for word in words.split():
        longer = f"{broken[-1]} {word}".strip()
        if length("Arial", size, longer) <= width:
            broken[-1] = longer
        else:
            broken.append(word)
    return broken


@pytest.mark.parametrize("width", [130, 200, 300])
def test_lines_break_at_the_width_and_letters_keep_their_size(width: int) -> None:
    mask = letters("Arial_40", WORDS, max_width=width)
    expected = _breaks(WORDS, width, 40)
    found = lines(mask, gap=2)

    assert mask.shape[1] <= width
    assert len(found) == len(expected)
    for (left, _, right, _), line in zip(found, expected, strict=True):
        assert abs((right - left) - length("Arial", 40, line)) <= 0.5 * len(line) + 4


def test_a_word_that_is_longer_than_the_width_breaks_within() -> None:
    mask = letters("Arial_40", "Donaudampfschiff", max_width=120)

    assert mask.shape[1] <= 120
    assert len(lines(mask, gap=2)) >= 3


def test_a_word_that_breaks_within_gains_no_hyphen() -> None:
    """Letters alone are drawn: as much ink in three lines as in one, and no line is wider."""
    mask = letters("Arial_40", "HHHHHHHHH", max_width=100)
    broken = lines(mask, gap=2)
    assert len(broken) == 3
    three = letters("Arial_40", "HHH")
    assert {right - left for left, _, right, _ in broken} == {three.shape[1]}
    assert int(mask.astype(int).sum()) == 3 * int(three.astype(int).sum())


def test_the_stroke_is_within_the_width_and_the_height() -> None:
    stroke = Stroke(6, Colour(255, 0, 0))
    height, width = letters("Arial_40_stroke", WORDS, stroke=stroke, max_width=200).shape
    assert width <= 200

    shorter = letters("Arial_40_stroke", WORDS, stroke=stroke, max_width=200, max_height=height - 1)
    assert shorter.shape[0] <= height - 1


@pytest.mark.parametrize(
    ("align", "side"), [("left", 0), ("start", 0), ("center", 0.5), ("right", 1), ("end", 1)]
)
def test_lines_are_aligned(align: str, side: float) -> None:
    mask = letters(f"Arial_40_{align}", "HHHHHH\nHH")
    (left, _, right, _), (first, _, last, _) = lines(mask)

    room = (right - left) - (last - first)
    assert abs((first - left) - side * room) <= 1


def test_justified_lines_fill_the_width_but_the_last() -> None:
    mask = letters("Arial_40_justify", WORDS, max_width=230)
    *filled, last = lines(mask, gap=2)

    assert len(filled) >= 2
    for left, _, right, _ in filled:
        assert right - left >= 230 - 8
    assert last[2] - last[0] < 200


@pytest.mark.parametrize(
    ("align", "side"),
    [("left", "left"), ("right", "right"), ("start", "right"), ("end", "left"), ("center", "")],
)
def test_hebrew_starts_on_the_right_but_left_is_left(align: str, side: str) -> None:
    mask = letters(f"Arial_40_{align}", "שששששש\nשש")
    (left, _, right, _), (first, _, last, _) = lines(mask)

    at_left, at_right = abs(first - left) <= 2, abs(right - last) <= 2
    assert (at_left, at_right) == (side == "left", side == "right")


def test_right_to_left_letters_run_to_the_left() -> None:
    """The wide shin is left of the narrow yod that comes first."""
    mask = letters("Arial_80", "יש")
    columns = mask.any(axis=0)
    first_gap = int(np.argmin(columns))
    assert first_gap > mask.shape[1] / 2


def test_arabic_letters_join() -> None:
    """Beh in the middle of a word touches its neighbours; apart, there are gaps."""
    joined = letters("Arial_80", "ببب").any(axis=0)
    apart = letters("Arial_80", "ب ب ب").any(axis=0)

    assert joined.all()
    assert not apart.all()


def test_a_new_line_begins_a_line() -> None:
    assert len(lines(letters("Arial_40", "H\nH\n\nH"))) == 3


@pytest.mark.parametrize("height", [60, 100, 140])
def test_what_does_not_fit_the_height_gives_way_to_an_ellipsis(height: int) -> None:
    whole = letters("Arial_40", WORDS, max_width=200)
    mask = letters("Arial_40", WORDS, max_width=200, max_height=height)

    assert mask.shape[0] <= height < whole.shape[0]
    assert mask.shape[1] <= 200
    last = lines(mask, gap=2)[-1]
    # The ellipsis: three dots at the end of the last line, and nothing above them.
    tail = mask[last[1] : last[3], last[2] - 34 : last[2]]
    assert not tail[: tail.shape[0] // 2].any()
    runs = np.diff(np.concatenate([[0], tail.any(axis=0).astype(int)]))
    assert (runs == 1).sum() == 3


def test_text_that_fits_has_no_ellipsis() -> None:
    whole = letters("Arial_40", WORDS, max_width=200)

    assert np.array_equal(
        whole, letters("Arial_40", WORDS, max_width=200, max_height=whole.shape[0])
    )


def test_a_height_that_holds_no_line_cuts() -> None:
    assert letters("Arial_40", "Hamburg", max_height=3).shape[0] <= 3
