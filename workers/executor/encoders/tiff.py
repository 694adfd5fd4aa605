"""TIFF: lossless; compressed by deflate, by LZW, or as fax compresses black and white."""

import io
from collections.abc import Sequence
from typing import Any, Final

import pyvips
from PIL import TiffImagePlugin

from planner.plan import Output
from workers.executor.words import kept

FORMAT: Final = "tiff"
CONTENT_TYPE: Final = "image/tiff"
ALPHA: Final = True
ANIMATED: Final = False
INKS: Final = True
MAX_SIDE: Final = 65535

#: Differences of neighbours are compressed, which suits photographs.
_USUAL: Final = {"compression": "deflate", "predictor": "horizontal"}
_VARIANTS: Final[dict[str, dict[str, Any]]] = {
    "tiff8_lzw": {"compression": "lzw", "predictor": "horizontal"},
    "group4": {"compression": "ccittfax4", "bitdepth": 1},
}


def join(files: Sequence[bytes]) -> bytes:
    """Give the TIFF of the pages of several, one directory behind the other."""
    joined = io.BytesIO()
    with TiffImagePlugin.AppendingTiffWriter(joined, new=True) as pages:
        for data in files:
            pages.write(data)
            pages.newFrame()
    return joined.getvalue()


def encode(image: pyvips.Image, output: Output) -> bytes:
    """Give a TIFF of 8 bits a channel, or of one bit in all."""
    if output.variant == "group4":
        image = image.colourspace("b-w")
    options = _VARIANTS.get(output.variant, _USUAL)
    data: bytes = image.tiffsave_buffer(resunit="inch", keep=kept(output), **options)
    return data
