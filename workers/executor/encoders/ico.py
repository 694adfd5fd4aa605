"""Icons of one picture, which is a PNG inside."""

from typing import Final

import pyvips
from PIL import IcoImagePlugin  # noqa: F401 - Pillow writes icons once it is imported

from planner.plan import Output
from workers.executor.alpha import with_alpha
from workers.executor.by_pillow import encoded

FORMAT: Final = "ico"
CONTENT_TYPE: Final = "image/vnd.microsoft.icon"
ALPHA: Final = True
ANIMATED: Final = False
INKS: Final = False
MAX_SIDE: Final = 256


def encode(image: pyvips.Image, _output: Output) -> bytes:
    """Give an icon."""
    return encoded(with_alpha(image), "ICO", sizes=[(image.width, image.height)])
