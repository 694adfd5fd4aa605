"""Sizes: what each kind of step leaves of the size that it receives."""

from planner.geometry.values import Size
from planner.steps import ApplyEffect, Border, Canvas, Crop, Resize, Rotate, Step


def size_after(step: Step, size: Size) -> Size:
    """Give the size of an image after a step, in pixels."""
    match step:
        case Resize() | Crop() | Canvas() | Rotate() | ApplyEffect():
            return Size(step.width, step.height)
        case Border():
            return Size(size.width + 2 * step.width, size.height + 2 * step.width)
        case _:
            return size
