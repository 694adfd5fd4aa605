"""Sought: what a gravity lies on in an image of a size, and how the rest is looked for in it."""

from fractions import Fraction

from planner.geometry.edges import Edges
from planner.geometry.rounding import exact, half_up
from planner.geometry.values import Rectangle, Size
from planner.language.areas import Areas, Weighed
from planner.language.focus import Area, Auto
from planner.parameters.gravity import Gravity
from planner.planning.stored import around
from planner.steps import Attraction, Search


def region_of(gravity: Gravity | None, size: Size) -> Rectangle | None:
    """Give the part of an image that a gravity lies on, on whole pixels; None without one.

    An area that does not lie in the image is none.
    """
    match gravity:
        case Areas():
            (found,) = around(tuple(_edges(rectangle) for rectangle in rectangles(gravity, size)))
            return _rectangle(found)
        case Auto(focals=focals):
            areas = [focal for focal in focals if isinstance(focal, Area)]
            return _interest(areas[0], size) if areas else None
        case _:
            return None


def rectangles(areas: Areas, size: Size) -> tuple[tuple[int, int, int, int], ...]:
    """Give areas in whole pixels of an image: left, top, width, height, at least 1."""
    return tuple(
        (
            min(half_up(exact(left) * size.width), size.width - 1),
            min(half_up(exact(top) * size.height), size.height - 1),
            max(half_up(exact(width) * size.width), 1),
            max(half_up(exact(height) * size.height), 1),
        )
        for left, top, width, height in areas.each
    )


def search_of(gravity: Gravity | None) -> Search | None:
    """Give how a picture is looked through, for a gravity that leaves the place to it."""
    if not isinstance(gravity, Auto) or any(isinstance(each, Area) for each in gravity.focals):
        return None
    weighed = [each for each in gravity.focals if isinstance(each, Weighed)]
    return Search(
        attractions=tuple(Attraction(each.area, each.weight) for each in weighed),
        tightness=gravity.tightness,
        thirds=gravity.thirds,
    )


def _interest(area: Area, size: Size) -> Rectangle | None:
    sides = [
        exact(number) * (side if share else 1)
        for (number, share), side in zip(
            area.lengths, (size.width, size.height, size.width, size.height), strict=True
        )
    ]
    left, top, width, height = sides
    right = min(left + width, Fraction(size.width))
    bottom = min(top + height, Fraction(size.height))
    if right - left < 1 or bottom - top < 1:
        return None
    return Rectangle(left, top, right - left, bottom - top)


def _edges(rectangle: tuple[int, int, int, int]) -> Edges:
    left, top, width, height = rectangle
    return Edges(left, top, left + width, top + height)


def _rectangle(area: Edges) -> Rectangle:
    left, top = Fraction(area.left), Fraction(area.top)
    return Rectangle(left, top, Fraction(area.right) - left, Fraction(area.bottom) - top)
