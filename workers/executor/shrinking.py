"""Shrink-on-load: how much of a plan's first scaling the decoder can do by itself.

JPEG decodes to an eighth of its size in little more than half the time. What a decoder leaves is
scaled by libvips with its better kernel, and must be enough for that to decide how the result
looks: against Pillow's Lanczos of a full decode, structural similarity on finely detailed
photographs is 0.985 where nothing is left, 0.99 where a factor of 1.2 is left, 0.997 where 2 is.
"""

from dataclasses import dataclass
from typing import Final

import pyvips

from planner.steps import Crop, Resize
from workers.executor.sources import Source

#: The least factor that is left to libvips, both ways.
LEAST_LEFT: Final = 1.2

#: How far an edge may move, in pixels of the result: edges fall between shrunk pixels, too.
FARTHEST: Final = 1 / 8

#: Pixels that a drawing is drawn with at most; what is larger is enlarged from them.
MOST_DRAWN: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class Folding:
    """How a source is opened, and what remains of its leading geometry on what is opened."""

    shrink: float
    steps: tuple[Resize | Crop, ...]

    def open(self, source: Source) -> pyvips.Image:
        """Open the source, shrunk.

        libvips leaves out a last row or column that is not whole; where more than half of it is
        there, the one before takes its place. Raises pyvips.Error.
        """
        image = source.open(shrink=self.shrink)
        width, height = round(source.width / self.shrink), round(source.height / self.shrink)
        if (width, height) == (image.width, image.height):
            return image
        return image.embed(0, 0, width, height, extend="copy")


@dataclass(frozen=True, slots=True)
class _Span:
    """One axis: the part of a source that is scaled to ``target`` pixels."""

    start: int
    length: int
    target: int

    def shrunk(self, by: int) -> tuple[int, int]:
        """Give where it begins and ends."""
        return round(self.start / by), round((self.start + self.length) / by)

    def allows(self, by: int) -> bool:
        """Tell whether enough is left to scale, and both edges stay where they are."""
        remains = self.length / by / self.target
        begin, end = self.shrunk(by)
        moved = max(abs(begin - self.start / by), abs(end - (self.start + self.length) / by))
        return remains >= LEAST_LEFT and moved / remains <= FARTHEST


def fold(source: Source, steps: tuple[Resize | Crop, ...]) -> Folding:
    """Fold a leading Resize, or Crop and Resize, into the decoding of one frame.

    steps: leading geometry on the picture as stored.
    """
    match steps:
        case (Resize() as resize, *rest):
            window = Crop(0, 0, source.width, source.height)
        case (Crop() as window, Resize() as resize, *rest):
            pass
        case _:
            return Folding(1, steps)
    across = _Span(window.left, window.width, resize.width)
    down = _Span(window.top, window.height, resize.height)
    if source.loader.scales:
        return _drawn_to_size(source, window, resize, tuple(rest))
    for by in source.loader.shrinks:
        if across.allows(by) and down.allows(by):
            left, right = across.shrunk(by)
            top, bottom = down.shrunk(by)
            return Folding(by, (Crop(left, top, right - left, bottom - top), resize, *rest))
    return Folding(1, steps)


def _drawn_to_size(
    source: Source, window: Crop, resize: Resize, rest: tuple[Resize | Crop, ...]
) -> Folding:
    """Let a drawing be drawn at the larger of both scales; the other side is scaled down to fit."""
    wanted = min(window.width / resize.width, window.height / resize.height)
    shrink = max(wanted, (source.width * source.height / MOST_DRAWN) ** 0.5)
    left, right = round(window.left / shrink), round((window.left + window.width) / shrink)
    top, bottom = round(window.top / shrink), round((window.top + window.height) / shrink)
    return Folding(shrink, (Crop(left, top, right - left, bottom - top), resize, *rest))
