"""Media: which parameters work on which kind of asset, and on those that are not stored yet."""

from collections.abc import Iterable, Iterator

from planner.errors import TransformationError
from planner.language.component import Component
from planner.language.declaration import Media
from planner.language.effect import Applied, Effect
from planner.language.quoting import quoted, shortened
from planner.language.tree import Conditional, LayerBlock, Node, flat
from planner.layers.checks import check_bases
from planner.parameters.effect import EFFECT
from planner.transformation import Transformation


def check_media(transformation: Transformation, media: Media) -> None:
    """Refuse parameters and layers that do not work on a kind of asset.

    Raises TransformationError.
    """
    check_bases(transformation.nodes, media)
    for component in _of_kind(transformation.nodes, media):
        for declaration, value in component.declared():
            works = declaration.traits(value).media
            if media not in works:
                plain = works == declaration.media
                what = f"{declaration.key}_" if plain else quoted(declaration.text(value))
                raise TransformationError(
                    f"{what} does not work on {media.value} assets",
                    component=shortened(component.raw),
                    parameter=declaration.key,
                    expected=" or ".join(sorted(kind.value for kind in works)) or "nothing of it",
                )


def check_fetched(transformation: Transformation) -> None:
    """Refuse what works only on stored assets. Raises TransformationError.

    S4-121.
    """
    for component, effect in _effects(transformation):
        if effect.stills:
            raise _misplaced(component, effect, "fetched assets", "an uploaded asset")


def check_incoming(transformation: Transformation) -> None:
    """Refuse what cannot be done to an upload before it is stored. Raises TransformationError.

    S4-121.
    """
    for component, effect in _effects(transformation):
        if not effect.incoming:
            raise _misplaced(component, effect, "incoming transformations", "a stored asset")


def _effects(transformation: Transformation) -> Iterator[tuple[Component, Effect]]:
    for component in transformation.components:
        applied = component.get(EFFECT)
        if isinstance(applied, Applied):
            yield component, applied.effect


def _misplaced(
    component: Component, effect: Effect, where: str, expected: str
) -> TransformationError:
    return TransformationError(
        f"e_{effect.name} does not work on {where}",
        component=shortened(component.raw),
        parameter=EFFECT.key,
        expected=expected,
    )


def _of_kind(nodes: Iterable[Node], media: Media) -> Iterator[Component]:
    """Give the components that work on an asset of a kind: a video's layers may be images."""
    for node in nodes:
        match node:
            case Component():
                yield node
            case Conditional():
                yield from _of_kind(node.nodes, media)
                yield from _of_kind(node.otherwise, media)
            case LayerBlock() if media is Media.IMAGE:
                yield from flat([node])
