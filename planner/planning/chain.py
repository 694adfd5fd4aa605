"""The chain: components and layers drawn one after the other, what is decided taken out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from planner.canonical.delivery import asked_ratio, delivery
from planner.errors import TransformationError
from planner.expressions.scope import Scope
from planner.facts import AssetFacts, Client
from planner.folding.binding import computed
from planner.folding.liveness import living
from planner.folding.walking import Place, walked
from planner.language.component import Component
from planner.language.tree import Conditional, Node, flat
from planner.layers.assets import Lookup, nothing_asked
from planner.parameters.pixel_ratio import PIXEL_RATIO
from planner.parameters.variable import VARIABLE
from planner.planning.locating import asks
from planner.planning.places import Here, scene_of
from planner.planning.scene import Scene
from planner.responsive.settling import settled, waits
from planner.transformation import Transformation, of_nodes

#: How often a device pixel ratio is looked for that the conditions it decides leave in effect.
_ATTEMPTS: Final = 4


@dataclass(frozen=True, slots=True)
class Folded:
    """A transformation without anything to decide or to compute, and the scene that it leads to.

    Behind something of which only the picture tells the size, what depends on that is left.
    """

    transformation: Transformation
    scene: Scene


def drawn(
    transformation: Transformation, facts: AssetFacts, lookup: Lookup = nothing_asked
) -> Scene:
    """Give the scene after a whole transformation; what waits for a client is as without hints.

    Raises TransformationError naming the component for what cannot be drawn of this asset.
    """
    return folded(transformation, facts, lookup).scene


def folded(
    transformation: Transformation, facts: AssetFacts, lookup: Lookup = nothing_asked
) -> Folded:
    """Decide and compute what the facts of an asset and the sizes on the way decide.

    What waits for a client is drawn as without hints, but stays as it is in the transformation.
    lookup: gives the assets of layers.
    Raises TransformationError naming the component for what cannot be drawn of this asset;
    ReferenceNotFound for a layer whose asset is missing; NotRenderedYet for what this release
    does not draw, or does not know of the asset.
    """
    nodes = transformation.nodes
    sizing = _sizing(nodes)
    straight = sizing == nodes and not any(map(_folds, sizing))
    ratio = _ratio(sizing, facts)
    for _ in range(_ATTEMPTS):
        here = Here(Scene.of(facts, pixel_ratio=ratio), facts, lookup)
        if straight:
            return Folded(transformation, _straight(sizing, here.begun()))
        walk = walked(nodes, Scope(), here.begun())
        scene, left = scene_of(walk.place), living(walk.nodes)
        left_ratio = _ratio(_sizing(left), facts)
        # Once all is folded there may be no length left that the ratio multiplies.
        other = replace(here.scene, pixel_ratio=left_ratio)
        if left_ratio == ratio or here.drawing(left, other).scene.steps == scene.steps:
            return Folded(transformation if left == nodes else of_nodes(left), scene)
        ratio = left_ratio
    raise TransformationError(
        "The device pixel ratio contradicts the condition that it stands in",
        parameter=PIXEL_RATIO.key,
        expected="dpr outside of conditions on the current size",
    )


def _folds(component: Component) -> bool:
    return component.has(VARIABLE) or computed(component) or asks(component)


def _sizing(nodes: Iterable[Node]) -> tuple[Component, ...]:
    """Give the components that the device pixel ratio works on: layers' too, no condition's."""
    return tuple(flat(node for node in nodes if not isinstance(node, Conditional)))


def _straight(components: Iterable[Component], here: Place) -> Scene:
    """Draw components that have nothing to fold."""
    for component in components:
        here = here.after(component)
    return scene_of(here)


def _ratio(components: Iterable[Component], facts: AssetFacts) -> float:
    """Give the device pixel ratio that is asked for, as without a client's hints."""
    plain = [
        settled(component, facts, Client(), 1.0)[0] if waits(component) else component
        for component in components
    ]
    return asked_ratio(plain, delivery(plain, whole=False).given)
