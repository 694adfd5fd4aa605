"""JPEG 2000, by its wavelets with loss, or at quality 100 without."""

from typing import Any, Final

import pyvips
from PIL import Jpeg2KImagePlugin  # noqa: F401 - Pillow writes JPEG 2000 once it is imported

from planner.plan import Output
from workers.executor.by_pillow import encoded

FORMAT: Final = "jp2"
CONTENT_TYPE: Final = "image/jp2"
ALPHA: Final = True
ANIMATED: Final = False
INKS: Final = False
MAX_SIDE: Final = 65500

_LOSSLESS: Final = 100

#: The side of a tile, in pixels: openjpeg takes 22 bytes for each pixel of one at a time.
_TILE: Final = 2048


def encode(image: pyvips.Image, output: Output) -> bytes:
    """Give a JP2 file."""
    return encoded(image, "JPEG2000", **settings(image, output))


def settings(image: pyvips.Image, output: Output) -> dict[str, Any]:
    """Give openjpeg's settings. Quality is signal to noise: 80 is 40 dB, 50 is 32.5 dB.

    What is larger than a tile is written in tiles, so that memory does not grow with the image.
    """
    tiled = {"tile_size": (_TILE, _TILE)} if max(image.width, image.height) > _TILE else {}
    if output.quality == _LOSSLESS:
        return {**tiled, "irreversible": False}
    return {
        **tiled,
        "irreversible": True,
        "quality_mode": "dB",
        "quality_layers": [20 + output.quality / 4],
    }
