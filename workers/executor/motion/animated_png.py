"""Animated PNG: put together of one file for each frame, all written in the same way.

The pixels of a frame replace those beneath them, and stay for the next: so a frame may be a part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workers.executor.motion.png_chunks import CONTROL, FRAME, SIGNATURE, chunks, written

#: A delay is written as so many of these parts of a second, in 16 bits.
_MILLISECONDS: Final = 1000
_LONGEST: Final = 0xFFFF

#: Leave the frame as it is afterwards, and take its pixels as they are (APNG_DISPOSE_OP_NONE,
#: APNG_BLEND_OP_SOURCE).
_DISPOSAL, _BLENDING = 0, 0

#: What a file has of which every frame has its own.
_PIXELS: Final = (b"IDAT", b"IEND")


@dataclass(frozen=True, slots=True)
class Part:
    """A frame, or what of it is not as before: its file, its place, and milliseconds."""

    file: bytes
    left: int
    top: int
    delay: int


def assembled(parts: Sequence[Part], plays: int) -> bytes:
    """Give the animation of parts, of which the first is a whole frame.

    What else its file says, of colours and of words, is said of all. plays: how often it is shown,
    0 without an end.
    """
    head, *others = (chunk for chunk in chunks(parts[0].file) if chunk[0] not in _PIXELS)
    file = SIGNATURE + written(*head) + written(b"acTL", CONTROL.pack(len(parts), plays))
    file += b"".join(written(*chunk) for chunk in others)
    number = 0
    made = [file]
    for part in parts:
        made.append(written(b"fcTL", _control(part, number)))
        pixels = b"".join(body for kind, body in chunks(part.file) if kind == b"IDAT")
        if number:
            made.append(written(b"fdAT", (number + 1).to_bytes(4, "big") + pixels))
        else:
            made.append(written(b"IDAT", pixels))
        number += 2 if number else 1
    return b"".join([*made, written(b"IEND", b"")])


def _control(part: Part, number: int) -> bytes:
    header = next(body for kind, body in chunks(part.file) if kind == b"IHDR")
    width, height = (int.from_bytes(header[at : at + 4], "big") for at in (0, 4))
    place = (width, height, part.left, part.top)
    return FRAME.pack(number, *place, *_delay(part.delay), _DISPOSAL, _BLENDING)


def _delay(milliseconds: int) -> tuple[int, int]:
    """Give a delay as a fraction of seconds; what is too long for milliseconds, in tenths."""
    if milliseconds <= _LONGEST:
        return milliseconds, _MILLISECONDS
    return min(round(milliseconds / 100), _LONGEST), 10
