"""Tracking: where areas of the asset lie after the steps of a scene.

An area is followed by its outline, and cut where the frame cuts it; what leaves the frame is gone.
At last it is the upright box around what has become of it. What is carved, or seen by a camera that
moves, loses every area: nobody knows then where it is.
"""

from collections.abc import Iterable
from math import cos, radians, sin

from planner.geometry.edges import Edges, Outline, Point, around, in_pieces, inside
from planner.geometry.mapping import MAPPINGS, Mapped, bends
from planner.geometry.values import Size
from planner.layers.placement import canvas
from planner.planning.sizes import size_after
from planner.steps import (
    ApplyEffect,
    ApplyLayer,
    ApplyTable,
    AutoBackground,
    Border,
    Canvas,
    Crop,
    Flatten,
    Flip,
    FoundTile,
    Ground,
    Opacity,
    Resize,
    Rotate,
    Round,
    Step,
)


def tracked(areas: Iterable[Edges], steps: Iterable[Step], size: Size) -> tuple[Edges, ...] | None:
    """Give where areas lie after steps, without those that have left; None where nobody knows.

    size: of the image before the first step.
    """
    kept = _within((area.outline for area in areas), size)
    for step in steps:
        after = size_after(step, size)
        if after is None:
            return None
        if isinstance(step, ApplyEffect) and bends(step):
            kept = tuple(in_pieces(outline) for outline in kept)
        moved = _moved(step, size, after)
        if moved is None:
            return None
        kept = _within((tuple(map(moved, outline)) for outline in kept), after)
        size = after
    return tuple(around(outline) for outline in kept)


def _moved(  # noqa: PLR0911 - one for each kind of step
    step: Step, before: Size, after: Size
) -> Mapped | None:
    """Give what takes a point of the image before a step to where it lies after it."""
    match step:
        case Resize():
            across, down = after.width / before.width, after.height / before.height
            return lambda point: (point[0] * across, point[1] * down)
        case Crop():
            return _shifted(-step.left, -step.top)
        case Canvas():
            return _shifted(step.left, step.top)
        case Border():
            return _shifted(step.width, step.width)
        case Flip(horizontal=True):
            return lambda point: (before.width - point[0], point[1])
        case Flip():
            return lambda point: (point[0], before.height - point[1])
        case Rotate():
            return _turned(step.degrees, before, after)
        case ApplyLayer():
            return _under(step, before)
        case ApplyEffect(effect=effect) if effect in MAPPINGS:
            return MAPPINGS[effect](step, before)
        case _:
            return _shifted(0, 0) if _stays(step, before, after) else None


def _stays(step: Step, before: Size, after: Size) -> bool:
    """Whether everything that the image shows stays where it is."""
    if isinstance(step, ApplyEffect):
        return before == after
    kept = Opacity | Round | Flatten | AutoBackground | Ground | ApplyTable | FoundTile
    return isinstance(step, kept)


def _shifted(across: float, down: float) -> Mapped:
    return lambda point: (point[0] + across, point[1] + down)


def _turned(degrees: float, before: Size, after: Size) -> Mapped:
    """Turn clockwise about the middle of the image, onto the middle of the canvas."""
    across, down = _unit(cos(radians(degrees))), _unit(sin(radians(degrees)))

    def turned(point: Point) -> Point:
        x, y = point[0] - before.width / 2, point[1] - before.height / 2
        return (
            x * across - y * down + after.width / 2,
            x * down + y * across + after.height / 2,
        )

    return turned


def _unit(number: float) -> float:
    """Give a cosine or a sine exactly where it is that of a right angle."""
    return float(round(number)) if abs(number - round(number)) < 1e-12 else number  # noqa: PLR2004 - far below a pixel


def _under(step: ApplyLayer, before: Size) -> Mapped | None:
    """Move areas with the image, where the canvas has grown for a layer."""
    if not step.placement.grows:
        return _shifted(0, 0)
    if step.draft.rest is not None:
        return None
    layer = Size(step.draft.width, step.draft.height)
    return _shifted(*canvas(before, layer, step.placement).base)


def _within(outlines: Iterable[Outline], size: Size) -> tuple[Outline, ...]:
    cut = (inside(outline, size.width, size.height) for outline in outlines)
    return tuple(outline for outline in cut if outline)
