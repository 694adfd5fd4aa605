"""Texts drawn in tests, as arrays, and the fonts' own files for Pillow, the oracle."""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from fontTools.ttLib import TTFont
from numpy.typing import NDArray
from PIL import ImageFont

from planner.layers.setting import TextSetting
from planner.layers.styles import TextStyle, read_style
from workers.executor.limits import Limits
from workers.executor.text.drawing import draw
from workers.executor.text.fonts import fonts

Pixels = NDArray[np.uint8]


def text(style: str, words: str, *, limits: Limits | None = None, **setting: Any) -> Pixels:
    """Draw words in a style as a URL writes it: rows, columns, red green blue alpha."""
    read = read_style(style)
    assert isinstance(read, TextStyle)
    picture = draw(TextSetting(words, read, **setting), fonts(), limits or Limits())
    assert (picture.bands, picture.format, picture.interpretation) == (4, "uchar", "srgb")
    return picture.numpy()


def letters(style: str, words: str, **setting: Any) -> Pixels:
    """Draw words and give their alpha alone."""
    return text(style, words, **setting)[:, :, 3]


def box(mask: NDArray[Any]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is not zero."""
    rows, columns = np.nonzero(mask)
    return (
        int(columns.min()),
        int(rows.min()),
        int(columns.max()) + 1,
        int(rows.max()) + 1,
    )


def lines(mask: NDArray[Any], gap: int = 1) -> list[tuple[int, int, int, int]]:
    """The boxes of lines: of ink between empty rows, at least ``gap`` of them."""
    inked: list[bool] = np.asarray(mask.any(axis=1)).tolist()
    boxes = []
    start, empty = None, 0
    for row, full in enumerate([*inked, *[False] * gap]):
        if full:
            start = row if start is None else start
            empty = 0
        elif start is not None:
            empty += 1
            if empty == gap:
                left, top, right, bottom = box(mask[start : row + 1])
                boxes.append((left, top + start, right, bottom + start))
                start = None
    return boxes


@cache
def file_of(family: str, weight: int = 400, slant: str = "normal") -> Path:
    """The file that a family's face is in."""
    return Path(fonts().wanted(family).nearest(weight, slant).path)


def pillow(family: str, size: int, weight: int = 400, slant: str = "normal") -> Any:
    """The same face, opened by Pillow."""
    font = ImageFont.truetype(
        str(file_of(family, weight, slant)), size, layout_engine=ImageFont.Layout.BASIC
    )
    if "[wght]" in file_of(family, weight, slant).name:
        font.set_variation_by_axes([weight])
    return font


def length(family: str, size: int, words: str, weight: int = 400, slant: str = "normal") -> float:
    """How far words advance, unhinted: measured by Pillow at the em's own units."""
    with TTFont(file_of(family, weight, slant)) as font:
        em = font["head"].unitsPerEm
    return float(pillow(family, em, weight, slant).getlength(words)) * size / float(em)
