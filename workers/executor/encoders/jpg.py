"""JPEG: with optimised Huffman tables, and progressive where it is asked to be.

Together they cost 1 ms at 400 x 300 and save 7 %; trellis quantisation costs 15 ms and is off.
"""

from types import MappingProxyType
from typing import Final

import pyvips

from planner.plan import Output
from workers.executor.words import kept

FORMAT: Final = "jpg"
CONTENT_TYPE: Final = "image/jpeg"
ALPHA: Final = False
ANIMATED: Final = False
INKS: Final = True
MAX_SIDE: Final = 65500

#: libvips halves chroma below quality 90 by itself.
_CHROMA: Final = MappingProxyType({"": "auto", "420": "on", "444": "off"})


def encode(image: pyvips.Image, output: Output) -> bytes:
    """Give a JPEG. A steep one has scans of its own: what it shows first is small and coarse."""
    data: bytes = image.jpegsave_buffer(
        Q=output.quality,
        subsample_mode=_CHROMA[output.chroma],
        optimize_coding=True,
        interlace=output.progressive in ("semi", "steep"),
        optimize_scans=output.progressive == "steep",
        keep=kept(output),
    )
    return data
