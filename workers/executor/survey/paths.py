"""Paths in files: outlines that somebody drew around what matters.

Each is a resource of records of 26 bytes: knots of cubic Bézier curves, their coordinates shares of
the picture's sides (Adobe Photoshop File Formats Specification, November 2019, "Path resource
format").
"""

import struct
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from typing import Final

import numpy as np
from numpy.typing import NDArray

from planner.facts import Rectangle
from workers.errors import RenderRefused
from workers.executor.survey.photoshop import Resource, resources

#: Numbers of resources: paths, and the name of the one that clips.
_PATHS: Final = range(2000, 2998)
_CLIPPING: Final = 2999

_RECORD: Final = struct.Struct(">H24s")
_COUNT: Final = struct.Struct(">H")
_KNOT: Final = struct.Struct(">6i")
#: Coordinates are numbers of 8 bits before the point and 24 behind it.
_ONE: Final = 1 << 24

_CLOSED, _OPEN = 0, 3
_KNOTS: Final = frozenset({1, 2, 4, 5})
_FILLED: Final = 8
#: Knots of one path.
_MOST: Final = 100_000

#: Paths that are told of an upload, and characters of a name.
_TOLD: Final = 100
_LONGEST: Final = 100

#: What a coordinate may miss a pixel's edge by and still lie on it: what its 24 bits leave.
_BESIDE: Final = 1 / 256

#: A point: right and down, shares of width and height.
Point = tuple[float, float]
#: A knot: the handle that leads to it, itself, the handle that leads on.
Knot = tuple[Point, Point, Point]
#: A closed curve through knots.
Curve = list[Knot]


@dataclass(frozen=True, slots=True)
class Path:
    """Closed curves. ``inverted``: what they enclose is left out."""

    curves: tuple[Curve, ...]
    inverted: bool = False


def paths_of(known: Iterable[Resource]) -> list[Resource]:
    """Give the resources that are paths, in the order of the file."""
    return [resource for resource in known if resource.number in _PATHS]


def clipping_name(known: Iterable[Resource]) -> str:
    """Give the name of the path that a file says it is clipped by, or nothing."""
    for resource in known:
        if resource.number == _CLIPPING and resource.data:
            length = resource.data[0]
            return resource.data[1 : 1 + length].decode("mac_roman")
    return ""


def path_of(resource: Resource) -> Path:
    """Read the records of a path; an open one ends where it began, as filling has it.

    Raises RenderRefused (400) for one of too many knots.
    """
    curves: list[Curve] = []
    inverted = False
    whole = len(resource.data) // _RECORD.size * _RECORD.size
    for kind, body in _RECORD.iter_unpack(resource.data[:whole]):
        if kind in (_CLOSED, _OPEN):
            curves.append([])
        elif kind in _KNOTS and curves:
            curves[-1].append(_knot(body))
        elif kind == _FILLED:
            inverted = bool(_COUNT.unpack_from(body)[0])
    if sum(map(len, curves)) > _MOST:
        raise RenderRefused(400, "The clipping path is too complex")
    return Path(tuple(curve for curve in curves if curve), inverted)


def segments(curve: Sequence[Knot]) -> Iterator[tuple[Point, Point, Point, Point]]:
    """Give the cubics of a closed curve: where each begins, its two handles, where it ends."""
    for (_, begin, leaving), (arriving, end, _) in pairwise([*curve, curve[0]]):
        yield begin, leaving, arriving, end


def path_bounds(kind: str, data: memoryview, width: int, height: int) -> dict[str, Rectangle]:
    """Give the boxes around the paths of a file, by name: the whole pixels that hold each.

    width, height: pixels of the picture as it is stored. Paths that lie beside it are left out,
    those after the first of a name, and those that cannot be read: they are no reason to refuse a
    file that is whole.
    """
    found: dict[str, Rectangle] = {}
    with suppress(RenderRefused):
        for resource in paths_of(resources(kind, data))[:_TOLD]:
            name = resource.name[:_LONGEST]
            if name in found or not name.isprintable():
                continue
            with suppress(RenderRefused):
                box = _bounds(path_of(resource), width, height)
                if box is not None:
                    found[name] = box
    return found


def _bounds(path: Path, width: int, height: int) -> Rectangle | None:
    cubics = np.array([cubic for curve in path.curves for cubic in segments(curve)])
    if not cubics.size:
        return None
    (left, right), (top, bottom) = (
        _whole(cubics[:, :, axis], side) for axis, side in ((0, width), (1, height))
    )
    return (left, top, right - left, bottom - top) if left < right and top < bottom else None


def _whole(cubics: NDArray[np.float64], side: int) -> tuple[int, int]:
    """Give the first pixel that curves touch along an axis of so many, and the one behind the last.

    cubics: a row of four numbers for each. A cubic is extreme at its ends, and where its
    derivative, 3((p1 - p0)(1 - t)^2 + 2(p2 - p1)t(1 - t) + (p3 - p2)t^2), is nought.
    """
    begin, leaving, arriving, end = cubics.T
    first, second, third = leaving - begin, arriving - leaving, end - arriving
    with np.errstate(all="ignore"):
        square, linear = first - 2 * second + third, 2 * (second - first)
        root = np.sqrt(linear * linear - 4 * square * first)
        moments = np.stack(
            [(-linear + root) / (2 * square), (-linear - root) / (2 * square), -first / linear]
        )
        moments = np.where((moments > 0) & (moments < 1), moments, 0.0)
    rest = 1 - moments
    places = (
        begin * rest**3
        + 3 * leaving * rest**2 * moments
        + 3 * arriving * rest * moments**2
        + end * moments**3
    )
    least, most = min(places.min(), end.min()) * side, max(places.max(), end.max()) * side
    return max(0, floor(least + _BESIDE)), min(side, ceil(most - _BESIDE))


def _knot(body: bytes) -> Knot:
    """Read three points, each its vertical coordinate first."""
    numbers = [number / _ONE for number in _KNOT.unpack(body)]
    before, at, behind = ((numbers[i + 1], numbers[i]) for i in (0, 2, 4))
    return before, at, behind
