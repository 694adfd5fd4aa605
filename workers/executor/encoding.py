"""Encoding: a drawn picture becomes a file, by the encoder of its format."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Protocol, cast

import pyvips

from planner.colour import WHITE
from planner.plan import Output
from workers.errors import RenderRefused
from workers.executor import encoders as encoder_modules
from workers.executor.backgrounds import over


class Encoder(Protocol):
    """What every module in ``encoders`` offers.

    ``MAX_SIDE`` is the longest side that the format holds, in pixels.
    """

    FORMAT: str
    CONTENT_TYPE: str
    ALPHA: bool
    ANIMATED: bool
    MAX_SIDE: int

    def encode(self, image: pyvips.Image, output: Output) -> bytes:
        """Give the file of an 8 bit sRGB picture, without any metadata."""
        ...


@dataclass(frozen=True, slots=True)
class Encoded:
    """A finished derived asset. Sizes are of one frame, in pixels."""

    data: bytes
    format: str
    content_type: str
    width: int
    height: int


@cache
def encoders() -> Mapping[str, Encoder]:
    """Find the encoder of each output format."""
    found = {}
    for module in iter_modules(encoder_modules.__path__, encoder_modules.__name__ + "."):
        encoder = cast(Encoder, import_module(module.name))
        found[encoder.FORMAT] = encoder
    return MappingProxyType(found)


def encode(image: pyvips.Image, output: Output, frames: int = 1) -> Encoded:
    """Encode a picture, or a roll of frames. What cannot be transparent is set on white.

    Raises RenderRefused when the picture is larger than its format can hold.
    """
    encoder = encoders()[output.format]
    height = image.height // frames
    if max(image.width, height) > encoder.MAX_SIDE:
        raise RenderRefused(
            400,
            f"Image too large for {output.format}: {image.width} x {height} pixels; "
            f"the longest side it holds is {encoder.MAX_SIDE}",
        )
    if not encoder.ALPHA:
        image = over(image, WHITE)
    return Encoded(
        data=encoder.encode(image, output),
        format=encoder.FORMAT,
        content_type=encoder.CONTENT_TYPE,
        width=image.width,
        height=height,
    )
