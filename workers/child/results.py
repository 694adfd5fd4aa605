"""Results: what a supervisor takes from a child's last word, once it has looked at every field."""

import re
from dataclasses import dataclass
from typing import Final

from planner.facts import Rectangle
from workers.child.protocol import Field, Fields

#: Pixels of a side; more than any encoder takes.
_LONGEST_SIDE: Final = 1_000_000
_PAGES: Final = 1_000_000
#: Dots per inch.
_DENSEST: Final = 1_000_000
#: EXIF has so many orientations.
_ORIENTATIONS: Final = 8
#: Widths and heights of pages.
_SIDES: Final = 2000
#: Numbers of widths and bytes, together, and the most that any may be.
_WEIGHTS: Final = 6
_HEAVIEST: Final = 100_000_000
#: Names of pages, layers or paths, and characters of one.
_NAMES: Final = 100
_LONGEST_NAME: Final = 100
#: x, y, width and height.
_BOX: Final = 4
_FORMAT: Final = re.compile(r"[a-z0-9]{2,8}")
#: Pictures that a browser cannot run scripts in, and documents that it shows apart.
_CONTENT_TYPE: Final = re.compile(r"image/(?!svg)[a-z0-9.-]{2,20}|application/pdf")
#: What is told of a picture in place of it, which browsers show as the text that it is.
_TOLD: Final = ("json", "application/json")
#: A drawing, which the gateway delivers so that nothing in it runs.
_DRAWING: Final = ("svg", "image/svg+xml")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A derived asset, encoded. Sizes are in pixels, of one frame."""

    data: bytes
    format: str
    content_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ProbedOriginal:
    """What an original is: `workers.executor.survey.probe.Probed`, once it has been looked at."""

    format: str
    width: int
    height: int
    pages: int
    has_alpha: bool
    dpi: int
    illustration: float
    trimmed: Rectangle
    page_names: tuple[str, ...]
    orientation: int = 1
    page_sizes: tuple[int, ...] = ()
    path_names: tuple[str, ...] = ()
    path_boxes: tuple[int, ...] = ()
    weights: tuple[int, ...] = ()


def rendered(fields: Fields, data: bytes | None, *, wanted: str = "") -> Rendered:
    """Check the fields of a render. Raises ValueError for any that no render could have.

    wanted: the format that was asked for; only who asked for a drawing may get one, only who asked
    to be told something, and they nothing else.
    """
    if not data:
        raise ValueError("a render without bytes")
    said = (fields.get("format"), fields.get("content_type"))
    if wanted == _TOLD[0] and said != _TOLD:
        raise ValueError(f"content_type: {said[1]!r} in place of {_TOLD[1]}")
    if wanted in (_DRAWING[0], _TOLD[0]) and said in (_DRAWING, _TOLD) and said[0] == wanted:
        return Rendered(
            data=data,
            format=wanted,
            content_type=str(said[1]),
            width=_number(fields, "width", _LONGEST_SIDE),
            height=_number(fields, "height", _LONGEST_SIDE),
        )
    return Rendered(
        data=data,
        format=_matching(_FORMAT, fields, "format"),
        content_type=_matching(_CONTENT_TYPE, fields, "content_type"),
        width=_number(fields, "width", _LONGEST_SIDE),
        height=_number(fields, "height", _LONGEST_SIDE),
    )


def probed(fields: Fields, data: bytes | None = None) -> ProbedOriginal:
    """Check the fields of a probe. Raises ValueError for any that no original could have."""
    if data is not None:
        raise ValueError("a probe with bytes")
    has_alpha = fields.get("has_alpha")
    if has_alpha is not True and has_alpha is not False:
        raise ValueError(f"has_alpha: {has_alpha!r}")
    width = _number(fields, "width", _LONGEST_SIDE)
    height = _number(fields, "height", _LONGEST_SIDE)
    return ProbedOriginal(
        format=_matching(_FORMAT, fields, "format"),
        width=width,
        height=height,
        pages=_number(fields, "pages", _PAGES),
        has_alpha=has_alpha,
        dpi=_number(fields, "dpi", _DENSEST),
        illustration=_share(fields, "illustration"),
        trimmed=_inside(fields, "trimmed", width, height),
        page_names=_names(fields, "page_names"),
        orientation=_number(fields, "orientation", _ORIENTATIONS),
        page_sizes=_sides(fields, "page_sizes"),
        path_names=_names(fields, "path_names"),
        path_boxes=_boxes(fields, width, height),
        weights=_weights(fields, "weights"),
    )


def _matching(pattern: re.Pattern[str], fields: Fields, name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError(f"{name}: {value!r}")
    return value


def _number(fields: Fields, name: str, most: int) -> int:
    value = fields.get(name)
    if type(value) is not int or not 1 <= value <= most:
        raise ValueError(f"{name}: {value!r}")
    return value


def _sides(fields: Fields, name: str) -> tuple[int, ...]:
    value = fields.get(name)
    if not isinstance(value, tuple) or len(value) > _SIDES or len(value) % 2:
        raise ValueError(f"{name}: {value!r}")
    sides = tuple(side for side in value if type(side) is int and 1 <= side <= _LONGEST_SIDE)
    if len(sides) != len(value):
        raise ValueError(f"{name}: {value!r}")
    return sides


def _weights(fields: Fields, name: str) -> tuple[int, ...]:
    value = fields.get(name)
    if not isinstance(value, tuple) or len(value) > _WEIGHTS or len(value) % 2:
        raise ValueError(f"{name}: {value!r}")
    numbers = tuple(one for one in value if type(one) is int and 1 <= one <= _HEAVIEST)
    if len(numbers) != len(value) or list(numbers[::2]) != sorted(set(numbers[::2])):
        raise ValueError(f"{name}: {value!r}")
    return numbers


def _share(fields: Fields, name: str) -> float:
    value = fields.get(name)
    if type(value) is not float or not 0 <= value <= 1:
        raise ValueError(f"{name}: {value!r}")
    return value


def _boxes(fields: Fields, width: int, height: int) -> tuple[int, ...]:
    sides = fields.get("path_boxes")
    if not isinstance(sides, tuple) or len(sides) != _BOX * len(_names(fields, "path_names")):
        raise ValueError(f"path_boxes: {sides!r}")
    boxes = (sides[at : at + _BOX] for at in range(0, len(sides), _BOX))
    return tuple(side for box in boxes for side in _rectangle(box, "path_boxes", width, height))


def _inside(fields: Fields, name: str, width: int, height: int) -> Rectangle:
    return _rectangle(fields.get(name), name, width, height)


def _rectangle(said: Field | None, name: str, width: int, height: int) -> Rectangle:
    match said:
        case (int(x), int(y), int(across), int(down)) if (
            0 <= x < x + across <= width and 0 <= y < y + down <= height
        ):
            return x, y, across, down
        case value:
            raise ValueError(f"{name}: {value!r}")


def _names(fields: Fields, name: str) -> tuple[str, ...]:
    value = fields.get(name)
    if not isinstance(value, tuple) or len(value) > _NAMES:
        raise ValueError(f"{name}: {value!r}")
    if not all(isinstance(each, str) and len(each) <= _LONGEST_NAME for each in value):
        raise ValueError(f"{name}: {value!r}")
    return tuple(str(each) for each in value)
