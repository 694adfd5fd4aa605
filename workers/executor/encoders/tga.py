"""Targa, with runs of equal pixels compressed."""

from typing import Final

import pyvips
from PIL import TgaImagePlugin  # noqa: F401 - Pillow writes Targa once it is imported

from planner.plan import Output
from workers.executor.by_pillow import encoded

FORMAT: Final = "tga"
CONTENT_TYPE: Final = "image/x-tga"
ALPHA: Final = True
ANIMATED: Final = False
INKS: Final = False
MAX_SIDE: Final = 65535


def encode(image: pyvips.Image, _output: Output) -> bytes:
    """Give a Targa file."""
    return encoded(image, "TGA", compression="tga_rle")
