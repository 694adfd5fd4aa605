"""Windows: an image scaled by one factor, of which a part is shown."""

from dataclasses import dataclass
from fractions import Fraction

from planner.geometry.rounding import half_up, side
from planner.geometry.values import Resized, Size
from planner.steps import Crop, Resize, Step


@dataclass(frozen=True, slots=True)
class Window:
    """The part of ``size`` at left, top of the image once scaled; it lies inside."""

    left: int
    top: int
    size: Size


def scaled(image: Size, factor: Fraction) -> Size:
    """Give the size of an image after scaling both sides by a factor."""
    return Size(side(image.width * factor), side(image.height * factor))


def shown(image: Size, enlarged: Size, window: Window) -> Resized:
    """Give the steps from an image to a window onto its scaled copy.

    Scaling down comes before cutting, so that a decoder may do most of it. Scaling up comes
    after: it would draw pixels only to throw them away, without bound for elongated images.
    """
    if enlarged.width <= image.width:
        return Resized((*resizing(image, enlarged), *_cutting(enlarged, window)), window.size)
    across = _axis(image.width, enlarged.width, window.left, window.size.width)
    down = _axis(image.height, enlarged.height, window.top, window.size.height)
    kept = Window(across.first, down.first, Size(across.kept, down.kept))
    drawn = Size(across.drawn, down.drawn)
    rest = Window(across.skipped, down.skipped, window.size)
    steps = (*_cutting(image, kept), *resizing(kept.size, drawn), *_cutting(drawn, rest))
    return Resized(steps, window.size)


def resizing(image: Size, size: Size) -> tuple[Step, ...]:
    """Give the step from one size to another, or none."""
    return () if image == size else (Resize(size.width, size.height),)


def _cutting(image: Size, window: Window) -> tuple[Step, ...]:
    if image == window.size:
        return ()
    return (Crop(window.left, window.top, window.size.width, window.size.height),)


@dataclass(frozen=True, slots=True)
class _Axis:
    """One axis of an enlarged window: source pixels to keep, and what of them to show."""

    first: int
    kept: int
    drawn: int
    skipped: int


def _axis(total: int, enlarged: int, start: int, length: int) -> _Axis:
    """Keep the whole source pixels that cover the window; skip what they cover before it."""
    first = start * total // enlarged
    end = -(-(start + length) * total // enlarged)
    if end - first == 1:
        # A pixel by itself looks alike in all of its parts.
        return _Axis(first, 1, length, 0)
    factor = Fraction(enlarged, total)
    drawn = half_up((end - first) * factor)
    skipped = min(half_up(start - first * factor), drawn - length)
    return _Axis(first, end - first, drawn, skipped)
