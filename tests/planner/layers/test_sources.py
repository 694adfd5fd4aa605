"""What a layer shows: every form is read, printed and read again."""

import base64
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planner.errors import ValueNotSupported, ValueRefused
from planner.expressions.scope import Scope
from planner.layers.grammar import LayerGrammar
from planner.layers.names import read_url
from planner.layers.sources import Remote, Stored, Text
from planner.layers.styles import MAXIMUM_FONT_SIZE, TextStyle, read_style, style_text
from planner.layers.words import Reference, read_words, words_text
from tests.planner.fixture_lines import pairs

_GRAMMAR = LayerGrammar()
_STYLES = pairs("text_styles.txt")

_FAMILIES = st.sampled_from(["Arial", "Open Sans", "my_2_fonts.ttf", "a_1@google", "my_font"])
_TEXTS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=30)
_VARIABLES = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,5}", fullmatch=True).map(Reference)


@pytest.mark.parametrize(("written", "expected"), pairs("layers.txt"))
def test_a_layer_has_the_canonical_spelling_that_the_fixture_states(
    written: str, expected: str
) -> None:
    source = _GRAMMAR.parse(written)
    assert _GRAMMAR.text(source) == expected
    assert _GRAMMAR.parse(expected) == source


@pytest.mark.parametrize(
    ("written", "expected"), [pair for pair in _STYLES if pair[1] != "refused"]
)
def test_a_style_has_the_canonical_spelling_that_the_fixture_states(
    written: str, expected: str
) -> None:
    assert style_text(read_style(written)) == expected
    assert read_style(expected) == read_style(written)


@pytest.mark.parametrize("written", [pair[0] for pair in _STYLES if pair[1] == "refused"])
def test_a_style_with_a_mistake_is_refused_saying_what_a_style_is(written: str) -> None:
    with pytest.raises(ValueRefused) as caught:
        read_style(written)
    assert caught.value.expected


@given(
    st.builds(
        TextStyle,
        family=_FAMILIES,
        size=st.integers(1, MAXIMUM_FONT_SIZE),
        weight=st.sampled_from(["normal", "bold", "thin", "light", "medium", "black"]),
        slant=st.sampled_from(["normal", "italic"]),
        decoration=st.sampled_from(["none", "underline", "strikethrough"]),
        align=st.sampled_from(["left", "center", "right", "start", "end", "justify"]),
        stroke=st.booleans(),
        letter_spacing=st.integers(-5000, 5000).map(float),
        line_spacing=st.integers(-5000, 5000).map(lambda tenths: tenths / 10),
        antialias=st.sampled_from(["none", "gray", "subpixel", "fast", "good", "best"]),
        hinting=st.sampled_from(["", "none", "slight", "medium", "full"]),
    ),
    st.randoms(),
)
def test_the_words_of_a_style_may_come_in_any_order(style: TextStyle, random: Random) -> None:
    """S2-043. The size is found behind any font, also one with numbers and underscores."""
    words = style_text(style).removeprefix(f"{style.family}_{style.size}")
    groups = words.replace("_spacing_", "=").replace("antialias_", "antialias=")
    shuffled = [word for word in groups.replace("hinting_", "hinting=").split("_") if word]
    random.shuffle(shuffled)
    again = "_".join([style.family, str(style.size), *shuffled])
    for name in ("letter", "line"):
        again = again.replace(f"{name}=", f"{name}_spacing_")
    assert read_style(again.replace("=", "_")) == style


@given(st.lists(st.one_of(_TEXTS, _VARIABLES), min_size=1, max_size=6))
@example(["50%ab"])
@example(["$(", "name)"])
@example(["%24("])
def test_printed_words_read_as_the_same_words(parts: list[str | Reference]) -> None:
    """S2-071."""
    words: list[str | Reference] = []
    for part in parts:
        if words and isinstance(part, str) and isinstance(words[-1], str):
            words[-1] += part
        else:
            words.append(part)
    assert read_words(words_text(tuple(words))) == tuple(words)


@given(st.text(max_size=60))
@example("text:" + "a_1_" * 10 + "x:y")
@example("upload:$x")
@example("0/0")
@example("subtitles:upload:a_1:x.srt")
def test_any_text_is_a_layer_that_prints_as_itself_or_a_mistake(text: str) -> None:
    for written in (text, f"text:{text}", f"video:{text}", f"subtitles:{text}.srt"):
        try:
            source = _GRAMMAR.parse(written)
        except ValueRefused:
            continue
        printed = _GRAMMAR.text(source)
        assert _GRAMMAR.parse(printed) == source
        assert _GRAMMAR.text(_GRAMMAR.parse(printed)) == printed


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=60))
def test_a_remote_layer_is_read_in_every_spelling_of_base64(path: str) -> None:
    """S3-013."""
    url = f"https://a.example/{path}"
    plain, safe = base64.b64encode(url.encode()), base64.urlsafe_b64encode(url.encode())
    for spelled in (plain, safe, plain.rstrip(b"="), safe.rstrip(b"=")):
        assert _GRAMMAR.parse(f"fetch:{spelled.decode()}") == Remote(url)


@pytest.mark.parametrize(
    "address",
    ["", "file:///etc/passwd", "ftp://a.example/b", "http://", "https:///b", "//a.example", "a\nb"],
)
def test_only_web_addresses_are_fetched(address: str) -> None:
    with pytest.raises(ValueRefused):
        read_url(base64.urlsafe_b64encode(address.encode()).decode())


@pytest.mark.parametrize("written", ["%%%", "aHR0c", "aHR0cHM6Ly9h!!", "_" * 4_000])
def test_what_is_no_base64_is_no_address(written: str) -> None:
    with pytest.raises(ValueRefused):
        read_url(written)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("", "a public ID"),
        ("docs::logo", "a public ID"),
        ("docs:..:logo", "a public ID"),
        (".:logo", "a public ID"),
        ("lo\x00go", "a public ID"),
        ("lo\u202ego", "a public ID"),
        ("a" * 256, "at most 255 characters"),
        ("video:", "a public ID"),
        ("text:Arial_40", "text:<style>:<text>"),
        ("text:Arial_40:", "a text after the style"),
        ("text::hi", "<font>_<size"),
        ("text:Arial_40:a\x07b", "without control characters"),
        ("text:Arial_40:a%00b", "without control characters"),
        ("text:Arial_40:a%E2%80%AEb", "without control characters"),
        ("text:Arial_40:$(my_date)", "a variable name"),
        ("subtitles:scene.txt", ".srt or .vtt"),
        ("lut:film", ".3dl or .cube"),
        ("$my_image", "a variable name"),
        ("$", "a variable name"),
    ],
)
def test_a_layer_with_a_mistake_is_refused_saying_what_is_expected(
    written: str, expected: str
) -> None:
    """F23, S2-067."""
    with pytest.raises(ValueRefused) as caught:
        _GRAMMAR.parse(written)
    assert expected in caught.value.expected


def test_a_layer_from_a_site_that_is_gone_is_not_supported() -> None:
    with pytest.raises(ValueNotSupported):
        _GRAMMAR.parse("facebook:65646572251")


def test_joined_emoji_and_spaces_that_do_not_break_are_text() -> None:
    family = "\U0001f469\u200d\U0001f467"
    text = _GRAMMAR.parse(f"text:Arial_40:{family}\u00a0a\nb")
    assert isinstance(text, Text)
    assert text.words == (f"{family}\u00a0a\nb",)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("$image", "docs:camera"),
        ("upload:$image", "docs:camera"),
        ("video:$image", "video:docs:camera"),
        ("text:Arial_40:$(date)", "text:Arial_40:12"),
        ("text:Arial_40:$(date) of $(month)", "text:Arial_40:12 of $(month)"),
        ("text:Arial_40:$(hostile)", "text:Arial_40:%24(image), 50%25 %252C"),
        ("text:$style:hi", "text:Arial_20_bold:hi"),
        ("text:Arial_$date_bold:hi", "text:Arial_12_bold:hi"),
        ("subtitles:$style:$file", "subtitles:Arial_20_bold:scene.srt"),
        ("logo", "logo"),
    ],
)
def test_what_is_known_of_variables_is_written_into_a_layer(written: str, expected: str) -> None:
    """S2-071, S2-092."""
    known = {
        "image": "docs:camera",
        "date": "12",
        "hostile": "$(image), 50% %2C",
        "style": "Arial_20_normal_bold",
        "file": "scene.srt",
        "month": None,
    }
    source = _GRAMMAR.bound(_GRAMMAR.parse(written), Scope(variables=known))
    assert _GRAMMAR.text(source) == expected
    assert _GRAMMAR.parse(expected) == source


@pytest.mark.parametrize(
    "written", ["$other", "text:$bad:hi", "subtitles:$image", "text:Arial_40:$(empty)"]
)
def test_a_value_that_does_not_fit_is_refused(written: str) -> None:
    known = {"other": "$image", "bad": "Arial:40", "image": "docs:camera", "empty": ""}
    with pytest.raises(ValueRefused):
        _GRAMMAR.bound(_GRAMMAR.parse(written), Scope(variables=known))


def test_a_layer_says_which_variables_it_needs() -> None:
    needs = _GRAMMAR.needs(_GRAMMAR.parse("text:Arial_$size:$(date) $(month)"))
    assert needs == {"$size", "$date", "$month"}
    assert _GRAMMAR.needs(Stored("logo")) == frozenset()
