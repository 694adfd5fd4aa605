"""Drawing: the colours of a picture, sent through a table."""

from typing import Final

import numpy as np
import pyvips
from numpy.typing import NDArray

from workers.executor.alpha import with_colours
from workers.executor.tables.table import Grid, Numbers, Table
from workers.executor.tones.lookup import levels, mapped

_LEVELS: Final = 256


def draw(image: pyvips.Image, table: Table) -> pyvips.Image:
    """Send colours through curves and grid, with linear interpolation in all three channels.

    Tables are of sRGB values, as pictures are here; alpha stays. It is rounded once, at the end.
    """
    tones = np.repeat(levels()[:, np.newaxis], 3, axis=1)
    if table.curves is not None:
        tones = table.curves.of(tones)
    if table.grid is None:
        return mapped(image, tones)
    grid = table.grid
    # In memory: it is read for each channel, and on both sides of its blue.
    image = image.copy_memory()
    places = _image(grid.places(tones).reshape(1, _LEVELS, 3))
    atlas = _atlas(grid)
    return with_colours(image, lambda colours: _between(colours.maplut(places), atlas, grid.nodes))


def _between(places: pyvips.Image, atlas: pyvips.Image, nodes: int) -> pyvips.Image:
    """Give the colours at places of a grid, whose levels of blue lie side by side in an atlas."""
    red, green, blue = places[0], places[1], places[2]
    below = blue.floor()
    above = (below < nodes - 1).ifthenelse(below + 1, below)
    bilinear = pyvips.Interpolate.new("bilinear")
    first, second = (
        atlas.mapim((level * nodes + red).bandjoin(green), interpolate=bilinear, extend="copy")
        for level in (below, above)
    )
    share = blue - below
    return ((first + (second - first) * share) * 255).copy(interpretation="srgb")


def _atlas(grid: Grid) -> pyvips.Image:
    """Lay the planes of a grid side by side: across by blue and then red, down by green."""
    nodes = grid.nodes
    return _image(grid.colours.transpose(1, 0, 2, 3).reshape(nodes, nodes * nodes, 3))


def _image(numbers: Numbers) -> pyvips.Image:
    singles: NDArray[np.float32] = np.ascontiguousarray(numbers, dtype=np.float32)
    return pyvips.Image.new_from_array(singles)
