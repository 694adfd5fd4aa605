"""Framing: rounded corners, and a border that follows them."""

from fractions import Fraction

from planner.geometry.rounding import exact, half_up
from planner.geometry.values import Size
from planner.language.component import Component
from planner.parameters.border import BORDER, NO_EDGE, Edge
from planner.parameters.radius import RADIUS, Corners, Radius
from planner.planning.scene import Scene
from planner.steps import Border, Round

#: Radii of an ellipse, horizontal and vertical, in pixels.
Ellipse = tuple[Fraction, Fraction]


def framed(component: Component, scene: Scene) -> Scene:
    """Round the corners, then draw the border around what is left."""
    corners = component.get(RADIUS) or RADIUS.default
    edge = component.get(BORDER) or NO_EDGE
    radii: tuple[tuple[float, float], ...] = ()
    if corners is not None and corners != RADIUS.default:
        radii = clamped(corners, scene.size, exact(scene.pixel_ratio))
        scene = scene.then(Round(radii)).shown_through()
    return _bordered(edge, radii, scene)


def _bordered(edge: Edge, radii: tuple[tuple[float, float], ...], scene: Scene) -> Scene:
    width = half_up(edge.width * exact(scene.pixel_ratio))
    if not width:
        return scene
    scene = scene.then(Border(width, edge.colour, radii))
    return scene if edge.colour.opaque else scene.shown_through()


def clamped(corners: Corners, size: Size, pixel_ratio: Fraction) -> tuple[tuple[float, float], ...]:
    """Give the radii that fit: all shrink by one factor until no two overlap along a side.

    The rule is that of CSS, https://www.w3.org/TR/css-backgrounds-3/#corner-overlap.
    """
    ellipses = [_ellipse(radius, size, pixel_ratio) for radius in corners]
    (top_left, top_right, bottom_right, bottom_left) = ellipses
    sides = (
        (size.width, top_left[0] + top_right[0]),
        (size.height, top_right[1] + bottom_right[1]),
        (size.width, bottom_right[0] + bottom_left[0]),
        (size.height, bottom_left[1] + top_left[1]),
    )
    factor = min([Fraction(1), *(Fraction(side) / used for side, used in sides if used)])
    return tuple((float(across * factor), float(down * factor)) for across, down in ellipses)


def _ellipse(radius: Radius, size: Size, pixel_ratio: Fraction) -> Ellipse:
    if radius is None:
        return Fraction(size.width, 2), Fraction(size.height, 2)
    return radius * pixel_ratio, radius * pixel_ratio
