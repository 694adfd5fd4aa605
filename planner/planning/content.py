"""Content: where on its canvas the image lies that padding has been added to."""

from planner.geometry.values import Size
from planner.geometry.window import Window
from planner.planning.scene import Scene
from planner.planning.sizes import size_after
from planner.steps import ApplyEffect, Border, Canvas, Opacity, Round, Step


def content(scene: Scene) -> Window:
    """Give the part of a scene that is neither padding nor a border around it.

    It is all of the scene where something else came after the padding than what leaves every pixel
    in its place.
    """
    size = scene.start or scene.original
    window = Window(0, 0, size)
    for step in scene.steps:
        after = size_after(step, size) or size
        window = _moved(window, step, size, after)
        size = after
    return window


def _moved(window: Window, step: Step, before: Size, after: Size) -> Window:
    match step:
        case Canvas():
            return _inside(step.left, step.top, before, after)
        case Border():
            return Window(window.left + step.width, window.top + step.width, window.size)
        case Opacity() | Round():
            return window
        case ApplyEffect() if before == after:
            return window
        case _:
            return Window(0, 0, after)


def _inside(left: int, top: int, image: Size, canvas: Size) -> Window:
    """Give what of an image can be seen on a canvas, or all of a canvas without it."""
    right, bottom = (
        min(left + image.width, canvas.width),
        min(top + image.height, canvas.height),
    )
    left, top = max(left, 0), max(top, 0)
    if left >= right or top >= bottom:
        return Window(0, 0, canvas)
    return Window(left, top, Size(right - left, bottom - top))
