"""Steps: what a render plan is made of. Each is data; the executor draws it.

Sizes and offsets are pixels of the image that the step receives, origin top left.
"""

from dataclasses import dataclass
from typing import Any

from planner.colour import Colour


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done to the image."""


@dataclass(frozen=True, slots=True)
class Resize(Step):
    """Scale to exactly ``width`` x ``height``, each axis by its own factor."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Crop(Step):
    """Keep a rectangle that lies inside the image."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Canvas(Step):
    """Place the image on a canvas of ``width`` x ``height``, with its corner at left, top.

    The background also shows through transparent parts of the image.
    """

    left: int
    top: int
    width: int
    height: int
    background: Colour


@dataclass(frozen=True, slots=True)
class Rotate(Step):
    """Turn clockwise by ``degrees`` about the centre, onto a canvas of ``width`` x ``height``.

    The canvas is the bounding box of the turned image, each side rounded half up; the turned
    image lies in its centre. Degrees are more than 0 and less than 360.
    """

    degrees: float
    background: Colour
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Flip(Step):
    """Mirror: left to right when ``horizontal``, else top to bottom."""

    horizontal: bool


@dataclass(frozen=True, slots=True)
class Opacity(Step):
    """Multiply alpha by ``percent`` / 100."""

    percent: float


@dataclass(frozen=True, slots=True)
class Round(Step):
    """Make the corners transparent outside ellipses of these radii.

    Each corner, clockwise from top left, is (horizontal, vertical) radius in pixels, already
    clamped so that neighbours do not overlap.
    """

    corners: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Border(Step):
    """Grow the canvas by ``width`` on each side, in ``colour``.

    ``corners``, when given, are the radii of the image inside (as in Round): the border follows
    them at its own distance, transparent beyond.
    """

    width: int
    colour: Colour
    corners: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Flatten(Step):
    """Compose the image over ``background``; where that is opaque, alpha is gone afterwards."""

    background: Colour


@dataclass(frozen=True, slots=True)
class AutoBackground(Step):
    """Compose the image over colours of its own.

    ``source``: ``border`` for the outer ring of pixels of the content, ``predominant`` for all of
    it. ``contrast``: not those colours, but what contrasts with them. ``colours``: 1, or how many
    a gradient has: 2 from side to side by ``direction``, 4 from the corners. ``palette``: the
    colours allowed, or none for all. The content, which lies inside the image, is what the colours
    are taken of.
    """

    source: str
    contrast: bool
    colours: int
    direction: str
    palette: tuple[Colour, ...]
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ApplyEffect(Step):
    """Change the image by an effect; the result is ``width`` x ``height``.

    ``effect`` is its name and ``arguments`` what it takes, as its declaration reads them. The
    others are the parameters beside it: ``colour`` of co, ``background`` of b, and of x, y, w and h
    pixels of the image that the step receives, each None where it was not given.
    """

    effect: str
    arguments: Any
    width: int
    height: int
    colour: Colour | None = None
    background: Colour | None = None
    x: float | None = None
    y: float | None = None
    across: float | None = None
    down: float | None = None
