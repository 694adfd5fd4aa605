"""Tracking: where areas of the asset lie after the steps of a scene.

An area is mapped as its four edges are, and cut where the frame cuts it; what leaves the frame is
gone. After an oblique turn, a slant or a distortion it is the upright box around what has become of
it. What is carved, or seen by a camera that moves, loses every area: nobody knows then where it is.
"""

from collections.abc import Iterable
from math import cos, radians, sin

from planner.geometry.edges import Edges
from planner.geometry.mapping import MAPPINGS
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
    kept = within(areas, size)
    for step in steps:
        after = size_after(step, size)
        if after is None:
            return None
        moved = _moved(kept, step, size, after)
        if moved is None:
            return None
        kept, size = within(moved, after), after
    return kept


def _moved(  # noqa: PLR0911 - one for each kind of step
    areas: tuple[Edges, ...], step: Step, before: Size, after: Size
) -> tuple[Edges, ...] | None:
    match step:
        case Resize():
            across, down = after.width / before.width, after.height / before.height
            return tuple(_scaled(area, across, down) for area in areas)
        case Crop():
            return _shifted(areas, -step.left, -step.top)
        case Canvas():
            return _shifted(areas, step.left, step.top)
        case Border():
            return _shifted(areas, step.width, step.width)
        case Flip():
            return tuple(_mirrored(area, before, horizontal=step.horizontal) for area in areas)
        case Rotate():
            return tuple(_turned(area, step.degrees, before, after) for area in areas)
        case ApplyLayer():
            return _under(areas, step, before)
        case ApplyEffect(effect=effect) if effect in MAPPINGS:
            mapped = MAPPINGS[effect](step, before)
            return tuple(mapped(area) for area in areas)
        case _:
            return areas if _stays(step, before, after) else None


def _stays(step: Step, before: Size, after: Size) -> bool:
    """Whether everything that the image shows stays where it is."""
    if isinstance(step, ApplyEffect):
        return before == after
    return isinstance(step, Opacity | Round | Flatten | AutoBackground | ApplyTable | FoundTile)


def _scaled(area: Edges, across: float, down: float) -> Edges:
    return Edges(area.left * across, area.top * down, area.right * across, area.bottom * down)


def _shifted(areas: tuple[Edges, ...], across: float, down: float) -> tuple[Edges, ...]:
    return tuple(
        Edges(area.left + across, area.top + down, area.right + across, area.bottom + down)
        for area in areas
    )


def _mirrored(area: Edges, size: Size, *, horizontal: bool) -> Edges:
    if horizontal:
        return Edges(size.width - area.right, area.top, size.width - area.left, area.bottom)
    return Edges(area.left, size.height - area.bottom, area.right, size.height - area.top)


def _turned(area: Edges, degrees: float, before: Size, after: Size) -> Edges:
    """Turn clockwise about the middle of the image, onto the middle of the canvas."""
    across, down = _unit(cos(radians(degrees))), _unit(sin(radians(degrees)))
    corners = [
        (x - before.width / 2, y - before.height / 2)
        for x in (area.left, area.right)
        for y in (area.top, area.bottom)
    ]
    xs = [x * across - y * down + after.width / 2 for x, y in corners]
    ys = [x * down + y * across + after.height / 2 for x, y in corners]
    return Edges(min(xs), min(ys), max(xs), max(ys))


def _unit(number: float) -> float:
    """Give a cosine or a sine exactly where it is that of a right angle."""
    return float(round(number)) if abs(number - round(number)) < 1e-12 else number  # noqa: PLR2004 - far below a pixel


def _under(areas: tuple[Edges, ...], step: ApplyLayer, before: Size) -> tuple[Edges, ...] | None:
    """Move areas with the image, where the canvas has grown for a layer."""
    if not step.placement.grows:
        return areas
    if step.draft.rest is not None:
        return None
    layer = Size(step.draft.width, step.draft.height)
    left, top = canvas(before, layer, step.placement).base
    return _shifted(areas, left, top)


def within(areas: Iterable[Edges], size: Size) -> tuple[Edges, ...]:
    """Give what of areas lies in a frame of a size."""
    cut = (
        Edges(
            max(area.left, 0),
            max(area.top, 0),
            min(area.right, size.width),
            min(area.bottom, size.height),
        )
        for area in areas
    )
    return tuple(area for area in cut if area.left < area.right and area.top < area.bottom)
