"""Modes that crop, or pad where too much would be lost: fill_pad, auto_pad.

The measure is the share of what is interesting that the best part still holds: below
`ENOUGH` the whole image is shown, with padding around it. Of an image with a region it is the share
of that region.
"""

from dataclasses import replace
from fractions import Fraction
from typing import Final

from planner.geometry.cropping import fill
from planner.geometry.lengths import Ruler
from planner.geometry.padding import pad
from planner.geometry.regional import auto
from planner.geometry.values import Rectangle, Resized, ResizeRequest, Size
from planner.steps import AutoCrop

#: The least that a crop may hold, as a share of all that is interesting.
ENOUGH: Final = 0.5


def fill_pad(request: ResizeRequest, ruler: Ruler, box: Size) -> Resized:
    """Fill the box, or fit the image in and pad, as the picture decides."""
    return _or_padded(fill(request, ruler, box), request, ruler)


def auto_pad(request: ResizeRequest, ruler: Ruler, box: Size) -> Resized:
    """Cut the best part out, or fit the image in and pad, as the picture decides."""
    return _or_padded(auto(request, ruler, box), request, ruler)


def _or_padded(cropped: Resized, request: ResizeRequest, ruler: Ruler) -> Resized:
    # Both sides of the box are the crop's, also where the request gave one.
    ratio = Fraction(cropped.size.width, cropped.size.height)
    unplaced = replace(request, aspect=ratio, gravity="", search=None, region=None, x=None, y=None)
    if request.region is not None:
        held = _held(request.region, ruler.current, cropped.size)
        return cropped if held >= ENOUGH else pad(unplaced, ruler, cropped.size)
    search = cropped.steps[-1] if cropped.steps else None
    if not isinstance(search, AutoCrop):
        return cropped
    *before, _ = cropped.steps
    image = ruler.current
    for step in before:
        image = Size(getattr(step, "width", image.width), getattr(step, "height", image.height))
    padded = pad(unplaced, Ruler(image, ruler.original, ruler.dpr), cropped.size)
    return Resized((*before, replace(search, padded=padded.steps, enough=ENOUGH)), cropped.size)


def _held(region: Rectangle, image: Size, box: Size) -> Fraction:
    """Give the share of a region that the widest part of a box's shape can hold."""
    factor = max(Fraction(box.width, image.width), Fraction(box.height, image.height))
    across, down = box.width / factor / region.width, box.height / factor / region.height
    return min(Fraction(1), across) * min(Fraction(1), down)
