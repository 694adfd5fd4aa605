"""Moving: how often an animation is shown, and a camera that goes over a still image."""

from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from planner.effects.motion import LOOP, ZOOMPAN
from planner.effects.standpoint import Standpoint
from planner.errors import TransformationError
from planner.geometry.gravity import COMPASS
from planner.geometry.rounding import half_up
from planner.geometry.values import Size
from planner.language.component import Component
from planner.language.effect import Applied
from planner.limits import MAXIMUM_FRAMES
from planner.parameters.effect import EFFECT
from planner.parameters.gravity import XY_CENTER, Gravity
from planner.planning.scene import Scene
from planner.planning.sought import region_of, search_of
from planner.steps import SeekingPan, Sought, Step, View, ZoomPan

_WEST, _MIDDLE, _EAST = Fraction(0), Fraction(1, 2), Fraction(1)

#: What each mode goes to, or comes from: the share of the spare room left of the near view.
_NEAR: Final = MappingProxyType({"c": _MIDDLE, "l": _WEST, "r": _EAST})

#: Modes that go along the image, from where to where.
_ALONG: Final = MappingProxyType({"plr": (_WEST, _EAST), "prl": (_EAST, _WEST)})

#: How a mode that comes out of the image begins.
_OUT: Final = "of"


def moved(component: Component, scene: Scene) -> Scene:
    """Say how often an animation is shown, or make one of a still image.

    Raises TransformationError for what is already animated, a layer, or too many frames.
    """
    applied = component.get(EFFECT)
    if not isinstance(applied, Applied):
        return scene
    if applied.effect is LOOP:
        if scene.base is not None:
            raise TransformationError(
                "e_loop says how often the result is shown; a layer stands still",
                parameter=EFFECT.key,
                expected="e_loop outside of layers",
            )
        (times,) = applied.arguments
        return replace(scene, plays=0 if times is None else int(times) + 1)
    return _travelled(applied, scene) if applied.effect is ZOOMPAN else scene


def _travelled(applied: Applied, scene: Scene) -> Scene:
    mode, nearest, start, stop, seconds, rate = applied.arguments
    if scene.animated or scene.base is not None:
        raise TransformationError(
            "e_zoompan makes an animation of a still image, which this is not",
            parameter=EFFECT.key,
            expected="one e_zoompan, of a still image that is no layer",
        )
    frames = max(half_up(Fraction(str(seconds)) * Fraction(str(rate))), 2)
    if frames > MAXIMUM_FRAMES:
        raise TransformationError(
            f"e_zoompan would make {frames} frames",
            parameter=EFFECT.key,
            expected=f"at most {MAXIMUM_FRAMES} frames, which are du times fps",
        )
    if start is None and stop is None:
        step: Step = ZoomPan(frames, rate, *_by_mode(mode or "ztc", nearest, scene.size))
    else:
        begin, end = (_standing(one or Standpoint(), scene) for one in (start, stop))
        step = _pan(frames, rate, begin, end)
    pixels = scene.size.width * scene.size.height
    return replace(scene.then(step), frames=frames, largest=pixels)


def _pan(frames: int, rate: float, begin: View | Sought, end: View | Sought) -> Step:
    if isinstance(begin, Sought) or isinstance(end, Sought):
        return SeekingPan(frames, rate, begin, end)
    return ZoomPan(frames, rate, begin, end)


def _by_mode(mode: str, zoom: float, size: Size) -> tuple[View, View]:
    """Give where a mode begins and ends. At the side it is half way up."""
    if mode in _ALONG:
        begin, end = (_near(share, zoom, size) for share in _ALONG[mode])
        return begin, end
    whole, near = (
        (0.0, 0.0, float(size.width), float(size.height)),
        _near(_NEAR[mode[-1]], zoom, size),
    )
    return (near, whole) if mode.startswith(_OUT) else (whole, near)


def _near(share: Fraction, zoom: float, size: Size) -> View:
    width, height = size.width / zoom, size.height / zoom
    return float(share) * (size.width - width), (size.height - height) / 2, width, height


def _standing(point: Standpoint, scene: Scene) -> View | Sought:
    """Give what is seen from a standpoint, moved so that it lies inside the image.

    x and y are the point that is looked at, in pixels; with a gravity they move what is seen
    inwards from the side that it is aligned to, or right and down from an area. Nothing written is
    the whole image.
    """
    size, zoom = scene.size, 1.0 if point.zoom is None else point.zoom
    width, height = size.width / zoom, size.height / zoom
    x, y = (None if each is None else each * scene.pixel_ratio for each in (point.x, point.y))
    search = search_of(point.gravity)
    if search is not None and zoom > 1:
        return Sought(search, width, height, x or 0.0, y or 0.0)
    left, top = _placed(point.gravity, (x, y), size, (width, height))
    return (
        min(max(left, 0.0), size.width - width),
        min(max(top, 0.0), size.height - height),
        width,
        height,
    )


def _placed(
    gravity: Gravity | None,
    offset: tuple[float | None, float | None],
    size: Size,
    view: tuple[float, float],
) -> tuple[float, float]:
    """Give left and top of a view, which need not be inside."""
    x, y = offset
    width, height = view
    if gravity is None or gravity == XY_CENTER:
        middle = (size.width / 2 if x is None else x, size.height / 2 if y is None else y)
        return middle[0] - width / 2, middle[1] - height / 2
    area = region_of(gravity, size)
    if area is not None:
        return (
            float(area.left + area.width / 2) - width / 2 + (x or 0),
            float(area.top + area.height / 2) - height / 2 + (y or 0),
        )
    across, down = COMPASS.get(gravity.name, (_MIDDLE, _MIDDLE))
    return (
        float(across) * (size.width - width) + (-1 if across == _EAST else 1) * (x or 0),
        float(down) * (size.height - height) + (-1 if down == _EAST else 1) * (y or 0),
    )
