"""Setting: all that a text's picture depends on, beside the fonts."""

from dataclasses import dataclass
from typing import Final

from planner.colour import Colour
from planner.facts import ContentFacts
from planner.layers.styles import TextStyle

BLACK: Final = Colour(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line around the letters, outside them, ``width`` pixels wide."""

    width: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class TextSetting:
    """Words and how they are set.

    The style's size and spacings are multiplied by ``pixel_ratio``; all else is in pixels of the
    picture. Lines are broken at ``max_width``; what does not fit in ``max_height`` gives way to an
    ellipsis. A picture that is ``trimmed`` ends where its letters and their stroke do, else it
    has the room that the font keeps around lines. ``background`` fills the picture. ``font`` is
    the stored file that the style's family names, if it names one.
    """

    words: str
    style: TextStyle
    colour: Colour = BLACK
    background: Colour | None = None
    stroke: Stroke | None = None
    max_width: int | None = None
    max_height: int | None = None
    pixel_ratio: float = 1.0
    trimmed: bool = True
    font: ContentFacts | None = None
