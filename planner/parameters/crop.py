"""``c``: the crop mode, which says how an image becomes the size that is asked for."""

from dataclasses import dataclass
from typing import Final

from planner.errors import TransformationError
from planner.language.choices import Choice, Option, words
from planner.language.component import Component
from planner.language.declaration import Declaration, Role
from planner.parameters.aspect_ratio import ASPECT_RATIO
from planner.parameters.gravity import GRAVITY, XY_CENTER
from planner.parameters.sides import HEIGHT, WHOLE, WIDTH
from planner.parameters.zoom import ZOOM

_SIDES: Final = frozenset({"w", "h", "ar", "fl"})
_PLACED: Final = _SIDES | {"g", "x", "y"}
_PADDED: Final = _PLACED | {"b"}


@dataclass(frozen=True, slots=True)
class CropMode(Option):
    """A crop mode.

    ``takes`` are the keys that change what it does. ``ratio_alone`` tells
    whether an aspect ratio without a side says enough. ``enlarges``: whether it may. ``cuts``:
    whether parts of the image may be lost, which is when a point of the image can be the centre.
    """

    takes: frozenset[str] = _SIDES
    ratio_alone: bool = True
    enlarges: bool = True
    cuts: bool = False


SCALE: Final = CropMode("scale", "Stretch to the size, each side by itself.", ratio_alone=False)
CROP: Final = CropMode(
    "crop", "Cut the size out, unscaled.", takes=_PLACED, enlarges=False, cuts=True
)

MODES: Final = (
    SCALE,
    CropMode("fit", "Scale to the largest size inside the box; nothing is cut."),
    CropMode("limit", "As fit, but never enlarge.", enlarges=False),
    CropMode("mfit", "As fit, but only enlarge."),
    CropMode("pad", "Fit, and fill the box up with the background.", takes=_PADDED),
    CropMode("lpad", "As pad, but never enlarge.", takes=_PADDED, enlarges=False),
    CropMode("mpad", "Pad to the box, unscaled.", takes=_PADDED, enlarges=False),
    CropMode("fill", "Scale to fill the box, cut what exceeds it.", takes=_PLACED, cuts=True),
    CropMode("lfill", "As fill, but never enlarge.", takes=_PLACED, enlarges=False, cuts=True),
    CROP,
    CropMode("thumb", "As fill, closer by the zoom.", takes=_PLACED | {"z"}, cuts=True),
)

CROP_MODE: Final = Declaration(
    key="c",
    name="crop mode",
    role=Role.ACTION,
    grammar=Choice(
        prefix="c",
        options=MODES,
        unsupported=words("auto auto_pad fill_pad imagga_scale imagga_crop"),
    ),
    facts=frozenset({"size"}),
    sentence="How the image becomes the width, height or aspect ratio asked for.",
    example="c_fill,h_300,w_400",
)


def mode_of(component: Component) -> CropMode | None:
    """Give the crop mode of a component; sides without one mean ``scale``."""
    if component.has(WIDTH, HEIGHT, ASPECT_RATIO):
        return component.get(CROP_MODE) or SCALE
    return component.get(CROP_MODE)


def resizes(component: Component) -> bool:
    """Whether a crop mode has something to do on some image.

    It has not without a size, with the image's own size, or fitting into a box that is made to
    hold the image.
    """
    mode = mode_of(component)
    if mode is None:
        return False
    sides = [side for side in (component.get(WIDTH), component.get(HEIGHT)) if side is not None]
    if not sides:
        return component.has(ASPECT_RATIO) and "g" in mode.takes
    if component.has(ASPECT_RATIO) and len(sides) == 1:
        return True
    zoomed = "z" in mode.takes and (component.get(ZOOM) or 1.0) != 1.0
    return zoomed or any(side != WHOLE for side in sides)


def check(component: Component) -> None:
    """Refuse what a crop mode cannot do on any image. Raises TransformationError."""
    mode = mode_of(component)
    if mode is None:
        return
    if not mode.ratio_alone and component.has(ASPECT_RATIO) and not component.has(WIDTH, HEIGHT):
        raise TransformationError(
            f"An aspect ratio alone does not work with c_{mode.name}",
            parameter=ASPECT_RATIO.key,
            expected="w or h beside ar, or a mode that cuts or pads",
        )
    if component.get(GRAVITY) == XY_CENTER and "g" in mode.takes and not mode.cuts:
        raise TransformationError(
            f"g_xy_center does not work with c_{mode.name}",
            parameter=GRAVITY.key,
            expected="a compass gravity",
        )
