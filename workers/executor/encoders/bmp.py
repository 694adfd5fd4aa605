"""BMP: neither compressed nor transparent."""

from typing import Final

import pyvips
from PIL import BmpImagePlugin  # noqa: F401 - Pillow writes BMP once it is imported

from planner.plan import Output
from workers.executor.by_pillow import dots, encoded

FORMAT: Final = "bmp"
CONTENT_TYPE: Final = "image/bmp"
ALPHA: Final = False
ANIMATED: Final = False
INKS: Final = False
MAX_SIDE: Final = 32767


def encode(image: pyvips.Image, output: Output) -> bytes:
    """Give a BMP."""
    return encoded(image, "BMP", **dots(output))
