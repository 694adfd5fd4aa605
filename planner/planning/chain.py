"""The chain: components drawn one after the other, each in the fixed order of its stages."""

from collections.abc import Callable
from typing import Final

from planner.canonical.delivery import delivery, pixel_ratio
from planner.errors import TransformationError
from planner.facts import AssetFacts
from planner.language.component import Component
from planner.language.quoting import shortened
from planner.planning.scene import Scene
from planner.planning.stages.fading import faded
from planner.planning.stages.framing import framed
from planner.planning.stages.painting import painted
from planner.planning.stages.resizing import resized
from planner.planning.stages.turning import turned, turned_to_fit
from planner.transformation import Transformation

#: What a component does, in the order in which it is done whatever the order of writing.
STAGES: Final[tuple[Callable[[Component, Scene], Scene], ...]] = (
    turned_to_fit,
    resized,
    faded,
    framed,
    turned,
    painted,
)


def drawn(transformation: Transformation, facts: AssetFacts) -> Scene:
    """Give the scene after a whole transformation.

    Raises TransformationError naming the component for what cannot be drawn of this asset.
    """
    components = transformation.components
    ratio = pixel_ratio(components, dict(delivery(components).values))
    scene = Scene.of(facts, pixel_ratio=ratio)
    for component in components:
        scene = after(component, scene)
    return scene


def after(component: Component, scene: Scene) -> Scene:
    """Give the scene after one component. Raises TransformationError naming it."""
    try:
        for stage in STAGES:
            scene = stage(component, scene)
    except TransformationError as error:
        raise error.within(shortened(component.raw)) from error
    return scene
