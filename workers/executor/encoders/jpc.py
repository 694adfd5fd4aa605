"""JPEG 2000 without a file format around it."""

from typing import Final

import pyvips
from PIL import Jpeg2KImagePlugin  # noqa: F401 - Pillow writes JPEG 2000 once it is imported

from planner.plan import Output
from workers.executor.by_pillow import encoded
from workers.executor.encoders.jp2 import settings

FORMAT: Final = "jpc"
CONTENT_TYPE: Final = "image/j2c"
ALPHA: Final = True
ANIMATED: Final = False
INKS: Final = False
MAX_SIDE: Final = 65500


def encode(image: pyvips.Image, output: Output) -> bytes:
    """Give a codestream."""
    return encoded(image, "JPEG2000", no_jp2=True, **settings(image, output))
