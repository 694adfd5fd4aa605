"""Apply layer: another picture laid on the image, or under it."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Final

import pyvips

from planner.colour import TRANSPARENT
from planner.geometry.values import Size
from planner.layers.placement import Union, canvas
from planner.steps import ApplyLayer
from workers.errors import RenderRefused
from workers.executor import blends
from workers.executor.backgrounds import embedded

STEP: Final = ApplyLayer

#: What lays a picture on another: base, layer, its left and top on the base, the step.
Blend = Callable[[pyvips.Image, pyvips.Image, tuple[int, int], ApplyLayer], pyvips.Image]

_PLAIN: Final = "over"


@cache
def blendings() -> Mapping[str, Blend]:
    """Find what draws each blend: the module of its name in ``blends``."""
    return MappingProxyType(
        {
            module.name: import_module(f"{blends.__name__}.{module.name}").draw
            for module in iter_modules(blends.__path__)
        }
    )


def draw(image: pyvips.Image, step: ApplyLayer, layer: pyvips.Image) -> pyvips.Image:
    """Place the image and the layer on the canvas that holds them, and blend them."""
    held = canvas(Size(image.width, image.height), Size(layer.width, layer.height), step.placement)
    if not step.overflows and _overhangs(held, image, layer):
        raise RenderRefused(
            400,
            f"The text of {layer.width} x {layer.height} pixels does not fit on the image of "
            f"{image.width} x {image.height}; expected a smaller font size, or "
            "no fl_text_disallow_overflow",
        )
    base, corner = _on(image, held.size, held.base), held.layer
    if step.tiled:
        layer, corner = _tiled(layer, held.size, corner), (0, 0)
    if step.under:
        base, layer, corner = _on(layer, held.size, corner), image, held.base
    return blendings()[step.blend or _PLAIN](base, layer, corner, step)


def _overhangs(held: Union, image: pyvips.Image, layer: pyvips.Image) -> bool:
    left, top = held.layer[0] - held.base[0], held.layer[1] - held.base[1]
    inside = left >= 0 and top >= 0
    return not (inside and left + layer.width <= image.width and top + layer.height <= image.height)


def _on(image: pyvips.Image, size: Size, corner: tuple[int, int]) -> pyvips.Image:
    """Give a picture on a transparent canvas, unless it is all of that."""
    if (image.width, image.height, *corner) == (size.width, size.height, 0, 0):
        return image
    left, top = corner
    return embedded(image, TRANSPARENT, left=left, top=top, width=size.width, height=size.height)


def _tiled(layer: pyvips.Image, size: Size, corner: tuple[int, int]) -> pyvips.Image:
    """Repeat a layer over a canvas, in step with where one of it would lie."""
    # It is read once for each tile.
    layer = layer.copy_memory()
    left, top = corner[0] % layer.width, corner[1] % layer.height
    across = -(-size.width // layer.width) + 1
    down = -(-size.height // layer.height) + 1
    tiles = layer.replicate(across, down)
    return tiles.crop(
        (layer.width - left) % layer.width,
        (layer.height - top) % layer.height,
        size.width,
        size.height,
    )
