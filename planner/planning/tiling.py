"""Tiling: a crop to the largest tile of a collage."""

from fractions import Fraction

from planner.errors import NotRenderedYet
from planner.geometry.box import largest_inside, requested_box
from planner.geometry.lengths import Ruler, positive
from planner.geometry.rounding import exact
from planner.geometry.values import ResizeRequest
from planner.language.component import Component
from planner.parameters.crop import CROP, mode_of
from planner.parameters.gravity import GRAVITY, TILE
from planner.planning.scene import Scene
from planner.steps import CropTile


def on_tile(component: Component) -> bool:
    """Whether a component crops where the largest tile is."""
    mode = mode_of(component)
    return mode is not None and GRAVITY.key in mode.takes and component.get(GRAVITY) == TILE


def cropped_to_tile(request: ResizeRequest, component: Component, scene: Scene) -> Scene:
    """Cut out the largest tile, or a box around its middle; only the picture tells where that is.

    Without a size zoom makes the box smaller or larger than the tile. Raises NotRenderedYet for
    modes that scale, which would have to know the tile before.
    """
    if mode_of(component) != CROP:
        raise NotRenderedYet(
            f"c_{request.mode} does not know the tiles of a collage yet",
            parameter=GRAVITY.key,
            expected=f"c_crop,g_{TILE.name}, then c_{request.mode} in the next component",
        )
    ruler = Ruler(scene.size, scene.original, exact(scene.pixel_ratio))
    box = requested_box(request, ruler, largest_inside)
    if box is None:
        return scene.then(CropTile(zoom=float(positive(request.zoom, "z"))))
    across = min(box.width, scene.size.width)
    down = min(box.height, scene.size.height)
    x = ruler.measure(request.x, "width") if request.x else Fraction(0)
    y = ruler.measure(request.y, "height") if request.y else Fraction(0)
    return scene.then(CropTile(across, down, x=float(x), y=float(y)))
