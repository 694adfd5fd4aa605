"""Parts: where in the image an effect works that is only for some of it."""

from typing import Final

from planner.effects.blur import BLUR_FACES, PIXELATE_FACES
from planner.errors import NotRenderedYet
from planner.facts import Rectangle
from planner.language.areas import Areas
from planner.language.carried import Carried
from planner.language.component import Component
from planner.language.effect import Effect
from planner.parameters.effect import EFFECT
from planner.parameters.gravity import GRAVITY
from planner.planning.scene import Scene
from planner.planning.sought import rectangles

#: Effects that work on every face.
ON_FACES: Final = frozenset({BLUR_FACES.name, PIXELATE_FACES.name})


def areas_of(effect: Effect, beside: Component, scene: Scene) -> tuple[Rectangle, ...]:
    """Give the areas that an effect works on, by the gravity beside it; none where it has none.

    Raises NotRenderedYet for faces that nobody knows.
    """
    gravity = beside.get(GRAVITY)
    if isinstance(gravity, Areas):
        return rectangles(gravity, scene.size)
    if effect.name not in ON_FACES or isinstance(gravity, Carried):
        # Where it is located later, nothing is drawn here: this scene is only supposed.
        return ()
    raise NotRenderedYet(
        f"e_{effect.name} needs to know the faces of the asset, which nobody has looked for yet",
        parameter=EFFECT.key,
        expected="an asset with face_coordinates, or e_blur_region with x, y, w and h",
    )
