"""Fonts: which one draws a letter, and what is refused."""

import resource

import numpy as np
import pytest

from planner.layers.setting import TextSetting
from planner.layers.styles import TextStyle
from tests.workers.executor.text.texts import letters, pillow, text
from workers.errors import RenderRefused
from workers.executor.limits import Limits
from workers.executor.text.drawing import MOST_LETTERS
from workers.executor.text.families import SUBSTITUTES
from workers.executor.text.fonts import fonts
from workers.executor.text.runs import runs


@pytest.mark.parametrize(
    ("words", "family"),
    [
        ("Ünïçødé ğ ő", "Arimo"),
        ("Ελλάδα", "Arimo"),
        ("Привет", "Arimo"),
        ("Việt", "Arimo"),
        ("हिन्दी", "Noto Sans Devanagari"),
        ("ไทย", "Noto Sans Thai"),
        ("日本のテキスト", "Noto Sans CJK JP"),
        ("한국어", "Noto Sans CJK KR"),
        ("中文字体", "Noto Sans CJK SC"),
    ],
)
def test_every_script_is_drawn_in_a_font_that_has_it(words: str, family: str) -> None:
    found = fonts().wanted("Arial")
    runs = _families(words, found.name)

    assert runs == [family]
    face = fonts().catalogue.family(family)
    assert face is not None
    assert face.characters(400, "normal") >= set(map(ord, words)) - {32}
    assert letters("Arial_40", words).any()


def test_arabic_and_hebrew_are_drawn() -> None:
    for words in ("שלום", "مرحبا"):
        mask = letters("Arial_40", words)
        assert 60 < mask.shape[1] < 140
        assert not np.array_equal(mask, letters("Arial_40", words[::-1]))


def test_emoji_have_colours_of_their_own() -> None:
    face = text("Arial_60", "😍")

    solid = face[face[:, :, 3] == 255][:, :3].astype(int)
    assert len(np.unique(solid, axis=0)) > 20
    yellow = (solid[:, 0] > 200) & (solid[:, 1] > 150) & (solid[:, 2] < 100)
    red = (solid[:, 0] > 180) & (solid[:, 1] < 90)
    assert yellow.mean() > 0.2
    assert red.mean() > 0.05


@pytest.mark.parametrize("words", ["👨‍👩‍👧", "🇩🇪", "👍🏽", "1️⃣", "❤️"])
def test_a_sequence_of_emoji_is_one_picture(words: str) -> None:
    one = text("Arial_60", "😍").shape[1]

    assert abs(text("Arial_60", words).shape[1] - one) <= 14


def test_a_sign_is_text_unless_it_is_meant_as_a_picture() -> None:
    assert _families("©") == ["Arimo"]
    assert _families("©️") == ["Noto Color Emoji"]
    assert _families("a1☺") != ["Noto Color Emoji"]


def test_accents_that_follow_their_letter_are_drawn_as_one() -> None:
    assert np.array_equal(letters("Arial_40", "e\u0301"), letters("Arial_40", "é"))


def test_letters_that_no_font_has_are_refused_by_name() -> None:
    with pytest.raises(RenderRefused, match=r"U\+0378.*U\+E000") as caught:
        text("Arial_40", "a\u0378b\ue000")

    assert caught.value.status == 400
    assert "(U+0061)" not in caught.value.message


@pytest.mark.parametrize("family", ["Nonesuch", "Nonesuch@google", "Arial@google", "../etc/passwd"])
def test_a_font_that_is_not_there_is_refused_with_some_that_are(family: str) -> None:
    with pytest.raises(RenderRefused) as caught:
        text(f"{family}_40", "a")

    assert caught.value.status == 400
    assert repr(family) in caught.value.message
    assert "Arial, " in caught.value.message


@pytest.mark.parametrize("family", sorted(SUBSTITUTES))
def test_every_family_that_is_stood_in_for_is_drawn(family: str) -> None:
    assert letters(f"{family}_20", "Hg").any()


def test_a_substitute_is_as_wide_as_what_it_stands_for() -> None:
    """Arial's advances, in 2048ths of the em: H 1479, i 455, W 1933 (its own metrics)."""
    font = pillow("Arial", 2048)

    assert [font.getlength(letter) for letter in "HiW"] == [1479, 455, 1933]


@pytest.mark.parametrize("words", ["", " ", "\n \n", "\u200b\u200e"])
def test_text_in_which_nothing_is_seen_is_refused(words: str) -> None:
    with pytest.raises(RenderRefused, match=r"empty|nothing") as caught:
        text("Arial_40", words)

    assert caught.value.status == 400


@pytest.mark.parametrize("words", ["a\x00b", "a\x1bb", "a\tb", "a\ud800"])
def test_control_characters_are_refused(words: str) -> None:
    """F23."""
    with pytest.raises(RenderRefused, match="control"):
        text("Arial_40", words)


def test_text_beyond_the_limits_is_refused() -> None:
    for style, words, limits in (
        ("Arial_40", "a" * (MOST_LETTERS + 1), Limits()),
        ("Arial_5000", "Hamburg" * 40, Limits()),
        ("Arial_400", "Hamburg", Limits(max_pixels=100_000)),
        ("Arial_1000", "Hamburg" * 10, Limits(max_pixels=10**12)),
    ):
        with pytest.raises(RenderRefused) as caught:
            text(style, words, limits=limits)
        assert caught.value.status == 400


def test_text_beyond_the_limits_is_refused_before_it_takes_memory() -> None:
    """F23: libvips draws a text as it measures it; half a gigapixel would be two gigabytes."""
    before = _peak()
    for words, spacing in (("Hamburg\n" * 30, 0), ("a\nb", 5000)):
        with pytest.raises(RenderRefused, match="megapixels"):
            text(f"Arial_4000_line_spacing_{spacing}", words, limits=Limits(max_pixels=10_000_000))

    assert _peak() - before < 60_000


def _peak() -> int:
    """The most memory that this process ever had, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _families(words: str, family: str = "Arimo") -> list[str]:
    """The families of a text's runs."""
    found = fonts().wanted(family)
    style = TextSetting(words, TextStyle(family, 40)).style
    return [run.family.name for run in runs(words, found, style, fonts().catalogue)]
