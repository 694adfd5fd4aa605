"""The chain: components drawn one after the other, each in the fixed order of its stages."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from planner.canonical.delivery import asked_ratio, delivery
from planner.errors import NotRenderedYet, TransformationError
from planner.expressions.scope import Scope
from planner.expressions.values import Value
from planner.facts import AssetFacts, Client
from planner.folding.binding import computed
from planner.folding.liveness import living
from planner.folding.walking import Anywhere, Place, walked
from planner.language.component import Component
from planner.language.quoting import quoted, shortened
from planner.language.tree import Conditional, LayerBlock
from planner.layers.assets import Lookup, layer_facts
from planner.parameters.pixel_ratio import PIXEL_RATIO
from planner.parameters.variable import VARIABLE
from planner.planning.asking import asked
from planner.planning.fitness import check_fit
from planner.planning.scene import Scene
from planner.planning.stages.altering import altered
from planner.planning.stages.fading import faded
from planner.planning.stages.framing import framed
from planner.planning.stages.painting import painted
from planner.planning.stages.resizing import resized
from planner.planning.stages.turning import turned, turned_to_fit
from planner.responsive.settling import settled, waits
from planner.responsive.transformations import settled_for
from planner.transformation import Transformation, of_components

#: What a component does, in the order in which it is done whatever the order of writing.
STAGES: Final[tuple[Callable[[Component, Scene], Scene], ...]] = (
    turned_to_fit,
    resized,
    altered,
    faded,
    framed,
    turned,
    painted,
)


#: How often a device pixel ratio is looked for that the conditions it decides leave in effect.
_ATTEMPTS: Final = 4


@dataclass(frozen=True, slots=True)
class Folded:
    """A transformation without anything to decide or to compute, and the scene that it leads to."""

    transformation: Transformation
    scene: Scene


def drawn(transformation: Transformation, facts: AssetFacts) -> Scene:
    """Give the scene after a whole transformation; what waits for a client is as without hints.

    Raises TransformationError naming the component for what cannot be drawn of this asset.
    """
    return folded(transformation, facts).scene


def folded(
    transformation: Transformation, facts: AssetFacts, layers: Lookup | None = None
) -> Folded:
    """Decide and compute what the facts of an asset and the sizes on the way decide.

    What waits for a client is drawn as without hints, but stays as it is in the transformation.
    layers: where the assets of layers are looked up.
    Raises TransformationError naming the component for what cannot be drawn of this asset;
    ReferenceNotFound for a layer whose asset is missing; NotRenderedYet for what this release
    does not draw, or does not know of the asset.
    """
    nodes = transformation.nodes
    components = tuple(node for node in nodes if isinstance(node, Component))
    plain, ratio = _plain(components, facts)
    if len(components) == len(nodes) and not any(map(_folds, components)):
        return Folded(transformation, _straight(plain, ratio, facts))
    for _ in range(_ATTEMPTS):
        walk = walked(nodes, Scope(), Here(Scene.of(facts, pixel_ratio=ratio), facts, layers))
        left = living(walk.nodes)
        if not isinstance(walk.place, Here):
            break
        now = tuple(node for node in left if isinstance(node, Component))
        plain, left_ratio = _plain(now, facts)
        scene = walk.place.scene
        # Once all is folded there may be no length left that the ratio multiplies.
        if left_ratio == ratio or _straight(plain, left_ratio, facts).steps == scene.steps:
            return Folded(transformation if left == nodes else of_components(now), scene)
        ratio = left_ratio
    raise TransformationError(
        "The device pixel ratio contradicts the condition that it stands in",
        parameter=PIXEL_RATIO.key,
        expected="dpr outside of conditions on the current size",
    )


def _plain(
    components: tuple[Component, ...], facts: AssetFacts
) -> tuple[tuple[Component, ...], float]:
    """Give components as without hints, and the device pixel ratio that they ask for."""
    plain = settled_for(of_components(components), facts, Client())[0].components
    return plain, asked_ratio(plain, dict(delivery(plain, whole=False).values))


def _straight(components: tuple[Component, ...], ratio: float, facts: AssetFacts) -> Scene:
    """Draw components that have nothing to fold."""
    scene = Scene.of(facts, pixel_ratio=ratio)
    for component in components:
        scene = after(component, scene)
    return scene


def _folds(component: Component) -> bool:
    return component.has(VARIABLE) or computed(component)


@dataclass(frozen=True, slots=True)
class Here:
    """A place in the walk over a tree: the scene so far, of an asset."""

    scene: Scene
    facts: AssetFacts
    layers: Lookup | None = None

    def measure(self, word: str, key: str) -> Value | None:
        """Give a characteristic, or None where it is not known."""
        return asked(word, key, self.scene, self.facts)

    def after(self, component: Component) -> Place:
        """Draw a component."""
        made = component
        if waits(component):
            made = settled(component, self.facts, Client(), self.scene.pixel_ratio)[0]
        return replace(self, scene=after(made, self.scene))

    def after_layer(self, layer: LayerBlock) -> Place:
        """Layers are not drawn yet; but what they show has to be there."""
        if self.layers is not None:
            layer_facts((layer,), self.layers)
        raise NotRenderedYet("Layers are not rendered yet").within(shortened(layer.opener.raw))

    def inside_layer(self) -> Place:
        """Inside a layer sizes are not known."""
        return Anywhere()

    def after_undecided(self, conditional: Conditional) -> Place:
        """Nothing is drawn of what cannot be decided."""
        left = conditional.condition.text
        raise NotRenderedYet(f"Whether {quoted(left)} is not known yet").within(
            shortened(conditional.raw)
        )


def after(component: Component, scene: Scene) -> Scene:
    """Give the scene after one component. Raises TransformationError naming it."""
    try:
        check_fit(component, scene)
        _check_drawn(component)
        for stage in STAGES:
            scene = stage(component, scene)
    except TransformationError as error:
        raise error.within(shortened(component.raw)) from error
    return scene


def _check_drawn(component: Component) -> None:
    """Refuse what is understood, but not drawn yet. Raises NotRenderedYet."""
    for declaration, value in component.declared():
        missing = declaration.undrawn(value)
        if missing is not None:
            raise NotRenderedYet(
                f"{quoted(missing)} is understood, but not drawn yet", parameter=declaration.key
            )
    if computed(component):
        raise NotRenderedYet("What this is computed from is not known yet")
