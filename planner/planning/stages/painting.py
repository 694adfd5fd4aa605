"""Painting: the background, behind all that a component has drawn."""

from planner.colour import TRANSPARENT, Colour
from planner.language.component import Component
from planner.parameters.background import BACKGROUND
from planner.planning.scene import Scene
from planner.steps import Flatten


def painted(component: Component, scene: Scene) -> Scene:
    """Compose what is transparent onto the background colour."""
    colour = component.get(BACKGROUND)
    if not isinstance(colour, Colour) or colour == TRANSPARENT or not scene.transparent:
        return scene
    scene = scene.then(Flatten(colour))
    return scene.covered() if colour.opaque else scene.shown_through()
