"""Delivering a drawing as one: sanitised, and scaled and cropped without making pixels of it."""

from collections.abc import Iterable

from planner.steps import Crop, Resize, Step
from workers.errors import PlanBroken, RenderRefused
from workers.executor.loaders.known import SVG
from workers.executor.loaders.loader import File
from workers.executor.sources import Source
from workers.executor.svg import vocabulary


def delivered(source: Source, steps: tuple[Step, ...]) -> bytes:
    """Give the drawing after steps that scale or crop it, as a view of what it was.

    Raises RenderRefused for a source that is no drawing.
    """
    if source.loader is not SVG:
        raise RenderRefused(400, "Only an SVG can be delivered as one")
    return seen(source.file, (source.width, source.height), steps)


def seen(file: File, of: tuple[int, int], steps: tuple[Step, ...]) -> bytes:
    """Give a drawing, of a size in pixels, as it is seen after steps that scale or crop it.

    Raises RenderRefused for what is no SVG.
    """
    if not steps:
        return SVG.clean(file)
    width, height = of
    view, size = _view(width, height, steps)
    head = (
        f'<svg xmlns="{vocabulary.SVG}" width="{size[0]}" height="{size[1]}" '
        f'viewBox="{view}" preserveAspectRatio="none">'
    )
    return head.encode() + SVG.clean(file, of) + b"</svg>"


def _view(width: int, height: int, steps: Iterable[Step]) -> tuple[str, tuple[int, int]]:
    """Give the part of a drawing that is seen, as SVG writes it, and how large it is shown."""
    left, top, across, down = 0.0, 0.0, float(width), float(height)
    size = (width, height)
    for step in steps:
        match step:
            case Resize():
                size = (step.width, step.height)
            case Crop():
                scale = across / size[0], down / size[1]
                left, top = left + step.left * scale[0], top + step.top * scale[1]
                across, down = step.width * scale[0], step.height * scale[1]
                size = (step.width, step.height)
            case _:
                raise PlanBroken(f"{type(step).__name__} of a drawing that is to stay one")
    return " ".join(f"{value:.10g}" for value in (left, top, across, down)), size
