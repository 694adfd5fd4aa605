"""Trimming: the part of a picture that is left without edges of one colour."""

import numpy as np
import pyvips
from numpy.typing import NDArray

from planner.colour import Colour
from workers.executor.arrays import values
from workers.executor.tones.backdrops import common_colour, distance


def box(image: pyvips.Image, tolerance: float, colour: Colour | None) -> tuple[int, int, int, int]:
    """Give left, top, width and height of what is left without the edges, in pixels.

    Edges are rows and columns whose pixels are all transparent, or all of a colour: of the given
    one, or else of the one that most corners show, where they are not transparent. Colours within
    ``tolerance``, in percent of the distance between black and white, count as one.
    It is the whole picture where nothing would be left.
    image: 8 bit sRGB, with alpha or without, in memory.
    """
    corners = _corners(image)
    clear = image.hasalpha() and not corners[:, 3].any()
    if colour is None and clear:
        shown = image[3] > 0
    else:
        sought = colour or common_colour(corners)
        shown = distance(image, sought) > tolerance
        if image.hasalpha():
            shown = shown & (image[3] > 0)
    return bounds(shown) or (0, 0, image.width, image.height)


def bounds(mask: pyvips.Image) -> tuple[int, int, int, int] | None:
    """Give left, top, width and height of what is not 0; None where all is."""
    columns, rows = mask.project()
    left, width = _span(values(columns)[0])
    top, height = _span(values(rows)[:, 0])
    return (left, top, width, height) if width and height else None


def _corners(image: pyvips.Image) -> NDArray[np.uint8]:
    right, bottom = image.width - 1, image.height - 1
    places = ((0, 0), (right, 0), (right, bottom), (0, bottom))
    found = [image.getpoint(x, y) for x, y in places]
    return np.array(found, dtype=np.uint8)


def _span(counts: NDArray[np.uint32]) -> tuple[int, int]:
    """Give the first place where something is shown, and how many from there to the last."""
    places = np.flatnonzero(counts)
    if not places.size:
        return 0, 0
    return int(places[0]), int(places[-1] - places[0] + 1)
