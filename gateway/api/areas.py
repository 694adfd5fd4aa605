"""Areas: rectangles and named regions of an asset, as calls write them and answers show them."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from gateway.access import Value
from gateway.api import notation
from gateway.errors import BadRequest
from planner.facts import Point, Rectangle

#: Rectangles of one kind, regions, and points of a region that an asset may have.
_MOST: Final = 1000
#: Pixels from the corner; more than any image has.
_FARTHEST: Final = 1_000_000
_NAME: Final = re.compile(r"[A-Za-z0-9-]{1,255}", re.ASCII)
_WHOLE: Final = re.compile(r"([0-9]{1,7})(?:\.0{0,6})?", re.ASCII)
_RECTANGLES: Final = "x,y,width,height in whole pixels, several joined by |"
_REGIONS: Final = "an object of names, each with a list of at least two [x,y], in whole pixels"

Regions = tuple[tuple[str, tuple[Point, ...]], ...]


def rectangles_of(name: str, written: Value) -> tuple[Rectangle, ...]:
    """Read ``x,y,w,h|x,y,w,h``, also as a list, or a list of lists, of JSON or of fields.

    name: of the parameter. Blanks around numbers are let go. Raises BadRequest.
    """
    found = tuple(_rectangle(name, one) for one in _listed(name, written))
    if len(found) > _MOST:
        raise BadRequest(f"Too many {name}; at most {_MOST}")
    return found


def regions_of(written: str) -> Regions:
    """Read ``{"hat":[[1,2],[30,40]]}``; the regions are sorted by name. Raises BadRequest."""
    said = _json("regions", written, _REGIONS) if written.strip() else {}
    if not isinstance(said, dict):
        raise BadRequest(f"Invalid regions; expected {_REGIONS}")
    if len(said) > _MOST:
        raise BadRequest(f"Too many regions; at most {_MOST}")
    return tuple(sorted((_region_name(name), _points(name, said[name])) for name in said))


def rectangles_shown(rectangles: Iterable[Rectangle], *, exact: bool = False) -> list[list[float]]:
    """Give rectangles the shape that answers show; ``exact`` writes ``225.0`` for 225."""
    return [[float(each) if exact else each for each in one] for one in rectangles]


def regions_shown(regions: Regions) -> list[dict[str, object]]:
    """Give regions the shape that answers show."""
    return [{"name": name, "values": [list(point) for point in points]} for name, points in regions]


def _listed(name: str, written: Value) -> Iterable[object]:
    """Give the rectangles of a parameter, one after the other, not looked at yet."""
    if not isinstance(written, str):
        whole = not any("," in one for one in written)
        if not written:
            return []
        return [written] if whole else [one.split(",") for one in written]
    if written.strip().startswith("["):
        said = _json(name, written, _RECTANGLES)
        several = isinstance(said, list) and all(isinstance(one, list) for one in said)
        return said if several and isinstance(said, list) else [said]
    return [one.split(",") for one in written.split("|")] if written.strip() else []


def _json(name: str, written: str, expected: str) -> object:
    try:
        said: object = notation.read_json(written)
    except ValueError as error:
        raise BadRequest(f"Invalid {name}; expected {expected}") from error
    return said


def _rectangle(name: str, said: object) -> Rectangle:
    numbers = [_whole(each) for each in said] if isinstance(said, Sequence) else []
    match numbers:
        case [int(x), int(y), int(width), int(height)] if width and height:
            return x, y, width, height
        case _:
            raise BadRequest(f"Invalid {name} {_short(said)}; expected {_RECTANGLES}")


def _region_name(name: str) -> str:
    if _NAME.fullmatch(name) is None:
        raise BadRequest(
            f"Invalid region name {name[:40]!r}; expected letters, digits and hyphens, at most 255"
        )
    return name


def _points(name: str, said: object) -> tuple[Point, ...]:
    points = [_point(each) for each in said] if isinstance(said, list) else []
    whole = [point for point in points if point is not None]
    if not 1 < len(whole) == len(points) <= _MOST:
        raise BadRequest(f"Invalid region {name!r} in regions; expected {_REGIONS}")
    return tuple(whole)


def _point(said: object) -> Point | None:
    numbers = [_whole(each) for each in said] if isinstance(said, list) else []
    match numbers:
        case [int(x), int(y)]:
            return x, y
        case _:
            return None


def _whole(said: object) -> int | None:
    """Give a whole number of pixels, however it is written; None for anything else."""
    if isinstance(said, bool) or not isinstance(said, str | int | float):
        return None
    written = _WHOLE.fullmatch(str(said).strip())
    number = None if written is None else int(written[1])
    return number if number is not None and number <= _FARTHEST else None


def _short(said: object) -> str:
    text = ",".join(map(str, said)) if isinstance(said, Sequence) else str(said)
    return repr(text[:40])
