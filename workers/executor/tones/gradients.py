"""Gradients: one colour fading into another across a picture."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

import numpy as np
import pyvips

from planner.colour import Colour
from workers.executor.tones.matrices import as_image

#: Places of a gradient's colours, across and down from 0 to 1.
Places = tuple[tuple[float, float], ...]

_CORNERS: Final = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))

_ENDS: Final = MappingProxyType(
    {
        "horizontal": ((0.0, 0.5), (1.0, 0.5)),
        "vertical": ((0.5, 0.0), (0.5, 1.0)),
        "diagonal_desc": ((0.0, 0.0), (1.0, 1.0)),
        "diagonal_asc": ((0.0, 1.0), (1.0, 0.0)),
    }
)

#: Parts of across, down, across times down, and of all of it alike: how far each colour counts.
_CORNER_WEIGHTS: Final = ((-1, -1, 1, 1), (1, 0, -1, 0), (0, 1, -1, 0), (0, 0, 1, 0))
_END_WEIGHTS: Final = MappingProxyType(
    {
        "horizontal": ((-1, 0, 0, 1), (1, 0, 0, 0)),
        "vertical": ((0, -1, 0, 1), (0, 1, 0, 0)),
        "diagonal_desc": ((-0.5, -0.5, 0, 1), (0.5, 0.5, 0, 0)),
        "diagonal_asc": ((-0.5, 0.5, 0, 0.5), (0.5, -0.5, 0, 0.5)),
    }
)


def places(colours: int, direction: str) -> Places:
    """Give where the colours of a gradient are: two at the ends of a direction, four in corners."""
    return _CORNERS if colours == len(_CORNERS) else _ENDS[direction]


def gradient(width: int, height: int, colours: Sequence[Colour], direction: str) -> pyvips.Image:
    """Fade between two colours along a direction, or between four from the corners.

    Colours are mixed in sRGB in proportion to distance; with alpha where one of them has some.
    """
    weights = _CORNER_WEIGHTS if len(colours) == len(_CORNERS) else _END_WEIGHTS[direction]
    bands = np.array([[one.red, one.green, one.blue, one.alpha] for one in colours], dtype=float)
    if all(one.opaque for one in colours):
        bands = bands[:, :3]
    place = pyvips.Image.xyz(width, height) * [1 / max(width - 1, 1), 1 / max(height - 1, 1)]
    terms = place.bandjoin(place[0] * place[1]).bandjoin(1)
    mixed = terms.recomb(as_image((np.array(weights).T @ bands).T.tolist()))
    return mixed.rint().cast("uchar").copy(interpretation="srgb")
