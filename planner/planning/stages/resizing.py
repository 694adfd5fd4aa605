"""Resizing: the crop mode with its qualifiers, handed to geometry."""

from dataclasses import replace

from planner.flags.layers import REGION_RELATIVE, RELATIVE
from planner.geometry.resize import resize
from planner.geometry.rounding import exact
from planner.geometry.values import Length, ResizeRequest, Size
from planner.language.choices import Option
from planner.language.component import Component
from planner.language.focus import AUTO
from planner.parameters.aspect_ratio import ASPECT_RATIO
from planner.parameters.background import BACKGROUND
from planner.parameters.crop import SCALE, mode_of, taken
from planner.parameters.flags import FLAGS, IGNORE_ASPECT_RATIO, NO_OVERFLOW
from planner.parameters.gravity import GRAVITY, LIQUID
from planner.parameters.offsets import X, Y
from planner.parameters.sides import HEIGHT, WIDTH
from planner.parameters.zoom import ZOOM
from planner.planning.scene import Scene
from planner.planning.sought import region_of, search_of
from planner.steps import AutoCrop, Canvas, Step


def resized(component: Component, scene: Scene) -> Scene:
    """Resize, cut or pad. Raises TransformationError for what geometry cannot do."""
    request = request_of(component, scene.size)
    if request is None:
        return scene
    flags = component.get(FLAGS) or frozenset()
    if scene.region is not None and REGION_RELATIVE in flags:
        request = _relative_to(scene.region, request)
    elif scene.base is not None and RELATIVE in flags:
        request = _relative_to(scene.base, request)
    result = resize(request, scene.size, scene.original, dpr=scene.pixel_ratio)
    drawn = scene.then(*result.steps)
    if any(map(_pads, result.steps)):
        return drawn.shown_through(wanted=component.has(BACKGROUND))
    return drawn


def _pads(step: Step) -> bool:
    return isinstance(step, Canvas) or (isinstance(step, AutoCrop) and any(map(_pads, step.padded)))


def request_of(component: Component, size: Size) -> ResizeRequest | None:
    """Give what a component asks of geometry, on an image of a size, or None.

    The canvas is left transparent: a component paints its background once, when all of its
    actions have been drawn.
    """
    mode = mode_of(component)
    if mode is None:
        return None
    gravity = component.get(GRAVITY) if GRAVITY.key in mode.takes else None
    gravity = gravity or (mode.gravity if mode.gravity == AUTO else None)
    flags = component.get(FLAGS) or frozenset()
    return ResizeRequest(
        mode=mode.name,
        width=component.get(WIDTH),
        height=component.get(HEIGHT),
        aspect=component.get(ASPECT_RATIO),
        gravity=gravity.name if isinstance(gravity, Option) else "",
        x=component.get(X),
        y=component.get(Y),
        zoom=(ZOOM.key in taken(component) and component.get(ZOOM)) or 1.0,
        ignore_aspect=IGNORE_ASPECT_RATIO in flags,
        no_overflow=NO_OVERFLOW in flags,
        region=region_of(gravity, size),
        search=search_of(gravity),
        liquid=mode == SCALE and component.get(GRAVITY) == LIQUID,
    )


def _relative_to(base: Size, request: ResizeRequest) -> ResizeRequest:
    """Measure decimal sides on what a layer is laid on, not on the layer."""
    return replace(
        request,
        width=_share(request.width, base.width),
        height=_share(request.height, base.height),
    )


def _share(length: Length | None, side: int) -> Length | None:
    if length is None or length.unit != "fraction":
        return length
    return Length(float(exact(length.value) * side), "device")
