"""WebP, also animated. Effort 2 takes half the time of 4, for 3 % more bytes."""

from typing import Any, Final

import pyvips

from planner.plan import Output
from workers.executor.words import kept

FORMAT: Final = "webp"
CONTENT_TYPE: Final = "image/webp"
ALPHA: Final = True
ANIMATED: Final = True
INKS: Final = False
MAX_SIDE: Final = 16383

_EFFORT: Final = 2


def encode(image: pyvips.Image, output: Output) -> bytes:
    """Give a WebP. A lossy one always halves chroma: 444 asks for the sharper way of doing so.

    Of an animation libwebp leaves out blocks that have hardly changed, and what is left out adds
    up. Where all of a frame changes that saves nothing: then each is written as a whole, which
    under a camera halves the error, and takes fewer bytes.
    """
    whole: dict[str, Any] = {"kmin": 0, "kmax": 1} if output.apart else {}
    data: bytes = image.webpsave_buffer(
        **whole,
        Q=output.quality,
        lossless=output.lossless,
        effort=_EFFORT,
        smart_subsample=output.chroma == "444",
        keep=kept(output),
    )
    return data
