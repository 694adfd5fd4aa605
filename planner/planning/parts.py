"""Parts: where in the image an effect works that is only for some of it."""

from typing import Final

from planner.effects.blur import BLUR_FACES, PIXELATE_FACES
from planner.errors import NotRenderedYet, TransformationError
from planner.facts import Rectangle
from planner.geometry.gravity import COMPASS, place_box
from planner.geometry.lengths import Ruler
from planner.geometry.rounding import exact, side
from planner.geometry.values import ResizeRequest, Size
from planner.language.areas import Areas
from planner.language.choices import Option
from planner.language.component import Component
from planner.language.effect import Effect
from planner.language.quoting import quoted
from planner.parameters.effect import EFFECT
from planner.parameters.gravity import GRAVITY
from planner.parameters.offsets import X, Y
from planner.parameters.sides import HEIGHT, WIDTH
from planner.planning.scene import Scene
from planner.planning.sought import rectangles

#: Effects that work on every face.
ON_FACES: Final = frozenset({BLUR_FACES.name, PIXELATE_FACES.name})


def areas_of(effect: Effect, beside: Component, scene: Scene) -> tuple[Rectangle, ...]:
    """Give the areas that an effect works on, by the gravity beside it; none where it has none.

    Raises NotRenderedYet for faces that nobody knows, TransformationError for another gravity.
    """
    gravity = beside.get(GRAVITY)
    match gravity:
        case Areas():
            return rectangles(gravity, scene.size)
        case Option() if gravity.name in COMPASS:
            return (_compass(gravity.name, beside, scene),)
        case None if effect.name not in ON_FACES:
            return ()
        case None:
            raise NotRenderedYet(
                f"e_{effect.name} needs to know the faces of the asset, which nobody has "
                "looked for yet",
                parameter=EFFECT.key,
                expected="an asset with face_coordinates, or e_blur_region with x, y, w and h",
            )
        case _:
            raise TransformationError(
                f"{quoted(f'g_{gravity.name}')} does not place an effect",
                parameter=GRAVITY.key,
                expected="a compass gravity, custom, face, faces or region_!name!",
            )


def _compass(gravity: str, beside: Component, scene: Scene) -> Rectangle:
    """Give the rectangle of w by h, or of the whole image's sides, that gravity places."""
    ruler = Ruler(scene.size, scene.original, exact(scene.pixel_ratio))
    width, height = beside.get(WIDTH), beside.get(HEIGHT)
    box = Size(
        scene.size.width if width is None else side(ruler.measure(width, "width")),
        scene.size.height if height is None else side(ruler.measure(height, "height")),
    )
    box = Size(min(box.width, scene.size.width), min(box.height, scene.size.height))
    request = ResizeRequest("crop", gravity=gravity, x=beside.get(X), y=beside.get(Y))
    left, top = place_box(request, ruler, box, scene.size)
    return left, top, box.width, box.height
