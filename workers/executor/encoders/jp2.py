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


def encode(image: pyvips.Image, output: Output) -> bytes:
    """Give a JP2 file."""
    return encoded(image, "JPEG2000", **settings(output))


def settings(output: Output) -> dict[str, Any]:
    """Give openjpeg's settings. Quality is signal to noise: 80 is 40 dB, 50 is 32.5 dB."""
    if output.quality == _LOSSLESS:
        return {"irreversible": False}
    return {
        "irreversible": True,
        "quality_mode": "dB",
        "quality_layers": [20 + output.quality / 4],
    }
