"""Encoding: a drawn picture becomes a file, by the encoder of its format."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Final, Protocol, cast

import pyvips

from planner.colour import WHITE
from planner.plan import Output
from workers.errors import RenderRefused
from workers.executor import encoders as encoder_modules
from workers.executor.backgrounds import over
from workers.executor.inks import coloured
from workers.executor.words import worded

#: Ways of writing formats that could be transparent, which are not.
_OPAQUE: Final = frozenset({"png24", "group4"})


class Encoder(Protocol):
    """What every module in ``encoders`` offers.

    ``MAX_SIDE`` is the longest side that the format holds, in pixels. ``INKS``: whether it holds
    pictures of four inks.
    """

    FORMAT: str
    CONTENT_TYPE: str
    ALPHA: bool
    ANIMATED: bool
    INKS: bool
    MAX_SIDE: int

    def encode(self, image: pyvips.Image, output: Output) -> bytes:
        """Give the file of an 8 bit picture, and of its metadata only what `words.kept` says."""
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


def asks_of_original(output: Output) -> bool:
    """Whether something of how the original was opened has a say in how a result is encoded."""
    return bool(output.words) or output.density == 0 or output.colours == "keep_cmyk"


def encode(
    image: pyvips.Image, output: Output, frames: int = 1, original: pyvips.Image | None = None
) -> Encoded:
    """Encode an sRGB picture, or a roll of frames. What cannot be transparent is set on white.

    original: as it was opened, where `asks_of_original`.
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
    if not encoder.ALPHA or output.variant in _OPAQUE:
        image = over(image, WHITE)
    image = coloured(image, output, original, inks=encoder.INKS)
    image = worded(image, output, original)
    return Encoded(
        data=encoder.encode(image, output),
        format=encoder.FORMAT,
        content_type=encoder.CONTENT_TYPE,
        width=image.width,
        height=height,
    )
