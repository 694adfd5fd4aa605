"""Default images: what is delivered where an asset is missing is not part of what is drawn."""

from planner.language.component import Component
from planner.language.tree import Conditional, LayerBlock, Node
from planner.parameters.default_image import DEFAULT_IMAGE
from planner.transformation import Transformation, of_nodes


def default_image(transformation: Transformation) -> str | None:
    """Give the public ID of the default image, with its extension; the last one counts."""
    named = None
    for component in transformation.components:
        named = component.get(DEFAULT_IMAGE) or named
    return named


def without_default_image(transformation: Transformation) -> Transformation:
    """Give what is drawn, of an asset that is there as of the default image."""
    if not any(component.has(DEFAULT_IMAGE) for component in transformation.components):
        return transformation
    return of_nodes(_without(transformation.nodes))


def _without(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    made: list[Node] = []
    for node in nodes:
        match node:
            case Component():
                kept = node.without(DEFAULT_IMAGE)
                made += [kept] if kept.values else []
            case Conditional(raw, condition, first, second):
                made.append(Conditional(raw, condition, _without(first), _without(second)))
            case LayerBlock(opener, inner, closer):
                made.append(LayerBlock(opener, _without(inner), closer))
    return tuple(made)
