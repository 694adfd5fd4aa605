"""Moving: how often an animation is shown, and a camera that goes over a still image."""

from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from planner.effects.motion import LOOP, ZOOMPAN
from planner.errors import NotRenderedYet, TransformationError
from planner.geometry.gravity import COMPASS
from planner.geometry.rounding import half_up
from planner.geometry.values import Size
from planner.language.component import Component
from planner.language.effect import Applied
from planner.language.quoting import quoted
from planner.limits import MAXIMUM_FRAMES
from planner.parameters.effect import EFFECT
from planner.parameters.gravity import GRAVITY
from planner.planning.scene import Scene
from planner.steps import View, ZoomPan

_WEST, _MIDDLE, _EAST = Fraction(0), Fraction(1, 2), Fraction(1)

#: What each mode goes to, or comes from: the share of the spare room left of the near view.
_NEAR: Final = MappingProxyType({"c": _MIDDLE, "l": _WEST, "r": _EAST})

#: Modes that go along the image, from where to where.
_ALONG: Final = MappingProxyType({"plr": (_WEST, _EAST), "prl": (_EAST, _WEST)})

#: How a mode that comes out of the image begins.
_OUT: Final = "of"


def moved(component: Component, scene: Scene) -> Scene:
    """Say how often an animation is shown, or make one of a still image.

    Raises TransformationError for what is already animated, a layer, or too many frames;
    NotRenderedYet for a gravity that is no compass value.
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
        begin, end = _by_mode(mode or "ztc", nearest, scene.size)
    else:
        begin, end = (_standing(dict(one or ()), scene) for one in (start, stop))
    pixels = scene.size.width * scene.size.height
    return replace(scene.then(ZoomPan(frames, rate, begin, end)), frames=frames, largest=pixels)


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


def _standing(written: dict[str, str], scene: Scene) -> View:
    """Give what is seen from a standpoint, moved so that it lies inside the image.

    x and y are the point that is looked at, in pixels; with a gravity they move what is seen
    inwards from the side that it is aligned to. Nothing written is the whole image.
    """
    size, zoom = scene.size, float(written.get("zoom", 1))
    width, height = size.width / zoom, size.height / zoom
    x, y = (
        float(written[axis]) * scene.pixel_ratio if axis in written else None for axis in ("x", "y")
    )
    gravity = written.get("g")
    if gravity is None:
        left = size.width / 2 if x is None else x
        top = size.height / 2 if y is None else y
        left, top = left - width / 2, top - height / 2
    else:
        across, down = _compass(gravity)
        left = float(across) * (size.width - width) + (-1 if across == _EAST else 1) * (x or 0)
        top = float(down) * (size.height - height) + (-1 if down == _EAST else 1) * (y or 0)
    return (
        min(max(left, 0.0), size.width - width),
        min(max(top, 0.0), size.height - height),
        width,
        height,
    )


def _compass(name: str) -> tuple[Fraction, Fraction]:
    gravity = GRAVITY.parse(name)
    if gravity.name not in COMPASS:
        raise NotRenderedYet(
            f"{quoted(f'g_{gravity.name}')} does not guide e_zoompan yet",
            parameter=EFFECT.key,
            expected="a compass gravity, or x and y",
        )
    return COMPASS[gravity.name]
