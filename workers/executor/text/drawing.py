"""Drawing: from a setting to a picture of words."""

import unicodedata
from typing import Final

import pyvips

from planner.layers.setting import TextSetting
from workers.errors import RenderRefused
from workers.executor.limits import Limits
from workers.executor.text.ellipsis import shortened
from workers.executor.text.fonts import Fonts
from workers.executor.text.layout import Box, Layout, ink
from workers.executor.text.outline import margin, outlined
from workers.executor.text.painting import faded, grounded, stroked
from workers.executor.text.runs import runs

#: Letters of the longest text.
MOST_LETTERS: Final = 4_000
#: Pixels of the longest line that Pango can count, with some left over.
_LONGEST_LINE: Final = 1_000_000

_CONTROL: Final = ("Cc", "Cs")


def draw(
    setting: TextSetting, fonts: Fonts, limits: Limits, font: memoryview | None = None
) -> pyvips.Image:
    """Draw words: red, green, blue and alpha, 8 bits each, in memory.

    ``font``: the file that a style's family names, if it is a custom font.
    The same setting in the same fonts gives the same pixels. Raises RenderRefused (400) for a
    font that is not there, a letter that no font has, a text that is empty, too long, or larger
    than the limits.
    """
    _check(setting)
    named = setting.style.family
    family = fonts.wanted(named) if font is None else fonts.custom(font, named)
    around = margin(setting.stroke.width) if setting.stroke else 0
    width = None if setting.max_width is None else max(setting.max_width - 2 * around, 1)
    layout = Layout(setting, family, fonts, limits, width)
    words = setting.words
    if setting.max_height is not None:
        runs(words, family, setting.style, fonts.catalogue)
        words = _shortened(setting, layout, around, limits)
    letters = layout.picture(words)
    place = _box(setting, layout, words, letters, around)
    limits.check_size(*place.size)
    # Stroke and ground read the letters more than once, and Pango draws them anew each time.
    painted = _painted(setting, letters.copy_memory())
    start = ink(letters).grown(around)
    width, height = place.size
    painted = painted.embed(start.left - place.left, start.top - place.top, width, height)
    if setting.max_height is not None and height > setting.max_height:
        painted = painted.crop(0, 0, width, setting.max_height)
    return grounded(painted, setting.background).copy_memory()


def _check(setting: TextSetting) -> None:
    words = setting.words
    if not words:
        raise RenderRefused(400, "The text is empty")
    if len(words) > MOST_LETTERS:
        raise RenderRefused(400, f"The text has {len(words)} letters; at most {MOST_LETTERS}")
    if any(unicodedata.category(letter) in _CONTROL and letter != "\n" for letter in words):
        raise RenderRefused(400, "The text has control characters")
    style = setting.style
    advance = style.size + abs(style.letter_spacing)
    if advance * setting.pixel_ratio * len(words) > _LONGEST_LINE:
        raise RenderRefused(400, f"Text too large: {len(words)} letters of {style.size} pixels")


def _shortened(setting: TextSetting, layout: Layout, around: int, limits: Limits) -> str:
    def fits(words: str) -> bool:
        limits.check_time()
        try:
            box = _box(setting, layout, words, layout.picture(words), around)
        except RenderRefused:
            # Too large; or nothing to be seen, which the ellipsis will be.
            return False
        return box.size[1] <= (setting.max_height or 0)

    return shortened(setting.words, fits)


def _box(
    setting: TextSetting, layout: Layout, words: str, letters: pyvips.Image, around: int
) -> Box:
    """Tell where the picture lies: its ink and stroke, and the font's room if it is kept."""
    box = ink(letters).grown(around)
    return box if setting.trimmed else box.holding(layout.room(words))


def _painted(setting: TextSetting, letters: pyvips.Image) -> pyvips.Image:
    stroke = setting.stroke
    if stroke is None or stroke.width <= 0:
        return faded(letters, setting.colour)
    around = margin(stroke.width)
    smooth = setting.style.antialias != "none"
    outline = outlined(letters[3], stroke.width, smooth=smooth)
    size = (letters.width + 2 * around, letters.height + 2 * around)
    wide = letters.embed(around, around, *size)
    return stroked(wide, outline, setting.colour, stroke.colour)
