"""Places in the walk over a tree: what an image can be asked there, and how it goes on."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from planner.canonical.delivery import computes_delivery, without_globals
from planner.errors import NotRenderedYet, TransformationError
from planner.expressions.scope import Scope
from planner.expressions.values import Value
from planner.facts import AssetFacts, Client
from planner.flags.layers import REPLACE_IMAGE
from planner.folding.walking import Place, walked
from planner.language.component import Component
from planner.language.quoting import quoted, shortened
from planner.language.tree import Conditional, LayerBlock, Node, flat
from planner.layers.assets import Lookup
from planner.layers.blocks import arranged
from planner.layers.parts import FLAGS_KEY, has_flag
from planner.parameters.gravity import GRAVITY, TILE
from planner.planning.asking import asked
from planner.planning.components import after, check_drawn
from planner.planning.drafting import Drawing
from planner.planning.fitness import check_motion, fitted
from planner.planning.layering import differs, layer_scene, layered
from planner.planning.locating import carrying, located, located_layer, seeking
from planner.planning.postponing import check_postponed, postpones_delivery
from planner.planning.scene import Scene
from planner.planning.stages.trimming import trimmed
from planner.planning.stages.viewing import viewed
from planner.planning.styling import styled
from planner.responsive.settling import settled, waits
from planner.steps import FindTile

#: What is asked of the picture at hand, which nothing else tells.
_OF_PICTURE: Final = frozenset({"w", "h", "ar"})

#: What is asked of the picture that all begins with, which mostly is known.
_OF_FIRST: Final = frozenset({"iw", "ih", "iar"})


@dataclass(frozen=True, slots=True)
class Here:
    """A place where the scene is known. ``lookup`` gives the assets of layers."""

    scene: Scene
    facts: AssetFacts
    lookup: Lookup

    def begun(self) -> "Here | Later":
        """Give the place where all begins: what is at hand may be late itself."""
        return self._at(self.scene)

    def measure(self, word: str, key: str) -> Value | None:
        """Give a characteristic, or None where it is not known."""
        return asked(word, key, self.scene, self.facts)

    def located(self, component: Component) -> tuple[Component, ...]:
        """Write in where the areas of the asset lie in the image at hand."""
        return located(component, viewed(component, self.scene))

    def located_layer(self, layer: LayerBlock) -> LayerBlock | None:
        """Write in where the areas of the asset lie in the image at hand."""
        return located_layer(layer, self.scene)

    def styled(self, opener: Component) -> Component:
        """Write in the style of a stored text."""
        return styled(opener, self.lookup)

    def after(self, component: Component) -> Place:
        """Draw a component; what waits for a client, as without hints."""
        made = component
        if waits(component):
            made = settled(component, self.facts, Client(), self.scene.pixel_ratio)[0]
        if self._told and self.scene.waits and carrying(made):
            return self._at(self.scene.putting_all_off(made))
        if self._told and seeking(made) and trimmed(made, self.scene) is self.scene:
            return self._at(self.scene.then(FindTile()).putting_off(made))
        return self._at(after(made, self.scene))

    def inside_layer(self, layer: LayerBlock) -> Place:
        """Give the place at the beginning of a layer, whose source is known."""
        scene = layer_scene(layer, self.scene, self.lookup)
        alone = self._found(layer) and not differs(layer)
        return self._at(scene) if alone else _waiting(scene, self)

    def after_layer(self, layer: LayerBlock) -> Place:
        """Draw a layer, which is folded; put it off where nobody knows yet where it lies."""
        if not self._found(layer):
            if self.scene.waits:
                return self._at(self.scene.putting_all_off(layer))
            return self._at(self.scene.then(FindTile()).putting_off(layer))
        return self._at(layered(layer, self.scene, self.lookup, self, self.facts.version_id))

    def undecided(self, conditional: Conditional) -> Place:
        """Nothing is drawn of what cannot be decided."""
        raise _unknown(conditional)

    def after_undecided(self, conditional: Conditional) -> Place:
        """Nothing is drawn of what cannot be decided."""
        raise _unknown(conditional)

    def drawing(self, nodes: Iterable[Node], scene: Scene) -> Drawing:
        """Draw nodes of which one scene is before."""
        walk = walked(nodes, Scope(), self._at(scene))
        return Drawing(scene_of(walk.place), walk.nodes)

    def _found(self, layer: LayerBlock) -> bool:
        """Whether it is known, or only supposed, where a layer lies."""
        closer = arranged(layer).closer
        if not self._told or closer is None:
            return True
        carried = self.scene.waits and carrying(closer)
        return not carried and closer.get(GRAVITY) != TILE

    @property
    def _told(self) -> bool:
        """Whether what is drawn here is known, not only supposed."""
        return self.scene.stored.known

    def _at(self, scene: Scene) -> "Here | Later":
        if not scene.late:
            return replace(self, scene=scene)
        later = Later(scene, replace(self, scene=scene.supposed()))
        return later.behind(scene.rest)


@dataclass(frozen=True, slots=True)
class Later:
    """A place behind something of which only the picture tells the size.

    What follows is put off until it is known. ``supposed`` is where that would lead if the size
    had stayed, with the variables of ``scope``: it tells what of the result may be transparent.
    """

    scene: Scene
    supposed: Here
    scope: Scope = field(default_factory=Scope)

    def measure(self, word: str, key: str) -> Value | None:
        """Give a characteristic that does not depend on the picture."""
        return None if word in self._untold else self.supposed.measure(word, key)

    def located(self, component: Component) -> tuple[Component, ...]:
        """Write in what is known without the picture: that there is no such area."""
        return located(component, self.scene)

    def located_layer(self, layer: LayerBlock) -> LayerBlock | None:
        """Write in what is known without the picture: that there is no such area."""
        return located_layer(layer, self.scene)

    def styled(self, opener: Component) -> Component:
        """Write in the style of a stored text."""
        return self.supposed.styled(opener)

    def after(self, component: Component) -> Place:
        """Put a component off, unless all that it says of the delivery is known already."""
        try:
            check_motion(component, self.supposed.scene)
        except TransformationError as error:
            raise error.within(shortened(component.raw)) from error
        check_drawn(fitted(component, self.supposed.scene), unless=self._untold)
        if computes_delivery(component):
            self._check_postponed(component)
        elif not (without_globals(component).values or postpones_delivery(self.scene.rest)):
            return self
        return self._after(component)

    def inside_layer(self, layer: LayerBlock) -> Place:
        """Give the place at the beginning of a layer, whose sides may be shares of this image's."""
        here = self.supposed
        return _waiting(layer_scene(layer, here.scene, here.lookup), here)

    def after_layer(self, layer: LayerBlock) -> Place:
        """Put a layer off."""
        _check_opened((layer,))
        for component in flat((layer,)):
            check_drawn(component, unless=self._untold)
        return self._after(layer)

    def undecided(self, conditional: Conditional) -> Place:
        """Give the place before the branches of a condition that waits for the picture."""
        if not conditional.condition.needs <= self._untold | self._variables(conditional):
            raise _unknown(conditional)
        return self

    def after_undecided(self, conditional: Conditional) -> Place:
        """Put a condition off; what either of its branches may leave transparent, may be."""
        _check_opened((conditional,))
        for component in flat((conditional,)):
            self._check_postponed(component)
        put_off = replace(self, scene=self.scene.putting_off(conditional))
        branches = [put_off.behind(nodes) for nodes in (conditional.nodes, conditional.otherwise)]
        return max(branches, key=lambda branch: branch.scene.wants_alpha)

    def behind(self, nodes: tuple[Node, ...]) -> "Later":
        """Give the place behind nodes that have been put off already."""
        supposed, scope = self._supposed(nodes)
        return Later(self.scene.looking_as(supposed.scene), supposed, scope)

    def _after(self, node: Component | LayerBlock) -> "Later":
        return replace(self, scene=self.scene.putting_off(node)).behind((node,))

    @property
    def _untold(self) -> frozenset[str]:
        """What only the picture tells."""
        return _OF_PICTURE if self.supposed.facts.sized else _OF_PICTURE | _OF_FIRST

    def _check_postponed(self, component: Component) -> None:
        check_postponed(component, self.supposed.facts, layer=self.scene.base is not None)

    def _supposed(self, nodes: tuple[Node, ...]) -> tuple[Here, Scope]:
        """Walk as if the size had stayed; what cannot be done then may still be possible."""
        try:
            walk = walked(nodes, self.scope, self.supposed)
        except NotRenderedYet:
            raise
        except TransformationError:
            return self.supposed, self.scope
        match walk.place:
            case Later(supposed=supposed):
                return supposed, walk.scope
            case Here():
                return walk.place, walk.scope
            case other:
                raise TypeError(f"{type(other).__name__} is no place of an image")

    @staticmethod
    def _variables(conditional: Conditional) -> frozenset[str]:
        return frozenset(name for name in conditional.condition.needs if name[0] == "$")


def _waiting(scene: Scene, here: Here) -> Later:
    """Give the place at the beginning of a layer of which nothing is drawn before its base."""
    return Later(replace(scene, late=True), replace(here, scene=scene.supposed()))


def scene_of(place: Place) -> Scene:
    """Give the scene at a place of an image."""
    if isinstance(place, Here | Later):
        return place.scene
    raise TypeError(f"{type(place).__name__} has no scene")


def _check_opened(nodes: Iterable[Node]) -> None:
    """Refuse to change a document by what only the picture of one of its pages tells."""
    for component in flat(nodes):
        if has_flag(component, REPLACE_IMAGE.name):
            raise TransformationError(
                "An image of a document is replaced before its pages are drawn",
                component=shortened(component.raw),
                parameter=FLAGS_KEY,
                expected="the layer with fl_replace_image before e_trim or another size that is "
                "not known before, and outside of a condition on it",
            )


def _unknown(conditional: Conditional) -> NotRenderedYet:
    left = conditional.condition.text
    return NotRenderedYet(f"Whether {quoted(left)} is not known yet").within(
        shortened(conditional.raw)
    )
