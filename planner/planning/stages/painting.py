"""Painting: the background, behind all that a component has drawn."""

from planner.colour import TRANSPARENT, Colour
from planner.language.backdrops import GRADIENT, Backdrop
from planner.language.component import Component
from planner.parameters.background import BACKGROUND
from planner.planning.content import content
from planner.planning.scene import Scene
from planner.steps import AutoBackground, Flatten


def painted(component: Component, scene: Scene) -> Scene:
    """Compose what is transparent onto the background."""
    background = component.get(BACKGROUND)
    if not scene.transparent:
        return scene
    match background:
        case Colour() if background != TRANSPARENT:
            return _covered(scene.then(Flatten(background)), opaque=background.opaque)
        case Backdrop("auto", arguments):
            step = _automatic(scene, *arguments)
            return _covered(scene.then(step), opaque=all(one.opaque for one in step.palette))
        case _:
            return scene


def _covered(scene: Scene, *, opaque: bool) -> Scene:
    return scene.covered() if opaque else scene.shown_through()


def _automatic(
    scene: Scene, mode: str, colours: str, direction: str, palette: tuple[Colour, ...] | None
) -> AutoBackground:
    window = content(scene)
    words = mode.split("_")
    return AutoBackground(
        source=words[0],
        contrast="contrast" in words,
        colours=int(colours) if GRADIENT in words else 1,
        direction=direction,
        palette=palette or (),
        left=window.left,
        top=window.top,
        width=window.size.width,
        height=window.size.height,
    )
