"""GIF, also animated: 256 colours a frame, dithered; quality and chroma have no meaning."""

from typing import Final

import pyvips

from planner.plan import Output

FORMAT: Final = "gif"
CONTENT_TYPE: Final = "image/gif"
ALPHA: Final = True
ANIMATED: Final = True
MAX_SIDE: Final = 65535

#: Quantising at 7, libvips' own choice, takes four times as long, for 4 % fewer bytes.
_EFFORT: Final = 3


def encode(image: pyvips.Image, _output: Output) -> bytes:
    """Give a GIF. Alpha below one half is transparent, above it opaque."""
    data: bytes = image.gifsave_buffer(effort=_EFFORT, keep=pyvips.ForeignKeep.NONE)
    return data
