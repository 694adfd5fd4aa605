"""The header of a JPEG XL codestream: its size, before anything is decoded (ISO/IEC 18181-1, A, D).

The decoder at hand tells a size only with all pixels.
"""

from dataclasses import dataclass
from typing import Final

_CODESTREAM: Final = b"\xff\x0a"

#: Bytes of boxes that may come before the codestream's.
_BOXES: Final = 64

#: Width to height by the number that stands for it; 0 says that the width is written.
_RATIOS: Final = ((0, 1), (1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))

#: How many bits a length has, by the number before it.
_LENGTHS: Final = (9, 13, 18, 30)

#: Orientations by which width and height change places, as in EXIF.
_SIDEWAYS: Final = 5


@dataclass(frozen=True, slots=True)
class JxlSize:
    """Sizes in pixels, upright."""

    width: int
    height: int


def read_size(data: memoryview) -> JxlSize:
    """Read the size of the upright picture. Raises ValueError for what is no JPEG XL."""
    bits = _Bits(_codestream(data))
    if bits.take(16) != int.from_bytes(_CODESTREAM, "little"):
        raise ValueError("no codestream")
    small = bits.take(1)
    height = 8 * (bits.take(5) + 1) if small else bits.length()
    across, down = _RATIOS[bits.take(3)]
    if across:
        width = height * across // down
    else:
        width = 8 * (bits.take(5) + 1) if small else bits.length()
    usual = bits.take(1)
    orientation = 1
    if not usual and bits.take(1):
        orientation = bits.take(3) + 1
    return JxlSize(height, width) if orientation >= _SIDEWAYS else JxlSize(width, height)


class _Bits:
    """Bits of bytes, the lowest first."""

    def __init__(self, data: bytes) -> None:
        self._bits = int.from_bytes(data, "little")
        self._left = 8 * len(data)

    def take(self, count: int) -> int:
        """Give the next ``count`` bits as a number."""
        if count > self._left:
            raise ValueError("cut short")
        value = self._bits & ((1 << count) - 1)
        self._bits >>= count
        self._left -= count
        return value

    def length(self) -> int:
        """Give a length in pixels."""
        return self.take(_LENGTHS[self.take(2)]) + 1


def _codestream(data: memoryview) -> bytes:
    """Give the beginning of the codestream, bare or in the first box that has some of it."""
    if bytes(data[:2]) == _CODESTREAM:
        return bytes(data[:32])
    at = 0
    for _ in range(_BOXES):
        head = bytes(data[at : at + 16])
        if len(head) < 8:  # noqa: PLR2004 - a box's size and kind
            break
        size, kind, body = int.from_bytes(head[:4], "big"), head[4:8], at + 8
        if size == 1:
            size, body = int.from_bytes(head[8:16], "big"), at + 16
        if kind in (b"jxlc", b"jxlp"):
            start = body + (4 if kind == b"jxlp" else 0)
            return bytes(data[start : start + 32])
        if size < body - at:
            break
        at += size
    raise ValueError("no codestream")
