"""Modes that may cut parts of the image away: crop, fill, lfill, thumb."""

from dataclasses import replace
from fractions import Fraction

from planner.geometry.gravity import place_box
from planner.geometry.lengths import Ruler, positive
from planner.geometry.searching import searched
from planner.geometry.values import Resized, ResizeRequest, Size
from planner.geometry.window import Window, scaled, shown


def crop(request: ResizeRequest, ruler: Ruler, box: Size) -> Resized:
    """Cut the box out, unscaled; what would overhang is shifted inside, then clipped.

    Without gravity, x and y are its top left corner. Zoom has no meaning here.
    """
    placed = request.gravity or request.region or request.search
    if not placed and (request.x is not None or request.y is not None):
        request = replace(request, gravity="north_west")
    return cut(request, ruler, box, Fraction(1))


def fill(request: ResizeRequest, ruler: Ruler, box: Size) -> Resized:
    """Scale until the box is filled, then cut what exceeds it."""
    return cut(request, ruler, box, filling_factor(request, ruler.current, box))


def lfill(request: ResizeRequest, ruler: Ruler, box: Size) -> Resized:
    """Fill, but never enlarge: an image too small to fill the box is only cut."""
    factor = filling_factor(request, ruler.current, box)
    return cut(request, ruler, box, min(Fraction(1), factor))


def thumb(request: ResizeRequest, ruler: Ruler, box: Size) -> Resized:
    """Fill, ``zoom`` times closer, where gravity says.

    A zoom below 1 cannot show more than there is. It ends at the closest where one pixel of the
    image would fill the result.
    """
    zoom = positive(request.zoom, "z")
    factor = filling_factor(request, ruler.current, box)
    closest = max(factor, Fraction(max(box.width, box.height)))
    factor = min(max(factor, factor * zoom), closest)
    return cut(request, ruler, box, min(Fraction(1), factor) if request.no_overflow else factor)


def filling_factor(request: ResizeRequest, image: Size, box: Size) -> Fraction:
    """Give the factor at which an image just fills a box; at most 1 with ``no_overflow``."""
    factor = max(Fraction(box.width, image.width), Fraction(box.height, image.height))
    return min(Fraction(1), factor) if request.no_overflow else factor


def cut(request: ResizeRequest, ruler: Ruler, box: Size, factor: Fraction) -> Resized:
    """Show as much of the box as the image, scaled by a factor, can fill."""
    if request.search is not None:
        return searched(request, ruler, box, factor)
    image = scaled(ruler.current, factor)
    size = Size(min(box.width, image.width), min(box.height, image.height))
    left, top = place_box(request, ruler, size, image, scale=factor)
    return shown(ruler.current, image, Window(left, top, size))
