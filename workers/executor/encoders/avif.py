"""AVIF, 8 bits a channel. Effort 2 is where more time stops to pay: 4 takes five times as long."""

from types import MappingProxyType
from typing import Final

import pyvips

from planner.plan import Output
from workers.executor.words import kept

FORMAT: Final = "avif"
CONTENT_TYPE: Final = "image/avif"
ALPHA: Final = True
ANIMATED: Final = False
INKS: Final = False
MAX_SIDE: Final = 16384

_EFFORT: Final = 2

#: libvips halves chroma below quality 90 by itself.
_CHROMA: Final = MappingProxyType({"": "auto", "420": "on", "444": "off"})


def encode(image: pyvips.Image, output: Output) -> bytes:
    """Give an AVIF."""
    data: bytes = image.heifsave_buffer(
        Q=output.quality,
        compression="av1",
        bitdepth=8,
        effort=_EFFORT,
        subsample_mode=_CHROMA[output.chroma],
        keep=kept(output),
    )
    return data
