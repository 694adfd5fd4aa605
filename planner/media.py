"""Media: which parameters work on which kind of asset."""

from collections.abc import Iterable, Iterator

from planner.errors import TransformationError
from planner.language.component import Component
from planner.language.declaration import Media
from planner.language.quoting import quoted, shortened
from planner.language.tree import Conditional, LayerBlock, Node, flat
from planner.layers.checks import check_bases
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
