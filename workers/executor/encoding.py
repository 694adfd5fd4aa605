"""Encoding: a drawn picture becomes a file, by the encoder of its format."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Final, Protocol, cast

import numpy as np
import pyvips
from numpy.typing import NDArray

from planner.colour import WHITE
from planner.parameters.format import format_named
from planner.plan import Output
from workers.errors import RenderRefused
from workers.executor import encoders as encoder_modules
from workers.executor.backgrounds import over
from workers.executor.choosing import ways_of
from workers.executor.inks import coloured
from workers.executor.profiles import CMYK, Profile
from workers.executor.quality.searching import searched
from workers.executor.quality.steps import STEPS
from workers.executor.quality.trying import seen
from workers.executor.words import worded

#: Formats whose files are those of another with something around them, which is not opened again.
_TRIED_AS: Final = MappingProxyType({"pdf": "jpg", "jpc": "jp2"})

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


def settled(image: pyvips.Image, output: Output) -> Output:
    """Give the encoding with the number that its level of automatic quality comes to.

    image: in memory; a frame of an animation stands for all.
    """
    name = _TRIED_AS.get(output.format, output.format)
    encoder, numbers = encoders()[name], _numbers(name)
    if not numbers:
        return output

    def tried(sample: pyvips.Image, number: int, whole: bool) -> NDArray[np.uint8]:
        chroma = output.chroma or ("444" if whole else "")
        return seen(encoder.encode(sample, Output(name, number, chroma)), name)

    found = searched(image, output.level, numbers, tried, STEPS.get(name))
    chroma = output.chroma or ("444" if found.drawn else "")
    return replace(output, quality=found.number, chroma=chroma, level="")


def _numbers(name: str) -> tuple[int, ...]:
    known = format_named(name)
    return known.qualities if known else ()


def asks_of_original(output: Output) -> bool:
    """Whether something of how the original was opened has a say in how a result is encoded."""
    return bool(output.words) or output.density == 0 or output.colours == "keep_cmyk"


def encode(
    image: pyvips.Image,
    output: Output,
    frames: int = 1,
    original: pyvips.Image | None = None,
    own: Profile | None = None,
) -> Encoded:
    """Encode an sRGB picture, or a roll of frames. What cannot be transparent is set on white.

    original: as it was opened, where `asks_of_original`. own: the profile that it is written in.
    Raises RenderRefused when the picture is larger than its format can hold, or the profile is of
    colours that it does not hold.
    """
    if own is not None and own.space == CMYK:
        output = replace(output, open=False)  # nothing shows through inks, and few formats have any
    if output.open:
        # It is read more than once: looked at, then encoded, a drawing in two ways.
        image = image.copy_memory()
        ways = [encode(image, way, 1, original, own) for way in ways_of(image, output)]
        return min(ways, key=lambda way: len(way.data))
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
    if output.level:
        # It is read more than once: looked at, then encoded. Frames are in memory already.
        image = image if frames > 1 else image.copy_memory()
        output = settled(image.crop(0, 0, image.width, height), output)
    image = coloured(image, output, original, inks=encoder.INKS, own=own)
    image = worded(image, output, original)
    return Encoded(
        data=encoder.encode(image, output),
        format=encoder.FORMAT,
        content_type=encoder.CONTENT_TYPE,
        width=image.width,
        height=height,
    )
