"""Resizing: from a request and the sizes it is made on to steps and the size that results."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from planner.errors import TransformationError
from planner.geometry import cropping, padding, regional, scaling, undecided
from planner.geometry.box import (
    RatioBox,
    largest_inside,
    no_ratio_alone,
    requested_box,
    smallest_around,
)
from planner.geometry.lengths import Ruler, positive
from planner.geometry.values import Resized, ResizeRequest, Size


@dataclass(frozen=True, slots=True)
class Mode:
    """A crop mode: how it works towards a box, and what box a ratio alone means to it."""

    draw: Callable[[ResizeRequest, Ruler, Size], Resized]
    ratio_box: RatioBox


#: The crop modes, by their names in URLs.
MODES: Final = MappingProxyType(
    {
        "scale": Mode(scaling.scale, no_ratio_alone),
        "fit": Mode(scaling.fit, smallest_around),
        "limit": Mode(scaling.limit, smallest_around),
        "mfit": Mode(scaling.mfit, smallest_around),
        "pad": Mode(padding.pad, smallest_around),
        "lpad": Mode(padding.lpad, smallest_around),
        "mpad": Mode(padding.mpad, smallest_around),
        "fill": Mode(cropping.fill, largest_inside),
        "lfill": Mode(cropping.lfill, largest_inside),
        "crop": Mode(cropping.crop, largest_inside),
        "thumb": Mode(regional.closer, largest_inside),
        "auto": Mode(regional.auto, largest_inside),
        "fill_pad": Mode(undecided.fill_pad, largest_inside),
        "auto_pad": Mode(undecided.auto_pad, largest_inside),
        "imagga_scale": Mode(scaling.scale, no_ratio_alone),
        "imagga_crop": Mode(regional.auto, no_ratio_alone),
    }
)

#: Modes that without a size cut the region out.
_REGIONAL: Final = frozenset({"crop", "thumb", "auto"})


def resize(request: ResizeRequest, current: Size, original: Size, *, dpr: float) -> Resized:
    """Carry out a crop mode on an image of the ``current`` size.

    ``original`` is the asset's size, which ``iw`` and ``ih`` name; ``dpr`` multiplies pixels.
    Cheap and finite for any numbers: whether a result is too large is not judged here.
    Raises TransformationError naming the parameter that cannot be carried out.
    """
    mode = MODES.get(request.mode)
    if mode is None:
        raise TransformationError(
            f"Crop mode {request.mode} is not supported",
            parameter="c",
            expected="one of " + ", ".join(MODES),
        )
    ruler = Ruler(current, original, positive(dpr, "dpr"))
    box = requested_box(request, ruler, mode.ratio_box)
    if box is None and request.region is not None and request.mode in _REGIONAL:
        return regional.region_alone(request, ruler, request.region)
    if box is None:
        return Resized((), current)
    return mode.draw(request, ruler, box)
