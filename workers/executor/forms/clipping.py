"""Clipping paths: outlines that somebody drew around what matters, kept in a file.

Each is a resource of records of 26 bytes: knots of cubic Bézier curves, their coordinates shares of
the picture's sides (Adobe Photoshop File Formats Specification, November 2019, "Path resource
format").
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import pyvips

from planner.source_views import Clip
from workers.errors import RenderRefused
from workers.executor.alpha import with_alpha
from workers.executor.survey.photoshop import Resource, resources
from workers.executor.svg.vocabulary import SVG

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
#: Pixels of a side that librsvg draws.
_LONGEST: Final = 30_000
_OPAQUE: Final = 255

#: A point: right and down, shares of width and height.
_Point = tuple[float, float]
#: A knot: the handle that leads to it, itself, the handle that leads on.
_Knot = tuple[_Point, _Point, _Point]


@dataclass(frozen=True, slots=True)
class Outline:
    """A path as SVG writes it, on a picture of one by one, and how it is filled.

    ``inverted``: what it encloses is left out.
    """

    path: str
    even_odd: bool
    inverted: bool = False


def outline(kind: str, data: memoryview, clip: Clip) -> Outline:
    """Find the path that a file is to be clipped by.

    It is the one asked for, by name or number; else the one that the file says it is clipped by;
    else the first. Raises RenderRefused (400) where there is none.
    """
    known = resources(kind, data)
    paths = [resource for resource in known if resource.number in _PATHS]
    if not paths:
        raise RenderRefused(400, "The image has no clipping path")
    return _read(_chosen(paths, known, clip).data, clip)


def clipped(image: pyvips.Image, by: Outline) -> pyvips.Image:
    """Make transparent what an outline does not enclose, at soft edges."""
    image = with_alpha(image)
    alpha = image[image.bands - 1] * (_mask(by, image.width, image.height) / _OPAQUE)
    colours = image.extract_band(0, n=image.bands - 1)
    together = colours.bandjoin(alpha.rint().cast(image.format))
    return together.copy(interpretation=image.interpretation)


def _mask(by: Outline, width: int, height: int) -> pyvips.Image:
    """Draw an outline: how much of each pixel it encloses, from 0 to 255."""
    scale = min(1.0, _LONGEST / max(width, height))
    across, down = max(1, round(width * scale)), max(1, round(height * scale))
    drawing = (
        f'<svg xmlns="{SVG}" width="{across}" height="{down}" viewBox="0 0 1 1" '
        f'preserveAspectRatio="none"><path fill-rule="{"evenodd" if by.even_odd else "nonzero"}" '
        f'd="{by.path}"/></svg>'
    )
    # 72 dots an inch are libvips' one pixel for each pixel.
    drawn = pyvips.Image.svgload_buffer(drawing.encode(), access="sequential", unlimited=True)
    mask = drawn[3].invert() if by.inverted else drawn[3]
    if (mask.width, mask.height) == (width, height):
        return mask
    return mask.resize(width / mask.width, vscale=height / mask.height)


def _chosen(paths: Sequence[Resource], known: Sequence[Resource], clip: Clip) -> Resource:
    if isinstance(clip.path, int) and clip.path:
        if clip.path > len(paths):
            raise RenderRefused(400, f"There is no path {clip.path}; the image has {len(paths)}")
        return paths[clip.path - 1]
    names = {path.name: path for path in reversed(paths)}
    if clip.path:
        if clip.path not in names:
            raise RenderRefused(
                400, f"The image has no path of this name; it has {', '.join(sorted(names))}"
            )
        return names[str(clip.path)]
    for resource in known:
        if resource.number == _CLIPPING and resource.data:
            length = resource.data[0]
            named = resource.data[1 : 1 + length].decode("mac_roman")
            return names.get(named, paths[0])
    return paths[0]


def _read(data: bytes, clip: Clip) -> Outline:
    """Read the records of a path; an open one ends where it began, as filling has it."""
    parts: list[list[_Knot]] = []
    inverted = False
    for kind, body in _RECORD.iter_unpack(data[: len(data) // _RECORD.size * _RECORD.size]):
        if kind in (_CLOSED, _OPEN):
            parts.append([])
        elif kind in _KNOTS and parts:
            parts[-1].append(_knot(body))
        elif kind == _FILLED:
            inverted = bool(_COUNT.unpack_from(body)[0])
    if sum(map(len, parts)) > _MOST:
        raise RenderRefused(400, "The clipping path is too complex")
    path = "".join(_written(knots) for knots in parts if knots)
    return Outline(path, even_odd=clip.even_odd, inverted=inverted)


def _knot(body: bytes) -> _Knot:
    """Read three points, each its vertical coordinate first."""
    numbers = [number / _ONE for number in _KNOT.unpack(body)]
    before, at, behind = ((numbers[i + 1], numbers[i]) for i in (0, 2, 4))
    return before, at, behind


def _written(knots: Sequence[_Knot]) -> str:
    """Write a closed curve through knots."""
    path = f"M{_shown(knots[0][1])}"
    for (_, _, leaving), (arriving, at, _) in pairwise([*knots, knots[0]]):
        path += f"C{_shown(leaving)} {_shown(arriving)} {_shown(at)}"
    return path + "Z"


def _shown(point: _Point) -> str:
    return f"{point[0]:.8f},{point[1]:.8f}"
