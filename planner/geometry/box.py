"""The requested box: the width and height that a crop mode works towards.

A box given in full stays as it is. One side leads to the other by the requested ratio, else by
the image's own. A ratio alone needs a rule that depends on the crop mode.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Literal

from planner.errors import TransformationError
from planner.geometry.lengths import Ruler, positive
from planner.geometry.rounding import side
from planner.geometry.values import Length, ResizeRequest, Size

#: Gives the box of a ratio, on an image of a size.
RatioBox = Callable[[Fraction, Size], Size]

_KEYS = {"width": "w", "height": "h"}


def requested_box(request: ResizeRequest, ruler: Ruler, ratio_box: RatioBox) -> Size | None:
    """Resolve width, height and ratio to whole pixels; None where none of them is given.

    With width and height the ratio has nothing left to say. Raises TransformationError for a
    side or a ratio that is not above zero, and what ``ratio_box`` raises for a ratio alone.
    """
    ratio = _ratio(request)
    width = _side(request.width, "width", ruler)
    height = _side(request.height, "height", ruler)
    if width is not None and height is not None:
        return Size(width, height)
    if width is None and height is None:
        return None if ratio is None else ratio_box(ratio, ruler.current)
    if ratio is None and request.ignore_aspect:
        return Size(width or ruler.current.width, height or ruler.current.height)
    ratio = ratio or Fraction(ruler.current.width, ruler.current.height)
    if width is not None:
        return Size(width, side(width / ratio))
    assert height is not None  # noqa: S101 - both being absent was answered above
    return Size(side(height * ratio), height)


def largest_inside(ratio: Fraction, image: Size) -> Size:
    """Give the largest box of a ratio that fits in the image: cropping modes cut down to it."""
    if ratio < Fraction(image.width, image.height):
        return Size(side(image.height * ratio), image.height)
    return Size(image.width, side(image.width / ratio))


def smallest_around(ratio: Fraction, image: Size) -> Size:
    """Give the smallest box of a ratio that holds the image: padding modes grow up to it."""
    if ratio < Fraction(image.width, image.height):
        return Size(image.width, side(image.width / ratio))
    return Size(side(image.height * ratio), image.height)


def no_ratio_alone(ratio: Fraction, image: Size) -> Size:  # noqa: ARG001 - it is a RatioBox
    """Refuse a ratio without a side, where it does not say what to do. Raises always."""
    raise TransformationError(
        "An aspect ratio alone only works with cropping and padding modes",
        parameter="ar",
        expected="w or h beside ar",
    )


def _ratio(request: ResizeRequest) -> Fraction | None:
    if request.aspect is not None and request.aspect <= 0:
        raise TransformationError(
            f"Invalid ar in transformation: {request.aspect}",
            parameter="ar",
            expected="a ratio above 0",
        )
    return request.aspect


def _side(length: Length | None, axis: Literal["width", "height"], ruler: Ruler) -> int | None:
    if length is None:
        return None
    positive(length.value, _KEYS[axis])
    return side(ruler.measure(length, axis))
