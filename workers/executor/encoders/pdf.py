"""PDF of pages, each of which is a JPEG inside."""

from collections.abc import Sequence
from typing import Final

import pyvips
from PIL import PdfImagePlugin  # noqa: F401 - Pillow writes PDF once it is imported

from planner.opening import USUAL_DENSITY
from planner.plan import Output
from workers.executor.by_pillow import encoded
from workers.executor.documents import pages_joined

FORMAT: Final = "pdf"
CONTENT_TYPE: Final = "application/pdf"
ALPHA: Final = False
ANIMATED: Final = False
INKS: Final = False
MAX_SIDE: Final = 30000


def join(files: Sequence[bytes]) -> bytes:
    """Give the document of the pages of several."""
    return pages_joined(files)


def encode(image: pyvips.Image, output: Output) -> bytes:
    """Give a document. No dates are in it: the same picture gives the same bytes."""
    density = output.density or USUAL_DENSITY
    return encoded(
        image,
        "PDF",
        quality=output.quality,
        resolution=density,
        creationDate=None,
        modDate=None,
    )
