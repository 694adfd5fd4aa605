"""Merging: fewer steps that draw exactly the same."""

from collections.abc import Iterable
from dataclasses import replace

from planner.colour import TRANSPARENT
from planner.geometry.values import Size
from planner.planning.sizes import size_after
from planner.steps import Canvas, Crop, Flatten, Flip, Resize, Rotate, Step


def merged(steps: Iterable[Step], size: Size) -> tuple[Step, ...]:
    """Give the steps without those that change nothing, neighbours joined where that is exact.

    ``size`` is that of the image before the first. Only after the last it may be unknown.
    """
    kept: list[Step] = []
    for step in steps:
        if not _idle(step, size):
            _add(kept, step)
        size = size_after(step, size) or size
    return tuple(kept)


def _add(kept: list[Step], step: Step) -> None:
    joined = _joined(kept[-1], step) if kept else None
    if joined is None:
        kept.append(step)
        return
    kept.pop()
    for together in joined:
        _add(kept, together)


def _idle(step: Step, size: Size) -> bool:
    """Whether a step leaves an image of this size as it is."""
    match step:
        case Crop() | Resize():
            return (step.width, step.height) == (size.width, size.height)
        case _:
            return False


def _joined(first: Step, second: Step) -> tuple[Step, ...] | None:
    """Give what two neighbours are together, or None where they stay apart."""
    match first, second:
        case Crop(), Crop():
            return (replace(second, left=first.left + second.left, top=first.top + second.top),)
        case Flip(), Flip() if first == second:
            return ()
        case Rotate(), Rotate() if not (first.degrees % 90 or second.degrees % 90):
            degrees = (first.degrees + second.degrees) % 360
            return (replace(second, degrees=degrees),) if degrees else ()
        case Canvas() | Rotate(), Flatten(background) if first.background == TRANSPARENT:
            return (replace(first, background=background),)
        case _:
            return None
