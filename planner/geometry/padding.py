"""Modes that place the whole image on a canvas: pad, lpad, mpad."""

from planner.geometry.gravity import place_image
from planner.geometry.lengths import Ruler
from planner.geometry.scaling import fit, limit
from planner.geometry.values import Resized, ResizeRequest, Size
from planner.steps import Canvas


def pad(request: ResizeRequest, ruler: Ruler, box: Size) -> Resized:
    """Fit into the box, then fill it up."""
    return _on_canvas(request, ruler, fit(request, ruler, box), box)


def lpad(request: ResizeRequest, ruler: Ruler, box: Size) -> Resized:
    """Fit into the box without enlarging, then fill it up."""
    return _on_canvas(request, ruler, limit(request, ruler, box), box)


def mpad(request: ResizeRequest, ruler: Ruler, box: Size) -> Resized:
    """Fill the box up around the unscaled image; a side longer than the box's stays."""
    image = ruler.current
    canvas = Size(max(box.width, image.width), max(box.height, image.height))
    return _on_canvas(request, ruler, Resized((), image), canvas)


def _on_canvas(request: ResizeRequest, ruler: Ruler, image: Resized, canvas: Size) -> Resized:
    left, top = place_image(request, ruler, image.size, canvas)
    if image.size == canvas:
        return image
    step = Canvas(left, top, canvas.width, canvas.height, request.background)
    return Resized((*image.steps, step), canvas)
