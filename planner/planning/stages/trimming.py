"""Trimming: edges cut off, before anything is resized."""

from planner.effects.shape import TRIM
from planner.language.component import Component
from planner.language.effect import Applied
from planner.parameters.effect import EFFECT
from planner.planning.scene import Scene
from planner.steps import Trim


def trimmed(component: Component, scene: Scene) -> Scene:
    """Cut off the edges; only the picture tells how much is left."""
    applied = component.get(EFFECT)
    if not isinstance(applied, Applied) or applied.effect is not TRIM:
        return scene
    tolerance, colour = applied.arguments
    return scene.then(Trim(tolerance, colour))
