"""Telling: what became of a picture, as JSON, in place of its pixels."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, cast

from planner.geometry.rounding import half_up, side
from planner.geometry.values import Size
from planner.planning.sizes import size_after
from planner.steps import AutoCrop, Crop, Resize, Step
from workers.executor.encoding import Encoded

FORMAT: Final = "json"
CONTENT_TYPE: Final = "application/json"

#: Steps that a part comes to that was looked for: it is cut out and scaled.
_FOUND: Final = 2


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was done to a picture: steps as they were planned, and what they came to."""

    planned: Sequence[Step]
    made: Sequence[Step]


def told(encoded: Encoded, source: Size, length: int, drawn: Drawn) -> Encoded:
    """Tell of a result.

    source: the size of the original as it lies, in pixels; length: its bytes. Crops are told in
    pixels of what they were cut from, before it was scaled, ``g_auto_info`` those that were looked
    for in the picture. There are no landmarks: nothing looks for any.
    """
    told = {
        "input": {"width": source.width, "height": source.height, "bytes": length},
        "landmarks": [],
        "g_auto_info": list(_searched(drawn, source)),
        "resize": list(_resized(drawn.made, source)),
        "output": {
            "format": encoded.format,
            "bytes": len(encoded.data),
            "width": encoded.width,
            "height": encoded.height,
        },
    }
    data = json.dumps(told, separators=(",", ":")).encode()
    return Encoded(data, FORMAT, CONTENT_TYPE, encoded.width, encoded.height)


def _resized(steps: Iterable[Step], size: Size | None) -> Iterator[dict[str, Any]]:
    """Tell what cut and what scaled, in that order where a crop was made of what was scaled."""
    scaled: tuple[Size, Size] | None = None
    for step in steps:
        if size is None:
            return
        if scaled is not None:
            if isinstance(step, Crop):
                yield _rectangle(step, *scaled)
            yield _factors(*scaled)
        elif isinstance(step, Crop):
            yield _rectangle(step, size, size)
        after = size_after(step, size)
        scaled = (size, after) if isinstance(step, Resize) and after else None
        size = after
    if scaled is not None:
        yield _factors(*scaled)


def _searched(drawn: Drawn, size: Size | None) -> Iterator[dict[str, Any]]:
    """Tell the parts that were looked for: each comes to a crop that is scaled, or to padding."""
    scaled: tuple[Size, Size] | None = None
    made = list(drawn.made)
    for planned in drawn.planned:
        count = 1
        if isinstance(planned, AutoCrop):
            found = bool(made) and isinstance(made[0], Crop)
            count = _FOUND if found else len(planned.padded)
            if found and size is not None:
                yield _rectangle(cast(Crop, made[0]), *(scaled or (size, size)))
        for step in made[:count]:
            after = size and size_after(step, size)
            scaled = (size, after) if isinstance(step, Resize) and size and after else None
            size = after
        del made[:count]


def _factors(before: Size, after: Size) -> dict[str, float]:
    return {
        "x_factor": round(after.width / before.width, 6),
        "y_factor": round(after.height / before.height, 6),
    }


def _rectangle(crop: Crop, before: Size, scaled: Size) -> dict[str, int]:
    """Give a crop of what was scaled in pixels of what it was before."""
    x, width = _span(crop.left, crop.width, Fraction(before.width, scaled.width), before.width)
    y, height = _span(crop.top, crop.height, Fraction(before.height, scaled.height), before.height)
    return {"x": x, "y": y, "width": width, "height": height}


def _span(start: int, length: int, factor: Fraction, most: int) -> tuple[int, int]:
    first = min(half_up(start * factor), most - 1)
    return first, min(side(length * factor), most - first)
