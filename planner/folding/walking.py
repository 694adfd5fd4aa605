"""Walking: a tree folded node by node, in the order in which it is drawn."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from planner.conditions.judging import judged
from planner.errors import TransformationError
from planner.expressions.scope import Scope
from planner.expressions.values import Value
from planner.folding.binding import bound
from planner.language.blocks import CONDITION
from planner.language.component import Component
from planner.language.quoting import shortened
from planner.language.tree import Conditional, LayerBlock, Node


class Place(Protocol):
    """Where the walk is: what the image can be asked there, and how it goes on."""

    def measure(self, word: str, key: str) -> Value | None:
        """Give a characteristic, or None where it is not known."""
        ...

    def located(self, component: Component) -> tuple[Component, ...]:
        """Give a component with the areas written into it that its gravity or effect lies on.

        What follows the first draws the rest of it, and is still to be located.
        """
        ...

    def located_layer(self, layer: LayerBlock) -> LayerBlock | None:
        """Give a layer with the areas written into it that it lies on; None without any."""
        ...

    def after(self, component: Component) -> "Place":
        """Give the place after a component, which is folded."""
        ...

    def after_layer(self, layer: LayerBlock) -> "Place":
        """Give the place after a layer."""
        ...

    def undecided(self, conditional: Conditional) -> "Place":
        """Give the place before the branches of a condition that could not be decided."""
        ...

    def after_undecided(self, conditional: Conditional) -> "Place":
        """Give the place after a condition that could not be decided, its branches folded."""
        ...

    def styled(self, opener: Component) -> Component:
        """Give what opens a layer with the style of a stored text that it names written in."""
        ...

    def inside_layer(self, layer: LayerBlock) -> "Place":
        """Give the place at the beginning of a layer; variables are written into its opener."""
        ...


@dataclass(frozen=True, slots=True)
class Anywhere:
    """A place of which nothing is known."""

    def measure(self, word: str, key: str) -> Value | None:
        """Nothing."""
        del word, key
        return None

    def located(self, component: Component) -> tuple[Component, ...]:
        """Nothing is located."""
        return (component,)

    def located_layer(self, layer: LayerBlock) -> LayerBlock | None:
        """Nothing is located."""
        return layer

    def after(self, component: Component) -> Place:
        """Still nothing."""
        del component
        return self

    def after_layer(self, layer: LayerBlock) -> Place:
        """Still nothing."""
        del layer
        return self

    def undecided(self, conditional: Conditional) -> Place:
        """Still nothing."""
        del conditional
        return self

    def after_undecided(self, conditional: Conditional) -> Place:
        """Still nothing."""
        del conditional
        return self

    def styled(self, opener: Component) -> Component:
        """Nothing is looked up."""
        return opener

    def inside_layer(self, layer: LayerBlock) -> Place:
        """Still nothing."""
        del layer
        return self


@dataclass(frozen=True, slots=True)
class Walk:
    """Nodes folded so far, and where that leads."""

    nodes: tuple[Node, ...]
    scope: Scope
    place: Place


def walked(nodes: Iterable[Node], scope: Scope, place: Place) -> Walk:
    """Fold nodes one after the other. Raises TransformationError naming a component."""
    made: list[Node] = []
    for node in nodes:
        match node:
            case Component():
                component, scope = bound(node, replace(scope, measure=place.measure))
                left = [component]
                while left:
                    first, *rest = place.located(left.pop())
                    left += rest
                    place = place.after(first)
                    made.append(first)
            case LayerBlock():
                located = place.located_layer(node)
                if located is not None:
                    layer, scope = _layer(located, scope, place)
                    place = place.after_layer(layer)
                    made.append(layer)
            case Conditional():
                walk = _conditional(node, scope, place)
                made += walk.nodes
                scope, place = walk.scope, walk.place
    return Walk(tuple(made), scope, place)


def _layer(layer: LayerBlock, scope: Scope, place: Place) -> tuple[LayerBlock, Scope]:
    # What is shown has to be known before its size can be asked for.
    named, _ = bound(layer.opener, replace(scope, measure=Anywhere().measure))
    inside = place.inside_layer(replace(layer, opener=place.styled(named)))
    opener, scope = bound(layer.opener, replace(scope, measure=inside.measure))
    opener = place.styled(opener)
    inner = walked(layer.inner, scope, inside)
    scope, closer = inner.scope, layer.closer
    if closer is not None:
        closer, scope = bound(closer, replace(scope, measure=place.measure))
    return LayerBlock(opener, inner.nodes, closer), scope


def _conditional(node: Conditional, scope: Scope, place: Place) -> Walk:
    try:
        verdict = judged(node.condition, replace(scope, measure=place.measure))
    except TransformationError as error:
        raise error.within(shortened(node.raw), CONDITION) from error
    if isinstance(verdict, bool):
        return walked(node.nodes if verdict else node.otherwise, scope, place)
    inside = place.undecided(replace(node, condition=verdict))
    first = walked(node.nodes, scope, inside)
    second = walked(node.otherwise, scope, inside)
    left = Conditional(node.raw, verdict, first.nodes, second.nodes)
    return Walk((left,), first.scope.joined(second.scope), place.after_undecided(left))
