"""Searching: how much of an image is looked for, where only the picture tells which part."""

from fractions import Fraction
from typing import Final

from planner.geometry.lengths import Ruler, positive
from planner.geometry.rounding import side
from planner.geometry.values import Length, Resized, ResizeRequest, Size
from planner.geometry.window import resizing, scaled
from planner.steps import AutoCrop, Step

#: How much closer than fill a thumb goes at most, along a side.
_CLOSEST: Final = 4

#: The share that the part holds of what is interesting in the widest: for the closest advice, and
#: for the widest.
_THUMB: Final = (Fraction(30, 100), Fraction(90, 100))
_AUTO: Final = (Fraction(60, 100), Fraction(98, 100))

#: Advice, in percent, where none is given.
_USUAL: Final = 40


def searched(request: ResizeRequest, ruler: Ruler, box: Size, factor: Fraction) -> Resized:
    """Show the best part of a box's size of the image, scaled by a factor."""
    image = scaled(ruler.current, factor)
    size = Size(min(box.width, image.width), min(box.height, image.height))
    return _found(request, ruler, size, factor, closest=Fraction(1), holds=Fraction(1))


def thumb_searched(request: ResizeRequest, ruler: Ruler, box: Size) -> Resized:
    """Go as close as the interesting part allows, ``zoom`` times closer."""
    return _closer(request, ruler, box, Fraction(_CLOSEST), _held(_THUMB, request))


def auto_searched(request: ResizeRequest, ruler: Ruler, box: Size) -> Resized:
    """Go close, but not as close as thumb, and enlarge only where the image is too small."""
    widest = _widest(request, ruler, box)
    closest = max(Fraction(1), min(Fraction(_CLOSEST), 1 / widest))
    return _closer(request, ruler, box, closest, _held(_AUTO, request))


def _closer(
    request: ResizeRequest, ruler: Ruler, box: Size, closest: Fraction, holds: Fraction
) -> Resized:
    zoom = positive(request.zoom, "z")
    widest = _widest(request, ruler, box)
    if zoom > 1:
        # The part is looked for in what the zoom leaves of the widest.
        closest, widest = max(Fraction(1), closest / zoom), widest * zoom
    else:
        closest = max(Fraction(1), closest * zoom)
    if request.no_overflow:
        widest, closest = min(Fraction(1), widest), Fraction(1)
    return _found(request, ruler, box, widest, closest=closest, holds=holds)


def _found(
    request: ResizeRequest,
    ruler: Ruler,
    size: Size,
    factor: Fraction,
    *,
    closest: Fraction,
    holds: Fraction,
) -> Resized:
    """Give the steps to a part that is at least as wide as ``closest`` times the closest.

    Scaling down comes before looking, so that a decoder may do most of it.
    """
    assert request.search is not None  # noqa: S101 - the callers have asked
    shrink = min(Fraction(1), factor * closest)
    image = scaled(ruler.current, shrink)
    most = _part(image, size, shrink / factor)
    least = _part(image, size, shrink / factor / closest)
    x = y = Fraction(0)
    if request.x is not None:
        x = ruler.measure(request.x, "width") * _scale(request.x, shrink, factor)
    if request.y is not None:
        y = ruler.measure(request.y, "height") * _scale(request.y, shrink, factor)
    steps: tuple[Step, ...] = resizing(ruler.current, image)
    if least == image:
        return Resized((*steps, *resizing(image, size)), size)
    step = AutoCrop(
        search=request.search,
        width=size.width,
        height=size.height,
        most=(most.width, most.height),
        least=(least.width, least.height),
        holds=float(holds),
        x=float(x),
        y=float(y),
    )
    return Resized((*steps, step), size)


def _scale(length: Length, shrink: Fraction, factor: Fraction) -> Fraction:
    """Give what takes an offset to the image that is looked at; pixels are of the result."""
    return shrink / factor if length.unit == "px" else shrink


def _part(image: Size, size: Size, scale: Fraction) -> Size:
    return Size(
        min(image.width, side(size.width * scale)), min(image.height, side(size.height * scale))
    )


def _widest(request: ResizeRequest, ruler: Ruler, box: Size) -> Fraction:
    image = ruler.current
    factor = max(Fraction(box.width, image.width), Fraction(box.height, image.height))
    return min(Fraction(1), factor) if request.no_overflow else factor


def _held(shares: tuple[Fraction, Fraction], request: ResizeRequest) -> Fraction:
    advice = request.search.tightness if request.search is not None else None
    least, most = shares
    return least + (most - least) * Fraction(_USUAL if advice is None else advice, 100)
