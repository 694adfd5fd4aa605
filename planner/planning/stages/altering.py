"""Altering: the effect of a component, on what its resize has left."""

from dataclasses import replace
from functools import reduce
from typing import Literal

from planner.colour import Colour
from planner.effects.shape import TRIM
from planner.errors import TransformationError
from planner.geometry.lengths import Ruler
from planner.geometry.rounding import exact
from planner.geometry.values import Length
from planner.language.component import Component
from planner.language.declaration import Declaration, Role
from planner.language.effect import Applied
from planner.parameters.background import BACKGROUND
from planner.parameters.colour import COLOUR
from planner.parameters.crop import mode_of
from planner.parameters.effect import EFFECT
from planner.parameters.offsets import X, Y
from planner.parameters.sides import HEIGHT, WIDTH
from planner.planning.scene import Scene
from planner.planning.sizes import size_after
from planner.steps import ApplyEffect, Canvas, Step


def altered(component: Component, scene: Scene) -> Scene:
    """Apply the effect; the parameters beside it that qualify it are measured on the image.

    Trimming has a stage of its own, and blends are no effects of an image.
    Raises TransformationError for an image or arguments that nothing can be drawn of.
    """
    applied = component.get(EFFECT)
    if not isinstance(applied, Applied) or applied.effect is TRIM:
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
    step = _step(applied, component.picked(effect.with_keys), scene)
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


def _step(applied: Applied, beside: Component, scene: Scene) -> ApplyEffect:
    ruler = Ruler(scene.size, scene.original, exact(scene.pixel_ratio))

    def pixels(declared: Declaration[Length], axis: Literal["width", "height"]) -> float | None:
        length = beside.get(declared)
        return None if length is None else float(ruler.measure(length, axis))

    measured = applied.effect.measured
    arguments = measured(applied.arguments, ruler) if measured else applied.arguments
    background = beside.get(BACKGROUND)
    return ApplyEffect(
        effect=applied.effect.name,
        arguments=arguments,
        width=scene.size.width,
        height=scene.size.height,
        colour=beside.get(COLOUR),
        background=background if isinstance(background, Colour) else None,
        x=pixels(X, "width"),
        y=pixels(Y, "height"),
        across=pixels(WIDTH, "width"),
        down=pixels(HEIGHT, "height"),
    )
