"""Whatever is set, and however: a picture within its bounds, or a refusal."""

from hypothesis import given, settings
from hypothesis import strategies as some

from planner.colour import Colour
from planner.layers.setting import Stroke, TextSetting
from planner.layers.styles import TextStyle
from workers.errors import RenderRefused
from workers.executor.limits import Limits
from workers.executor.text.drawing import draw
from workers.executor.text.fonts import fonts

LIMITS = Limits(max_pixels=400_000)

WORDS = some.lists(
    some.sampled_from(
        (
            *("Hamburg", "שלום עולם", "مرحبا", "日本", "😍👍🏽", "…", "ﷺ", "%&<>", "\n", " "),
            *("\u200f", "\u2067", "e\u0301", "\u00ad", "\ufe0f", "\u200d", "\u2028", "\u0378"),
        )
    ),
    max_size=8,
).map("".join)

STYLES = some.builds(
    TextStyle,
    family=some.sampled_from(["Arial", "Times", "Lobster", "Nonesuch"]),
    size=some.sampled_from([1, 7, 20, 300]),
    weight=some.sampled_from(["normal", "bold", "thin", "black"]),
    slant=some.sampled_from(["normal", "italic"]),
    decoration=some.sampled_from(["none", "underline", "strikethrough"]),
    align=some.sampled_from(["left", "center", "right", "start", "end", "justify"]),
    letter_spacing=some.sampled_from([0, 0.3, -5, -100, 900]),
    line_spacing=some.sampled_from([0, 10, -10, -900]),
    antialias=some.sampled_from(["good", "none"]),
    hinting=some.sampled_from(["", "none", "full"]),
)

COLOURS = some.sampled_from([Colour(0, 0, 0), Colour(9, 99, 199, 50), Colour(0, 0, 0, 0)])

SETTINGS = some.builds(
    TextSetting,
    words=WORDS,
    style=STYLES,
    colour=COLOURS,
    background=some.none() | COLOURS,
    stroke=some.none() | some.builds(Stroke, some.sampled_from([0, 0.5, 3, 20]), COLOURS),
    max_width=some.sampled_from([None, 1, 50, 300]),
    max_height=some.sampled_from([None, 1, 50, 300]),
    pixel_ratio=some.sampled_from([1.0, 0.1, 2.5]),
    trimmed=some.booleans(),
)


@given(setting=SETTINGS)
@settings(max_examples=60, deadline=None)
def test_every_setting_is_drawn_within_its_bounds_or_refused(setting: TextSetting) -> None:
    """F23."""
    try:
        picture = draw(setting, fonts(), LIMITS)
    except RenderRefused as refusal:
        status = refusal.status
    else:
        status = 400
        assert (picture.bands, picture.format) == (4, "uchar")
        assert picture.width * picture.height <= LIMITS.max_pixels
        assert picture.height <= (setting.max_height or picture.height)

    assert status == 400
