"""Photoshop's image resources: what a file tells beside its pixels, in blocks that have numbers.

Photoshop files have a section of them, TIFF files a tag, JPEG files segments that are one when
put together (Adobe Photoshop File Formats Specification, November 2019, "Image Resources").
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PIL import JpegImagePlugin, TiffImagePlugin

from workers.executor.loaders.by_pillow import BROKEN
from workers.executor.loaders.loader import refusing

#: The usual one first; the others are of ImageReady and older programs.
_SIGNATURES: Final = (b"8BIM", b"MeSa", b"AgHg", b"PHUT", b"DCSR")
#: Bytes of the header of a Photoshop file.
_HEADER: Final = 26
_NUMBER: Final = struct.Struct(">4sH")
_LENGTH: Final = struct.Struct(">I")

_SEGMENT: Final = "APP13"
_SEGMENT_HEAD: Final = b"Photoshop 3.0\0"
#: TIFF Technical Note 3: Photoshop's tag.
_TAG: Final = 34377


@dataclass(frozen=True, slots=True)
class Resource:
    """A block: its number, its name, what it holds."""

    number: int
    name: str
    data: bytes


def resources(kind: str, data: memoryview) -> tuple[Resource, ...]:
    """Give the resources of a file of a kind, none for kinds that have not any.

    Raises RenderRefused (400) for a file whose header is broken.
    """
    with refusing(*BROKEN):
        match kind:
            case "psd":
                block = _section(data)
            case "tiff":
                block = TiffImagePlugin.TiffImageFile(io.BytesIO(data)).tag_v2.get(_TAG, b"")
            case "jpg":
                block = b"".join(_segments(data))
            case _:
                return ()
        return tuple(_resources(block))


def _section(data: memoryview) -> bytes:
    """Give the section of resources of a Photoshop file: behind the header and its colours."""
    at = _HEADER
    for _ in range(2):
        (length,) = _LENGTH.unpack_from(data, at)
        begin, at = at + _LENGTH.size, at + _LENGTH.size + length
    return bytes(data[begin:at])


def _segments(data: memoryview) -> Iterator[bytes]:
    for marker, segment in JpegImagePlugin.JpegImageFile(io.BytesIO(data)).applist:
        if marker == _SEGMENT and segment.startswith(_SEGMENT_HEAD):
            yield segment.removeprefix(_SEGMENT_HEAD)


def _resources(block: bytes) -> Iterator[Resource]:
    """Read blocks one after the other: names and data are padded to even lengths."""
    at = 0
    while block.startswith(_SIGNATURES, at):
        _, number = _NUMBER.unpack_from(block, at)
        at += _NUMBER.size
        name = block[at + 1 : at + 1 + block[at]]
        at += len(name) + 1
        at += at % 2
        (length,) = _LENGTH.unpack_from(block, at)
        at += _LENGTH.size
        yield Resource(number, _text(name), block[at : at + length])
        at += length + length % 2


def _text(name: bytes) -> str:
    return name.decode("mac_roman")
