"""Layout: Pango's lines of a text, and where they lie."""

from dataclasses import dataclass, replace
from math import ceil, sqrt
from typing import Any, Final, cast

import pyvips

from planner.layers.setting import TextSetting
from workers.errors import RenderRefused
from workers.executor.limits import Limits
from workers.executor.text.catalogue import Family
from workers.executor.text.directions import SIDES, by_sides
from workers.executor.text.fonts import NOTHING_SEEN, Fonts, described
from workers.executor.text.runs import runs, visible
from workers.executor.text.styles import DOTS_PER_INCH, families, span, tag

#: Pango's names of alignments, which are relative to a line's direction.
_ALIGN: Final = {"center": "centre", "right": "high", "end": "high"}
_JUSTIFY: Final = "justify"

#: What cairo says of a picture whose sides it cannot count, and the most that it can.
_TOO_LARGE: Final = "typically too big"
_LONGEST: Final = 32_767
#: Ems that the widest letter is wide, or the highest line high.
_WIDEST: Final = 3
#: A letter whose ink is measured where a text has none but a line.
_ANY: Final = "x"
#: Pixels of a text that is only measured.
_TRIAL_PIXELS: Final = 1_000_000
_UNLIMITED: Final = Limits(max_pixels=10**12)


@dataclass(frozen=True, slots=True)
class Box:
    """A box in pixels, from the corner where the first line begins."""

    left: int
    top: int
    right: int
    bottom: int

    def grown(self, by: int) -> "Box":
        """Give the box that is larger on each side."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def holding(self, other: "Box") -> "Box":
        """Give the smallest box that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.right - self.left, self.bottom - self.top


class Layout:
    """Sets words in lines that are no longer than ``width`` pixels."""

    def __init__(
        self,
        setting: TextSetting,
        family: Family,
        fonts: Fonts,
        limits: Limits,
        width: int | None,
    ) -> None:
        self._setting = setting
        self._family = family
        self._fonts = fonts
        self._limits = limits
        self._width = width

    def picture(self, words: str, *, underlined: bool = False) -> pyvips.Image:
        """Set words, red, green, blue and alpha, cut to their ink.

        Raises RenderRefused when a letter is in no font, nothing is to be seen, or the picture is
        larger than the limits.
        """
        self._check_size(words)
        style = self._setting.style
        found = runs(words, self._family, style, self._fonts.catalogue)
        if style.align in SIDES:
            found = runs(by_sides(words), self._family, style, self._fonts.catalogue)
        parts = []
        for run in found:
            self._fonts.load(run.family)
            named = {"font_family": families(run.family.name, style)}
            parts.append(span(_escaped(run.text), named))
        markup = span("".join(parts), tag(self._setting, underlined=underlined))
        try:
            return pyvips.Image.text(markup, **self._options())
        except pyvips.Error as error:
            if NOTHING_SEEN in str(error):
                raise RenderRefused(400, "The text has nothing that can be seen") from error
            if _TOO_LARGE in str(error):
                raise RenderRefused(400, f"Text too large: a side is at most {_LONGEST}") from error
            raise

    def room(self, words: str) -> Box:
        """Tell the room that lines take, with what the font keeps around letters.

        Pango's figures are not to be had; but underlining fills a line, and another line of which
        the ink is known begins where the first ones end.
        """
        last = [_ANY, *visible(words)][-1]
        across = ink(self.picture(words, underlined=True))
        below = ink(self.picture(f"{words}\n{last}")).bottom
        height = below - ink(self.picture(last)).bottom - self._spacing
        return Box(across.left, 0, across.right, max(height, 1))

    def _check_size(self, words: str) -> None:
        """Set what may be too large in small letters first: libvips draws as it measures."""
        style, ratio = self._setting.style, self._setting.pixel_ratio
        advance = (style.size * _WIDEST + abs(style.letter_spacing)) * ratio
        line = (style.size * _WIDEST + abs(style.line_spacing)) * ratio
        most = advance * line * len(words) * len(words)
        if most <= self._limits.max_pixels:
            return
        scale = max(sqrt(_TRIAL_PIXELS / most), 1 / style.size / ratio)
        if scale >= 1:
            return
        width = None if self._width is None else max(round(self._width * scale), 1)
        small = replace(self._setting, pixel_ratio=ratio * scale)
        trial = Layout(small, self._family, self._fonts, _UNLIMITED, width).picture(words)
        self._limits.check_size(ceil(trial.width / scale), ceil(trial.height / scale))

    @property
    def _spacing(self) -> int:
        return round(self._setting.style.line_spacing * self._setting.pixel_ratio)

    def _options(self) -> dict[str, Any]:
        align = self._setting.style.align
        options = {
            "font": described(self._family),
            "rgba": True,
            "dpi": DOTS_PER_INCH,
            "spacing": self._spacing,
            "align": _ALIGN.get(align, "low"),
        }
        if self._width is not None:
            options |= {"width": self._width, "wrap": "word-char", "justify": align == _JUSTIFY}
        return options


def ink(picture: pyvips.Image) -> Box:
    """Tell where a picture that Pango gave lies."""
    left, top = (cast("int", picture.get(name)) for name in ("xoffset", "yoffset"))
    return Box(left, top, left + picture.width, top + picture.height)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
