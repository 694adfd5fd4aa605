"""Results: what a supervisor takes from a child's last word, once it has looked at every field."""

import re
from dataclasses import dataclass
from typing import Final

from workers.child.protocol import Fields

#: Pixels of a side; more than any encoder takes.
_LONGEST_SIDE: Final = 1_000_000
_PAGES: Final = 1_000_000
_FORMAT: Final = re.compile(r"[a-z0-9]{2,8}")
#: Pictures that a browser cannot run scripts in.
_CONTENT_TYPE: Final = re.compile(r"image/(?!svg)[a-z0-9.-]{2,20}")


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
    """What an original is. Sizes are in pixels, of one page, after EXIF orientation."""

    format: str
    width: int
    height: int
    pages: int
    has_alpha: bool


def rendered(fields: Fields, data: bytes | None) -> Rendered:
    """Check the fields of a render. Raises ValueError for any that no render could have."""
    if not data:
        raise ValueError("a render without bytes")
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
    return ProbedOriginal(
        format=_matching(_FORMAT, fields, "format"),
        width=_number(fields, "width", _LONGEST_SIDE),
        height=_number(fields, "height", _LONGEST_SIDE),
        pages=_number(fields, "pages", _PAGES),
        has_alpha=has_alpha,
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
