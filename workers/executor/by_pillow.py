"""Pictures as Pillow takes them, for formats that only it encodes."""

import io
from typing import Any

import pyvips
from PIL import Image

from planner.plan import Output


def as_pillow(image: pyvips.Image) -> Image.Image:
    """Give a picture of 8 bits a channel to Pillow, which keeps all of it in memory."""
    mode = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}[image.bands]
    size = (image.width, image.height)
    return Image.frombuffer(mode, size, image.write_to_memory(), "raw", mode, 0, 1)


def encoded(image: pyvips.Image, kind: str, **options: Any) -> bytes:
    """Give the file of a picture, of a kind as Pillow names it."""
    buffer = io.BytesIO()
    as_pillow(image).save(buffer, kind, **options)
    return buffer.getvalue()


def dots(output: Output) -> dict[str, Any]:
    """Give the density that a file tells, if any, as Pillow's option."""
    return {"dpi": (output.density, output.density)} if output.density else {}
