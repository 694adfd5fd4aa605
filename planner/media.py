"""Media: which parameters work on which kind of asset."""

from planner.errors import TransformationError
from planner.language.declaration import Media
from planner.language.quoting import shortened
from planner.layers.checks import check_bases
from planner.transformation import Transformation


def check_media(transformation: Transformation, media: Media) -> None:
    """Refuse parameters and layers that do not work on a kind of asset.

    Raises TransformationError.
    """
    check_bases(transformation.nodes, media)
    for component in transformation.components:
        for declaration, _ in component.declared():
            if media not in declaration.media:
                raise TransformationError(
                    f"{declaration.key}_ does not work on {media.value} assets",
                    component=shortened(component.raw),
                    parameter=declaration.key,
                    expected=" or ".join(sorted(kind.value for kind in declaration.media)),
                )
