"""Cube: the .cube files of Adobe, IRIDAS and DaVinci Resolve.

https://web.archive.org/web/20220220033515/https://wwwimages2.adobe.com/content/dam/acom/en/products/speedgrade/cc/pdfs/cube-lut-specification-1.0.pdf
Resolve's may have curves and a grid, in this order, and tell a range instead of a domain.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final

import numpy as np

from workers.executor.tables.table import (
    LEAST,
    MOST_ENTRIES,
    MOST_NODES,
    Curves,
    Grid,
    Numbers,
    Table,
    malformed,
    numbers,
    shown,
)

#: What tells a .cube from other text.
SIZES: Final = re.compile(r"^\s*LUT_[13]D_SIZE\b", re.MULTILINE)

_CURVES, _GRID = "LUT_1D_SIZE", "LUT_3D_SIZE"
_COUNTS: Final[Mapping[str, int]] = {_CURVES: MOST_ENTRIES, _GRID: MOST_NODES}
_RANGES: Final = ("LUT_1D_INPUT_RANGE", "LUT_3D_INPUT_RANGE")
_DOMAIN: Final = ("DOMAIN_MIN", "DOMAIN_MAX")
_TITLE: Final = "TITLE"


@dataclass
class _Head:
    """What the keywords before the numbers say."""

    sizes: dict[str, int] = field(default_factory=dict)
    domain: dict[str, Numbers] = field(default_factory=dict)
    ranges: dict[str, Numbers] = field(default_factory=dict)

    def within(self, name: str) -> tuple[Numbers, Numbers]:
        """Give the first and the last colour of the curves or of the grid."""
        if name in self.ranges:
            least, most = self.ranges[name]
            ends = np.full(3, least), np.full(3, most)
        else:
            ends = self.domain.get(_DOMAIN[0], np.zeros(3)), self.domain.get(_DOMAIN[1], np.ones(3))
        if not (ends[0] < ends[1]).all():
            raise malformed("a domain or a range that ends above its beginning")
        return ends


def read(text: str) -> Table:
    """Read a file. Raises RenderRefused."""
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    head = _Head()
    words = list(takewhile(_begins_with_letter, lines))
    for line in words:
        _keyword(head, line)
    rows = lines[len(words) :]
    entries, nodes = head.sizes.get(_CURVES, 0), head.sizes.get(_GRID, 0)
    wanted = entries + nodes**3
    if len(rows) != wanted:
        raise malformed(f"{wanted} lines of colours, not {len(rows)}")
    found = numbers(rows, "three numbers in each line after the keywords")
    curves = _curves(found[:entries], *head.within(_RANGES[0])) if entries else None
    grid = _grid(found[entries:], nodes, *head.within(_RANGES[1])) if nodes else None
    return Table(curves, grid)


def _begins_with_letter(line: str) -> bool:
    return line[0].isalpha()


def _keyword(head: _Head, line: str) -> None:
    word, *values = line.split()
    if word == _TITLE:
        return
    if word in _COUNTS and len(values) == 1:
        head.sizes[word] = _size(word, values[0])
    elif word in _DOMAIN:
        (head.domain[word],) = numbers([" ".join(values)], f"three numbers after {word}")
    elif word in _RANGES and len(values) == len(_RANGES):
        least, most, _ = numbers([" ".join((*values, "0"))], f"two numbers after {word}")[0]
        head.ranges[word] = np.array([least, most])
    else:
        raise malformed(f"a keyword of .cube with its values, not {shown(line)}")


def _size(word: str, text: str) -> int:
    most = _COUNTS[word]
    if not (text.isascii() and text.isdigit() and LEAST <= int(text) <= most):
        raise malformed(f"{word} from {LEAST} to {most}, not {shown(text)}")
    return int(text)


def _curves(colours: Numbers, least: Numbers, most: Numbers) -> Curves:
    return Curves(np.linspace(least, most, len(colours)), colours)


def _grid(colours: Numbers, nodes: int, least: Numbers, most: Numbers) -> Grid:
    """Red changes fastest."""
    return Grid(colours.reshape(nodes, nodes, nodes, 3), least, most)
