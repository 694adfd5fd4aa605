"""PNG: lossless, so quality and chroma have no meaning. Rows are filtered, as photographs need."""

from typing import Final

import pyvips

from planner.plan import Output

FORMAT: Final = "png"
CONTENT_TYPE: Final = "image/png"
ALPHA: Final = True
ANIMATED: Final = False
MAX_SIDE: Final = 1_000_000

_COMPRESSION: Final = 6


def encode(image: pyvips.Image, _output: Output) -> bytes:
    """Give a PNG."""
    data: bytes = image.pngsave_buffer(
        compression=_COMPRESSION, filter=pyvips.ForeignPngFilter.ALL, keep=pyvips.ForeignKeep.NONE
    )
    return data
