"""Fading: opacity."""

from planner.language.component import Component
from planner.parameters.opacity import OPACITY
from planner.planning.scene import Scene
from planner.steps import Opacity


def faded(component: Component, scene: Scene) -> Scene:
    """Scale alpha."""
    percent = component.get(OPACITY)
    if percent in (None, OPACITY.default):
        return scene
    return scene.then(Opacity(percent)).shown_through()
