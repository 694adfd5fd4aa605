"""``c``: the crop mode, which says how an image becomes the size that is asked for."""

from dataclasses import dataclass
from typing import Final

from planner.errors import TransformationError
from planner.flags.layers import REGION_RELATIVE, RELATIVE
from planner.language.areas import Areas
from planner.language.carried import Carried
from planner.language.choices import Choice, Option
from planner.language.component import Component
from planner.language.declaration import Declaration, Role
from planner.language.effect import Applied
from planner.language.focus import AUTO, Area, Auto
from planner.parameters.aspect_ratio import ASPECT_RATIO
from planner.parameters.effect import EFFECT, qualified
from planner.parameters.flags import FLAGS, LAYER_APPLY
from planner.parameters.gravity import (
    CENTER,
    GRAVITY,
    LIQUID,
    XY_CENTER,
    Gravity,
    NamedArea,
    Subject,
)
from planner.parameters.sides import HEIGHT, WHOLE, WIDTH
from planner.parameters.zoom import ZOOM

_SIDES: Final = frozenset({"w", "h", "ar", "fl"})
_PLACED: Final = _SIDES | {"g", "x", "y"}
_PADDED: Final = _PLACED | {"b"}
_ZOOMED: Final = _PLACED | {"z"}


@dataclass(frozen=True, slots=True)
class CropMode(Option):
    """A crop mode.

    ``takes`` are the keys that change what it does. ``ratio_alone`` tells
    whether an aspect ratio without a side says enough. ``enlarges``: whether it may. ``cuts``:
    whether parts of the image may be lost, which is when a point of the image can be the centre.
    ``gravity`` is meant without one; None where only ``g_auto`` will do.
    """

    takes: frozenset[str] = _SIDES
    ratio_alone: bool = True
    enlarges: bool = True
    cuts: bool = False
    gravity: Gravity | None = CENTER


SCALE: Final = CropMode("scale", "Stretch to the size, each side by itself.", ratio_alone=False)
CROP: Final = CropMode(
    "crop", "Cut the size out, unscaled.", takes=_PLACED, enlarges=False, cuts=True
)
THUMB: Final = CropMode("thumb", "As fill, closer by the zoom.", takes=_ZOOMED, cuts=True)
AUTO_CROP: Final = CropMode(
    "auto",
    "Cut the best part out, closer than fill, wider than thumb.",
    takes=_ZOOMED,
    cuts=True,
    gravity=AUTO,
)

MODES: Final = (
    SCALE,
    CropMode("fit", "Scale to the largest size inside the box; nothing is cut.", revision=2),
    CropMode("limit", "As fit, but never enlarge.", enlarges=False, revision=2),
    CropMode("mfit", "As fit, but only enlarge.", revision=2),
    CropMode("pad", "Fit, and fill the box up with the background.", takes=_PADDED, revision=2),
    CropMode("lpad", "As pad, but never enlarge.", takes=_PADDED, enlarges=False, revision=2),
    CropMode("mpad", "Pad to the box, unscaled.", takes=_PADDED, enlarges=False),
    CropMode("fill", "Scale to fill the box, cut what exceeds it.", takes=_PLACED, cuts=True),
    CropMode("lfill", "As fill, but never enlarge.", takes=_PLACED, enlarges=False, cuts=True),
    CROP,
    THUMB,
    CropMode(
        "fill_pad",
        "Fill, or pad where too much would be lost.",
        takes=_PADDED,
        cuts=True,
        gravity=None,
    ),
    AUTO_CROP,
    CropMode(
        "auto_pad",
        "As auto, or pad where too much would be lost.",
        takes=_PADDED | {"z"},
        cuts=True,
        revision=2,
        gravity=None,
    ),
    CropMode("imagga_scale", "As scale, by an older service.", ratio_alone=False),
    CropMode(
        "imagga_crop",
        "As auto, by an older service.",
        takes=_PLACED,
        ratio_alone=False,
        cuts=True,
        gravity=AUTO,
    ),
)

#: Flags with which sides are shares of something else than the image itself.
_OF_OTHERS: Final = frozenset({RELATIVE, REGION_RELATIVE})

#: Modes that without a size cut the region out on which gravity lies.
_REGIONAL: Final = (CROP, THUMB, AUTO_CROP)

CROP_MODE: Final = Declaration(
    key="c",
    name="crop mode",
    role=Role.ACTION,
    grammar=Choice(prefix="c", options=MODES),
    facts=frozenset({"size"}),
    sentence="How the image becomes the width, height or aspect ratio asked for.",
    example="c_fill,h_300,w_400",
)


def mode_of(component: Component) -> CropMode | None:
    """Give the crop mode of a component; sides without one mean ``scale``.

    Unless they are those of the region that an effect works on.
    """
    mode = component.get(CROP_MODE)
    if mode is not None or not component.has(WIDTH, HEIGHT, ASPECT_RATIO):
        return mode
    return None if WIDTH.key in qualified(component) else SCALE


def resizes(component: Component) -> bool:
    """Whether a crop mode has something to do on some image.

    It has not without a size, with the image's own size unless it goes closer to something, or
    fitting into a box that is made to hold the image.
    """
    mode = mode_of(component)
    if mode is None:
        return False
    width, height = component.get(WIDTH), component.get(HEIGHT)
    if width is None and height is None:
        if component.has(ASPECT_RATIO):
            return "g" in mode.takes
        return _whole_region(mode, component)
    if component.has(ASPECT_RATIO) and (width is None or height is None):
        return True
    if "z" in mode.takes and ((component.get(ZOOM) or 1.0) != 1.0 or _closer(mode, component)):
        return True
    of_others = not _OF_OTHERS.isdisjoint(component.get(FLAGS) or ())
    return of_others or (width or WHOLE) != WHOLE or (height or WHOLE) != WHOLE


def _closer(mode: CropMode, component: Component) -> bool:
    """Whether a mode goes close to what gravity lies on, or finds."""
    gravity = component.get(GRAVITY) or mode.gravity
    return gravity is not None and not isinstance(gravity, Option)


def taken(component: Component) -> frozenset[str]:
    """Give the keys that change what the crop mode of a component does."""
    mode = mode_of(component)
    if mode is None:
        return frozenset()
    if _whole_region(mode, component) and mode == CROP:
        return mode.takes | {ZOOM.key}
    liquid = component.get(GRAVITY) == LIQUID and mode == SCALE
    return mode.takes | {GRAVITY.key} if liquid else mode.takes


def _whole_region(mode: CropMode, component: Component) -> bool:
    """Whether what is cut out is a region of the image, as large as that is."""
    gravity = component.get(GRAVITY) or mode.gravity
    if isinstance(gravity, Carried):
        gravity = gravity.gravity
    regional = isinstance(gravity, (Subject, NamedArea, Areas)) or (
        isinstance(gravity, Auto)
        and (gravity.yields or any(isinstance(focal, Area) for focal in gravity.focals))
    )
    return mode in _REGIONAL and regional and not component.has(WIDTH, HEIGHT, ASPECT_RATIO)


def check(component: Component) -> None:
    """Refuse what a crop mode cannot do on any image. Raises TransformationError."""
    mode = mode_of(component)
    if mode is None:
        _check_place(component)
        return
    if not mode.ratio_alone and component.has(ASPECT_RATIO) and not component.has(WIDTH, HEIGHT):
        raise TransformationError(
            f"An aspect ratio alone does not work with c_{mode.name}",
            parameter=ASPECT_RATIO.key,
            expected="w or h beside ar, or a mode that cuts or pads",
        )
    if not layered(component):
        _check_gravity(mode, component.get(GRAVITY))
    elif mode.gravity is None:
        # There gravity says where the layer lies, which g_auto cannot.
        _check_gravity(mode, None)


def layered(component: Component) -> bool:
    """Whether a component has to do with a layer; its gravity then says where that lies."""
    opened = not _LAYERS.isdisjoint(component.given)
    return opened or LAYER_APPLY in (component.get(FLAGS) or ())


def _check_place(component: Component) -> None:
    """Refuse a gravity that is no place which an effect could work on."""
    applied, gravity = component.get(EFFECT), component.get(GRAVITY)
    if not isinstance(applied, Applied) or GRAVITY.key not in applied.effect.with_keys:
        return
    if isinstance(gravity, Auto) and not layered(component):
        raise TransformationError(
            _AUTO_ONLY_WITH,
            parameter=GRAVITY.key,
            expected=f"{_AUTO_MODES} with g_auto; e_{applied.effect.name} with face, faces, "
            "custom, region_!name!, a compass gravity, or x, y, w and h",
        )
    if gravity == LIQUID:
        raise _only_scaling("c_scale,g_liquid, and the effect in the next component")


def _only_scaling(expected: str) -> TransformationError:
    return TransformationError(
        "g_liquid works only with c_scale", parameter=GRAVITY.key, expected=expected
    )


def _check_gravity(mode: CropMode, gravity: Gravity | None) -> None:
    if isinstance(gravity, Auto) and not mode.cuts:
        raise TransformationError(
            _AUTO_ONLY_WITH,
            parameter=GRAVITY.key,
            expected=f"{_AUTO_MODES} with g_auto, or c_{mode.name} without",
        )
    if mode.gravity is None and not isinstance(gravity, Auto | Areas | Carried):
        raise TransformationError(
            f"c_{mode.name} works only with g_auto",
            parameter=GRAVITY.key,
            expected=f"c_{mode.name},g_auto, or c_fill or c_pad with another gravity",
        )
    if gravity == LIQUID and mode != SCALE:
        raise _only_scaling("c_scale,g_liquid, then the other mode in the next component")
    compass = isinstance(gravity, Option) and gravity != XY_CENTER
    if gravity is not None and not compass and GRAVITY.key in mode.takes and not mode.cuts:
        raise TransformationError(
            f"g_{gravity.name} does not work with c_{mode.name}",
            parameter=GRAVITY.key,
            expected="a compass gravity",
        )


#: The vendor's words, which clients may look for.
_AUTO_ONLY_WITH: Final = "Use auto gravity only with crop, fill, lfill, fill_pad or thumb"
_AUTO_MODES: Final = "c_auto, c_auto_pad, c_crop, c_fill, c_fill_pad, c_lfill or c_thumb"
_LAYERS: Final = frozenset({"l", "u"})
