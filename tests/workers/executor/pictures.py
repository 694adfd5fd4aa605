"""Rendering in tests, and how far two pictures are apart; Pillow and numpy are the oracles."""

import io
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from planner.colour import Colour
from planner.plan import Output, RenderPlan
from planner.source_views import Opening
from planner.steps import Border, Canvas, Crop, Resize, Rotate, Step
from tests.photographs import astronaut, rocket
from workers.executor.encoding import Encoded
from workers.executor.limits import Limits
from workers.executor.rendering import render

#: The size of every source that is not told otherwise: an odd one on purpose.
WIDTH, HEIGHT = 241, 160

RED = Colour(255, 0, 0)


def rendered(
    source: bytes,
    *steps: Step,
    size: tuple[int, int] = (WIDTH, HEIGHT),
    format: str = "png",  # noqa: A002 - the word for it
    limits: Limits | None = None,
    ignore_orientation: bool = False,
    quality: int = 80,
    chroma: str = "",
    animated: bool = False,
    opening: Opening | None = None,
    **written: Any,
) -> Encoded:
    """Render a source of ``size`` (as steps see it) through a plan of these steps.

    written: further fields of the plan's output.
    """
    for step in steps:
        size = _size_after(step, size)
    output = Output(format, quality, chroma, animated, **written)
    plan = RenderPlan(steps, output, *size, opening or Opening(lying=ignore_orientation))
    return render(memoryview(source), plan, limits or Limits())


def drawn(
    source: bytes,
    *steps: Step,
    size: tuple[int, int] = (WIDTH, HEIGHT),
    ignore_orientation: bool = False,
) -> Image.Image:
    """Render to PNG and open it with Pillow."""
    encoded = rendered(source, *steps, size=size, ignore_orientation=ignore_orientation)
    return opened(encoded.data)


def opened(data: bytes) -> Image.Image:
    """Decode a file with Pillow: RGB, or RGBA where it has alpha."""
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        mode = "RGBA" if picture.has_transparency_data else "RGB"
        return picture.convert(mode)


def pixels(picture: Image.Image) -> NDArray[np.float64]:
    """Give rows, columns and bands, 0 to 255."""
    return np.asarray(picture, dtype=np.float64)


def apart(one: Image.Image, other: Image.Image) -> float:
    """Give the mean absolute difference of a band, 0 to 255. Both are of one size and mode."""
    assert (one.size, one.mode) == (other.size, other.mode)
    return float(np.abs(pixels(one) - pixels(other)).mean())


def composed(picture: Image.Image, colour: tuple[int, int, int]) -> Image.Image:
    """Show a transparent picture on a colour."""
    ground = Image.new("RGBA", picture.size, (*colour, 255))
    return Image.alpha_composite(ground, picture).convert("RGB")


@cache
def mosaic(width: int, height: int) -> Image.Image:
    """Photographs side by side at their natural size: the finest detail that they have."""
    ground = Image.new("RGB", (width, height))
    tiles = (rocket(), astronaut())
    across = 0
    while across < width:
        down = 0
        while down < height:
            tile = tiles[(across + down) % 2]
            ground.paste(tile, (across, down))
            down += 300
        across += 500
    return ground


def _size_after(step: Step, size: tuple[int, int]) -> tuple[int, int]:
    match step:
        case Resize() | Crop() | Canvas() | Rotate():
            return step.width, step.height
        case Border():
            return size[0] + 2 * step.width, size[1] + 2 * step.width
        case _:
            return size
