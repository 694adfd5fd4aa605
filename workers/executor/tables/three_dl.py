"""3dl: the grids of Autodesk's Lustre and Flame, in whole numbers.

The format has no specification. This reads what OpenColorIO's ``FileFormat3DL`` does:
https://github.com/AcademySoftwareFoundation/OpenColorIO/blob/main/src/OpenColorIO/fileformats/FileFormat3DL.cpp
"""

from collections.abc import Iterable
from typing import Final

import numpy as np

from workers.executor.tables.table import (
    LEAST,
    MOST_NODES,
    Curves,
    Grid,
    Numbers,
    Table,
    malformed,
    numbers,
    shown,
)

#: Bits that whole numbers may have, fewest first.
_DEPTHS: Final = (8, 10, 12, 14, 16)
#: Words that stand alone or before what is not needed.
_WORDS: Final = ("3DMESH", "Mesh", "gamma", "LUT8", "LUT")
_CHANNELS: Final = 3


def read(text: str) -> Table:
    """Read a file. Raises RenderRefused."""
    lines = (line.split("#", 1)[0].strip() for line in text.splitlines())
    lines = (line for line in lines if line and not _word(line))
    first = next(lines, "")
    places = _samples(first)
    rows = list(lines)
    nodes = len(places)
    if len(rows) != nodes**3:
        raise malformed(f"{nodes**3} lines of colours after {nodes} samples, not {len(rows)}")
    colours = numbers(rows, "three whole numbers in each line after the samples")
    if (colours < 0).any():
        raise malformed("numbers from 0 upwards")
    # Blue changes fastest.
    cube = (colours / _white(colours.max())).reshape(nodes, nodes, nodes, _CHANNELS)
    grid = Grid(cube.transpose(2, 1, 0, 3), np.zeros(3), np.ones(3))
    return Table(_spacing(places), grid)


def _word(line: str) -> bool:
    return line.split(maxsplit=1)[0] in _WORDS


def _samples(line: str) -> Numbers:
    """Read the inputs of the nodes along each axis, of which white is the last."""
    try:
        places = np.array([int(part) for part in line.split()], dtype=np.float64)
    except (ValueError, OverflowError):
        raise malformed(f"whole numbers, not {shown(line)}") from None
    if not LEAST <= len(places) <= MOST_NODES:
        raise malformed(f"from {LEAST} to {MOST_NODES} samples in the first line of numbers")
    if places[0] < 0 or not (np.diff(places) > 0).all():
        raise malformed("samples that grow from 0")
    return places / _white(places[-1])


def _white(most: float) -> float:
    """Give what white is where this is the most that there is.

    Numbers may go beyond white, and nearly twice as far, as OpenColorIO has it.
    """
    depth = next((bits for bits in _DEPTHS if most < 2 ** (bits + 1)), _DEPTHS[-1])
    return float(2**depth - 1)


def _spacing(places: Numbers) -> Curves:
    """Give the curves that send the inputs of the nodes to even steps."""
    steps = np.linspace(0, 1, len(places))
    return Curves(_columns(places), _columns(steps))


def _columns(channel: Iterable[float]) -> Numbers:
    return np.stack([np.asarray(channel)] * _CHANNELS, axis=1)
