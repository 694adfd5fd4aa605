"""The table of a lookup: three curves, then perhaps a grid of colours."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workers.errors import RenderRefused

#: Numbers of a table: colours are from 0 to 1, and may lie beyond.
Numbers = NDArray[np.float64]

#: Entries of a curve at most, and nodes of a grid along each axis: those of the formats are meant
#: for film, at most 65; every node takes memory.
MOST_ENTRIES: Final = 65_536
MOST_NODES: Final = 129
LEAST: Final = 2

_MOST_BYTES: Final = 128


@dataclass(frozen=True, slots=True)
class Curves:
    """What becomes of each channel by itself.

    ``places`` are the inputs, growing, and ``colours`` the outputs at these: one row for each, a
    column for red, green and blue. What lies between is interpolated, what lies beyond held.
    """

    places: Numbers
    colours: Numbers

    def of(self, colours: Numbers) -> Numbers:
        """Give the outputs of colours, a column for each channel."""
        return np.stack(
            [
                np.interp(colours[:, band], self.places[:, band], self.colours[:, band])
                for band in range(3)
            ],
            axis=1,
        )


@dataclass(frozen=True, slots=True)
class Grid:
    """Colours at the nodes of a cube: by blue, green and red, of three channels.

    ``least`` and ``most`` are the colours at its first and last node.
    """

    colours: Numbers
    least: Numbers
    most: Numbers

    @property
    def nodes(self) -> int:
        """How many there are along each axis."""
        return len(self.colours)

    def places(self, colours: Numbers) -> Numbers:
        """Give where colours lie, in nodes from the first; what lies beyond is held to the cube."""
        shares = (colours - self.least) / (self.most - self.least)
        return np.clip(shares, 0, 1) * (self.nodes - 1)


@dataclass(frozen=True, slots=True)
class Table:
    """Curves, a grid, or the one and behind it the other."""

    curves: Curves | None = None
    grid: Grid | None = None


def numbers(rows: list[str], expected: str) -> Numbers:
    """Read lines of three numbers each. Raises RenderRefused."""
    parts = [row.split() for row in rows]
    if any(len(part) != 3 for part in parts):  # noqa: PLR2004 - red, green and blue
        raise malformed(expected)
    try:
        read = np.array(parts, dtype=np.float64).reshape(-1, 3)
    except ValueError:
        raise malformed(expected) from None
    if not np.isfinite(read).all():
        raise malformed(expected)
    return read


def malformed(expected: str) -> RenderRefused:
    """Give the refusal of a file that is no table."""
    return RenderRefused(400, f"Invalid lookup table; expected {expected}")


def shown(text: str) -> str:
    """Give what of a file can stand in a message."""
    return ascii(text[:_MOST_BYTES])
