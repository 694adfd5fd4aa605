"""Altering: the effect of a component, on what its resize has left."""

from dataclasses import replace
from functools import reduce
from typing import Final, Literal

from planner.colour import Colour
from planner.effects.motion import LOOP, ZOOMPAN
from planner.effects.shape import TRIM
from planner.errors import TransformationError
from planner.geometry.gravity import COMPASS
from planner.geometry.lengths import Ruler
from planner.geometry.rounding import exact
from planner.geometry.values import Length, Size
from planner.language.choices import Option
from planner.language.component import Component
from planner.language.declaration import Declaration, Role
from planner.language.effect import Applied
from planner.parameters.background import BACKGROUND
from planner.parameters.colour import COLOUR
from planner.parameters.crop import mode_of
from planner.parameters.effect import EFFECT
from planner.parameters.gravity import GRAVITY, XY_CENTER, Gravity
from planner.parameters.offsets import X, Y
from planner.parameters.sides import HEIGHT, WIDTH
from planner.planning.parts import areas_of
from planner.planning.scene import Scene
from planner.planning.sizes import size_after
from planner.steps import ApplyEffect, Canvas, Step

#: Effects that have stages of their own.
_OTHERS: Final = frozenset({TRIM, LOOP, ZOOMPAN})


def altered(component: Component, scene: Scene) -> Scene:
    """Apply the effect; the parameters beside it that qualify it are measured on the image.

    Trimming and moving have stages of their own, and blends are no effects of an image.
    Raises TransformationError for an image or arguments that nothing can be drawn of.
    """
    applied = component.get(EFFECT)
    if not isinstance(applied, Applied) or applied.effect in _OTHERS:
        return scene
    if applied.effect.role is Role.QUALIFIER:
        return scene
    effect = applied.effect
    if effect.needs_alpha and not scene.transparent:
        raise TransformationError(
            f"The effect {effect.name} needs an image with transparent parts",
            parameter=EFFECT.key,
            expected="a picture with alpha, or an effect before it that removes the background",
        )
    scene, padding = _unpadded(applied, component, scene)
    cropped = mode_of(component) is not None
    step = _step(applied, component.picked(effect.with_keys), scene, cropped=cropped)
    if GRAVITY.key in effect.with_keys and not cropped:
        step = _placed(step, component.get(GRAVITY), scene.size)
    if effect.sized is not None:
        size = effect.sized(step, scene.size)
        step = replace(step, width=size.width, height=size.height)
    scene = scene.then(step, *padding)
    clears = effect.clears(step) if callable(effect.clears) else effect.clears
    return scene.shown_through() if clears else scene


def _unpadded(
    applied: Applied, component: Component, scene: Scene
) -> tuple[Scene, tuple[Step, ...]]:
    """Give the scene that an effect works on, and the padding that comes after it."""
    inside = applied.effect.inside
    if inside is None or not inside(applied.arguments) or mode_of(component) is None:
        return scene, ()
    *before, last = scene.steps or (None,)
    if not isinstance(last, Canvas):
        return scene, ()
    start = scene.start or scene.original
    size = reduce(lambda known, step: size_after(step, known) or known, before, start)
    return replace(scene, steps=tuple(before), size=size), (last,)


def _placed(step: ApplyEffect, gravity: Gravity | None, size: Size) -> ApplyEffect:
    """Give an effect's rectangle where gravity aligns it; x and y move it inwards from there.

    With ``xy_center`` they are its middle. An area, found or not found yet, is no rectangle.
    """
    if not isinstance(gravity, Option):
        return step
    across = size.width if step.across is None else step.across
    down = size.height if step.down is None else step.down
    right, below = step.x or 0.0, step.y or 0.0
    if gravity == XY_CENTER:
        left, top = right - across / 2, below - down / 2
        return replace(step, x=left, y=top, across=float(across), down=float(down))
    east, south = COMPASS[gravity.name]
    return replace(
        step,
        x=float(east) * (size.width - across) + (-right if east == 1 else right),
        y=float(south) * (size.height - down) + (-below if south == 1 else below),
        across=float(across),
        down=float(down),
    )


def _step(applied: Applied, beside: Component, scene: Scene, *, cropped: bool) -> ApplyEffect:
    ruler = Ruler(scene.size, scene.original, exact(scene.pixel_ratio))

    def pixels(declared: Declaration[Length], axis: Literal["width", "height"]) -> float | None:
        length = beside.get(declared)
        return None if length is None else float(ruler.measure(length, axis))

    measured = applied.effect.measured
    arguments = measured(applied.arguments, ruler) if measured else applied.arguments
    background = beside.get(BACKGROUND)
    # Beside a crop, gravity says what of the image that keeps.
    areas = () if cropped else areas_of(applied.effect, beside, scene)
    return ApplyEffect(
        effect=applied.effect.name,
        arguments=arguments,
        width=scene.size.width,
        height=scene.size.height,
        colour=beside.get(COLOUR),
        background=background if isinstance(background, Colour) else None,
        areas=areas,
        x=pixels(X, "width"),
        y=pixels(Y, "height"),
        across=pixels(WIDTH, "width"),
        down=pixels(HEIGHT, "height"),
    )
