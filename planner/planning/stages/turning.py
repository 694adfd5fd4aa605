"""Turning: rotations and mirrorings, and lying down or standing up before a resize."""

from fractions import Fraction
from math import cos, radians, sin
from typing import Final

from planner.colour import TRANSPARENT
from planner.geometry.lengths import Ruler
from planner.geometry.rounding import exact, half_up, side
from planner.geometry.values import Size
from planner.language.component import Component
from planner.parameters.angle import ANGLE, AUTO_DEGREES, HFLIP, VFLIP, oblique
from planner.parameters.aspect_ratio import ASPECT_RATIO
from planner.parameters.background import BACKGROUND
from planner.parameters.crop import resizes
from planner.parameters.sides import HEIGHT, WIDTH
from planner.planning.scene import Scene
from planner.steps import Flip, Resize, Rotate

#: An image larger than this, in pixels of its longer side, is scaled down before it is turned by
#: other than right angles.
LARGEST_TURNED: Final = 3000

#: Digits of a side that are kept before it is rounded: fewer than floating point gets right.
_DIGITS: Final = 6


def turned(component: Component, scene: Scene) -> Scene:
    """Turn and mirror, one after the other."""
    for turn in component.get(ANGLE) or ():
        if turn in (HFLIP, VFLIP):
            scene = scene.then(Flip(horizontal=turn == HFLIP))
        elif isinstance(turn, float):
            scene = _rotated(turn, scene)
            if oblique(turn):
                scene = scene.shown_through(wanted=component.has(BACKGROUND))
    return scene


def turned_to_fit(component: Component, scene: Scene) -> Scene:
    """Turn by a right angle where image and requested box are on opposite sides of a square."""
    turns = [turn for turn in component.get(ANGLE) or () if turn in AUTO_DEGREES]
    requested = _requested_ratio(component, scene)
    present = Fraction(scene.size.width, scene.size.height)
    if not turns or requested is None or (requested - 1) * (present - 1) >= 0:
        return scene
    return _rotated(AUTO_DEGREES[turns[-1]], scene)


def bounding_box(size: Size, degrees: float) -> Size:
    """Give the size of the smallest upright canvas that holds a turned image, halves up."""
    across, down = abs(cos(radians(degrees))), abs(sin(radians(degrees)))
    return Size(
        _rounded(size.width * across + size.height * down),
        _rounded(size.width * down + size.height * across),
    )


def _rotated(degrees: float, scene: Scene) -> Scene:
    if oblique(degrees):
        scene = _at_most(LARGEST_TURNED, scene)
    box = bounding_box(scene.size, degrees)
    return scene.then(Rotate(degrees, TRANSPARENT, box.width, box.height))


def _at_most(longest: int, scene: Scene) -> Scene:
    factor = Fraction(longest, max(scene.size.width, scene.size.height))
    if factor >= 1:
        return scene
    return scene.then(Resize(side(scene.size.width * factor), side(scene.size.height * factor)))


def _rounded(pixels: float) -> int:
    return max(1, half_up(Fraction(round(pixels, _DIGITS))))


def _requested_ratio(component: Component, scene: Scene) -> Fraction | None:
    """Give width by height of the box that a resize asks for, where it asks for a shape."""
    if not resizes(component):
        return None
    width, height = component.get(WIDTH), component.get(HEIGHT)
    if width is None or height is None:
        return component.get(ASPECT_RATIO)
    ruler = Ruler(scene.size, scene.original, exact(scene.pixel_ratio))
    return ruler.measure(width, "width") / ruler.measure(height, "height")
