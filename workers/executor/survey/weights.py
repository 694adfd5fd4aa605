"""Weights: how many bytes a picture takes at some widths, which tells of all others.

JPEG stands for all formats: how bytes grow with the width is the picture's, much less the format's.
"""

from typing import Final

import pyvips

#: How many times smaller it is weighed, and the least width that still tells something.
_SMALLER: Final = (4, 2, 1)
_NARROWEST: Final = 16

_QUALITY: Final = 80


def weights(picture: pyvips.Image, *, sideways: bool = False) -> tuple[int, ...]:
    """Give widths in pixels and the bytes of JPEGs of these, in turn, ascending.

    picture: in memory. sideways: its height is the width that it is known by.
    """
    found: list[tuple[int, int]] = []
    for by in _SMALLER:
        if by > min(picture.width, picture.height):
            continue
        smaller = picture.shrink(by, by)
        width = smaller.height if sideways else smaller.width
        if width >= _NARROWEST:
            file: bytes = smaller.jpegsave_buffer(Q=_QUALITY, keep=pyvips.ForeignKeep.NONE)
            found.append((width, len(file)))
    return tuple(number for pair in found for number in pair)
