"""The chunks of a PNG, and those that tell of an animation (PNG, third edition, 11.3.6)."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"

#: Length and kind before a chunk's body; after it comes a checksum of 4 bytes.
_HEAD: Final = struct.Struct(">I4s")
_CHECKSUM: Final = struct.Struct(">I")

#: Bytes of a header, of which the last says whether pixels are interlaced.
_HEADER: Final = 13

#: Frames and plays.
CONTROL: Final = struct.Struct(">II")

#: Number, width, height, left, top, numerator and denominator of seconds, disposal and blending.
FRAME: Final = struct.Struct(">5I2H2B")

#: What a delay is a fraction of where a file says of nothing.
_HUNDREDTHS: Final = 100


@dataclass(frozen=True, slots=True)
class Animation:
    """What a PNG says of its animation: milliseconds of each frame, plays in all, 0 endlessly."""

    frames: int
    delays: tuple[int, ...]
    plays: int


def chunks(data: bytes | memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """Give kind and body of each chunk, up to one that is not whole."""
    whole, at = memoryview(data), len(SIGNATURE)
    while at + _HEAD.size <= len(whole):
        length, kind = _HEAD.unpack_from(whole, at)
        at += _HEAD.size
        if at + length > len(whole):
            return
        yield kind, whole[at : at + length]
        at += length + _CHECKSUM.size


def written(kind: bytes, body: bytes | memoryview) -> bytes:
    """Give a chunk with its length and checksum."""
    checksum = zlib.crc32(body, zlib.crc32(kind))
    return _HEAD.pack(len(body), kind) + bytes(body) + _CHECKSUM.pack(checksum)


def frames_said(data: memoryview) -> int:
    """Give how many frames a PNG says that it has; 1 where it is no animation.

    An interlaced one, which Pillow cannot read, is taken for none, so that its picture is shown.
    """
    for kind, body in chunks(data):
        if kind == b"IHDR" and len(body) == _HEADER and body[-1]:
            return 1
        if kind == b"acTL" and len(body) == CONTROL.size:
            return max(int(CONTROL.unpack(body)[0]), 1)
        if kind == b"IDAT":
            break
    return 1


def animation_of(data: memoryview) -> Animation:
    """Read what an animated PNG says of how long and how often its frames are shown."""
    frames, plays, delays = 1, 0, []
    for kind, body in chunks(data):
        if kind == b"acTL" and len(body) == CONTROL.size:
            frames, plays = CONTROL.unpack(body)
        elif kind == b"fcTL" and len(body) == FRAME.size:
            *_, numerator, denominator, _, _ = FRAME.unpack(body)
            delays.append(round(1000 * numerator / (denominator or _HUNDREDTHS)))
    return Animation(frames, tuple(delays[:frames]), plays)
