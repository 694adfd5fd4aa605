"""Modes that go as close as a region allows: thumb, auto; and the region itself, cut out."""

from dataclasses import replace
from fractions import Fraction
from math import isqrt
from typing import Final

from planner.geometry.cropping import cut, filling_factor, thumb
from planner.geometry.lengths import Ruler, positive
from planner.geometry.rounding import side
from planner.geometry.searching import auto_searched, thumb_searched
from planner.geometry.values import Rectangle, Resized, ResizeRequest, Size

#: Of a square root, digits that are kept behind the point.
_ROOT_DIGITS: Final = 10**6


def closer(request: ResizeRequest, ruler: Ruler, box: Size) -> Resized:
    """Scale until the region fills the box, ``zoom`` times closer, then cut around its middle.

    It is never wider than the image. Without a region it is as fill, ``zoom`` times closer.
    """
    if request.search is not None:
        return thumb_searched(request, ruler, box)
    if request.region is None:
        return thumb(request, ruler, box)
    return _cut_at(covering(request.region, box) * _zoom(request), request, ruler, box)


def auto(request: ResizeRequest, ruler: Ruler, box: Size) -> Resized:
    """Cut midway between thumb and fill, by the geometric mean of their scales.

    It holds all of the region where the shape allows, and is not enlarged while the image has
    more pixels to show; ``zoom`` comes before the last.
    """
    if request.search is not None:
        return auto_searched(request, ruler, box)
    if request.region is None:
        return thumb(request, ruler, box)
    widest = filling_factor(request, ruler.current, box)
    close = _root(max(widest, covering(request.region, box)) * widest)
    whole = min(box.width / request.region.width, box.height / request.region.height)
    factor = min(close, max(widest, whole)) * _zoom(request)
    return _cut_at(min(factor, max(Fraction(1), widest)), request, ruler, box)


def region_alone(request: ResizeRequest, ruler: Ruler, region: Rectangle) -> Resized:
    """Cut the region out; a ``zoom`` above 1 is tighter, one below 1 wider, about its middle."""
    zoom = _zoom(request)
    box = Size(
        min(side(region.width / zoom), ruler.current.width),
        min(side(region.height / zoom), ruler.current.height),
    )
    return cut(replace(request, region=region), ruler, box, Fraction(1))


def covering(region: Rectangle, box: Size) -> Fraction:
    """Give the factor at which a region just covers a box."""
    return max(box.width / region.width, box.height / region.height)


def _cut_at(factor: Fraction, request: ResizeRequest, ruler: Ruler, box: Size) -> Resized:
    widest = filling_factor(request, ruler.current, box)
    # At the closest one pixel of the image fills the result.
    factor = min(max(factor, widest), max(widest, Fraction(max(box.width, box.height))))
    return cut(request, ruler, box, min(Fraction(1), factor) if request.no_overflow else factor)


def _zoom(request: ResizeRequest) -> Fraction:
    return positive(request.zoom, "z")


def _root(number: Fraction) -> Fraction:
    return Fraction(isqrt(number.numerator * _ROOT_DIGITS**2 // number.denominator), _ROOT_DIGITS)
