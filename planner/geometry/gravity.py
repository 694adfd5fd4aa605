"""Gravity: where a box lies in a larger image, or an image on a larger canvas.

A compass gravity aligns the two on both axes. From there x and y move inwards from the side
aligned to: right and down, but left from an eastern gravity and up from a southern one.
``xy_center`` puts the middle of the box on the point x, y of the image; a region puts it on its
own middle, and x and y move it right and down.
"""

from fractions import Fraction
from types import MappingProxyType
from typing import Final, Literal

from planner.errors import TransformationError
from planner.geometry.lengths import Ruler
from planner.geometry.rounding import half_up
from planner.geometry.values import Length, Rectangle, ResizeRequest, Size

XY_CENTER: Final = "xy_center"

_START, _MIDDLE, _END = Fraction(0), Fraction(1, 2), Fraction(1)

#: The share of the spare room that lies left of, and above, what is placed.
COMPASS: Final = MappingProxyType(
    {
        "north_west": (_START, _START),
        "north": (_MIDDLE, _START),
        "north_east": (_END, _START),
        "west": (_START, _MIDDLE),
        "center": (_MIDDLE, _MIDDLE),
        "east": (_END, _MIDDLE),
        "south_west": (_START, _END),
        "south": (_MIDDLE, _END),
        "south_east": (_END, _END),
    }
)


def place_box(
    request: ResizeRequest, ruler: Ruler, box: Size, image: Size, *, scale: Fraction = _END
) -> tuple[int, int]:
    """Give left and top of a box in an image that holds it; the box stays inside.

    ``image`` is the current image enlarged by ``scale``. Offsets in pixels are pixels of the
    result, as width and height are, so that a device pixel ratio never shows another part of the
    picture; relative offsets and the point of ``xy_center`` are taken on the unscaled image.
    Raises TransformationError for another gravity, or for an offset that is no number.
    """
    x, y = _offset(request, "x", ruler), _offset(request, "y", ruler)
    gravity = request.gravity or "center"
    if gravity == XY_CENTER:
        left = x * scale - Fraction(box.width, 2)
        top = y * scale - Fraction(box.height, 2)
        return _inside(left, box.width, image.width), _inside(top, box.height, image.height)
    x *= _offset_scale(request.x, scale)
    y *= _offset_scale(request.y, scale)
    if request.region is not None:
        return _on_region(request.region, (x, y), box, image, scale)
    horizontal, vertical = _anchors(gravity, "a compass gravity or xy_center")
    return (
        _aligned(horizontal, x, box.width, image.width),
        _aligned(vertical, y, box.height, image.height),
    )


def _on_region(
    region: Rectangle,
    offset: tuple[Fraction, Fraction],
    box: Size,
    image: Size,
    scale: Fraction,
) -> tuple[int, int]:
    """Give left and top of a box whose middle is a region's, moved right and down."""
    across = (region.left + region.width / 2) * scale + offset[0] - Fraction(box.width, 2)
    down = (region.top + region.height / 2) * scale + offset[1] - Fraction(box.height, 2)
    return _inside(across, box.width, image.width), _inside(down, box.height, image.height)


def place_image(request: ResizeRequest, ruler: Ruler, image: Size, canvas: Size) -> tuple[int, int]:
    """Give left and top of an image on a canvas that holds it; no part of it is pushed out.

    Raises TransformationError for a gravity that is no compass value, or an offset that is no
    number.
    """
    horizontal, vertical = _anchors(request.gravity or "center", "a compass gravity")
    x, y = _offset(request, "x", ruler), _offset(request, "y", ruler)
    return (
        _aligned(horizontal, x, image.width, canvas.width),
        _aligned(vertical, y, image.height, canvas.height),
    )


def _anchors(gravity: str, expected: str) -> tuple[Fraction, Fraction]:
    try:
        return COMPASS[gravity]
    except KeyError:
        raise TransformationError(
            f"Invalid gravity in transformation: {gravity}", parameter="g", expected=expected
        ) from None


def _offset(request: ResizeRequest, key: Literal["x", "y"], ruler: Ruler) -> Fraction:
    length = request.x if key == "x" else request.y
    if length is None:
        return _START
    try:
        return ruler.measure(length, "width" if key == "x" else "height")
    except ValueError:
        raise TransformationError(
            f"Invalid {key} in transformation: {length.value:g}",
            parameter=key,
            expected="a finite number",
        ) from None


def _offset_scale(length: Length | None, scale: Fraction) -> Fraction:
    return _END if length is None or length.unit == "px" else scale


def _aligned(anchor: Fraction, offset: Fraction, inner: int, outer: int) -> int:
    inwards = -offset if anchor == _END else offset
    return _inside(anchor * (outer - inner) + inwards, inner, outer)


def _inside(start: Fraction, inner: int, outer: int) -> int:
    return min(max(half_up(start), 0), outer - inner)
