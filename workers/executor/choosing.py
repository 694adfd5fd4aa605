"""Choosing: in which ways a picture may be encoded whose format it has a say in."""

from dataclasses import replace
from typing import Final

import pyvips

from planner.parameters.quality import LOSSLESS
from planner.plan import Output
from workers.executor.quality.sampling import sampled
from workers.executor.quality.searching import is_drawing

_PHOTOGRAPHS: Final = "jpg"
_DRAWINGS: Final = "png"
_OPAQUE: Final = 255


def ways_of(image: pyvips.Image, output: Output) -> tuple[Output, ...]:
    """Give the ways out of which the smallest file is taken.

    What shows through anywhere cannot be a JPEG. Drawings may well be smaller without loss: a PNG
    instead of a JPEG, a WebP of the other kind. image: in memory.
    """
    usual = replace(output, open=False)
    lossless = replace(usual, quality=LOSSLESS, level="", chroma="")
    if output.format == _PHOTOGRAPHS:
        lossless = replace(lossless, format=_DRAWINGS, progressive="")
        if image.hasalpha() and _lowest(image.extract_band(image.bands - 1)) < _OPAQUE:
            return (lossless,)
    else:
        lossless = replace(lossless, lossless=True)
    return (lossless, usual) if is_drawing(sampled(image)) else (usual,)


def _lowest(alpha: pyvips.Image) -> float:
    least: float = pyvips.Operation.call("min", alpha)
    return least
