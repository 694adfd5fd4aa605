"""Altering: the effect of a component, on what its resize has left."""

from dataclasses import replace
from typing import Literal

from planner.colour import Colour
from planner.geometry.lengths import Ruler
from planner.geometry.rounding import exact
from planner.geometry.values import Length
from planner.language.component import Component
from planner.language.declaration import Declaration, Role
from planner.language.effect import Applied
from planner.parameters.background import BACKGROUND
from planner.parameters.colour import COLOUR
from planner.parameters.effect import EFFECT
from planner.parameters.offsets import X, Y
from planner.parameters.sides import HEIGHT, WIDTH
from planner.planning.scene import Scene
from planner.steps import ApplyEffect


def altered(component: Component, scene: Scene) -> Scene:
    """Apply the effect; the parameters beside it that qualify it are measured on the image."""
    applied = component.get(EFFECT)
    if not isinstance(applied, Applied) or applied.effect.role is Role.QUALIFIER:
        return scene
    effect = applied.effect
    step = _step(applied, component.picked(effect.with_keys), scene)
    if effect.sized is not None:
        size = effect.sized(step, scene.size)
        step = replace(step, width=size.width, height=size.height)
    scene = scene.then(step)
    clears = effect.clears(step) if callable(effect.clears) else effect.clears
    return scene.shown_through() if clears else scene


def _step(applied: Applied, beside: Component, scene: Scene) -> ApplyEffect:
    ruler = Ruler(scene.size, scene.original, exact(scene.pixel_ratio))

    def pixels(declared: Declaration[Length], axis: Literal["width", "height"]) -> float | None:
        length = beside.get(declared)
        return None if length is None else float(ruler.measure(length, axis))

    background = beside.get(BACKGROUND)
    return ApplyEffect(
        effect=applied.effect.name,
        arguments=applied.arguments,
        width=scene.size.width,
        height=scene.size.height,
        colour=beside.get(COLOUR),
        background=background if isinstance(background, Colour) else None,
        x=pixels(X, "width"),
        y=pixels(Y, "height"),
        across=pixels(WIDTH, "width"),
        down=pixels(HEIGHT, "height"),
    )
