"""Sizes: what each kind of step leaves of the size that it receives."""

from planner.geometry.values import Size
from planner.steps import (
    ApplyEffect,
    ApplyLayer,
    AutoCrop,
    Border,
    Canvas,
    Carve,
    Crop,
    FindTile,
    Resize,
    Rotate,
    Step,
    Trim,
)


def size_after(step: Step, size: Size) -> Size | None:
    """Give the size of an image after a step, in pixels; None where only the picture tells."""
    match step:
        case Trim() | ApplyLayer(width=0) | FindTile():
            return None
        case Carve():
            return Size(step.width, step.height)
        case Resize() | Crop() | Canvas() | Rotate() | ApplyEffect() | ApplyLayer() | AutoCrop():
            return Size(step.width, step.height)
        case Border():
            return Size(size.width + 2 * step.width, size.height + 2 * step.width)
        case _:
            return size
