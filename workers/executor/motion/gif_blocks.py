"""The blocks of a GIF: whether the last one is whole.

libvips shows what there is of an animation that breaks off. A missing trailer does no harm, and
occurs: a block that has begun must end.
"""

from typing import Final

_HEADER: Final = 13
_EXTENSION: Final = 0x21
_IMAGE: Final = 0x2C


def breaks_off(data: memoryview) -> bool:
    """Tell whether a GIF ends within a block (GIF89a specification, appendix B).

    What is neither a block nor the trailer ends it, as it does for every decoder.
    """
    try:
        at = _HEADER + _colours(data[10])
        while at < len(data) and data[at] in (_EXTENSION, _IMAGE):
            at = _after_data(data, _data_start(data, at))
    except IndexError:
        return True
    return False


def _data_start(data: memoryview, at: int) -> int:
    """Skip an extension's label, or an image's descriptor, colours and code size."""
    if data[at] == _EXTENSION:
        return at + 2
    return at + 11 + _colours(data[at + 9])


def _after_data(data: memoryview, at: int) -> int:
    """Skip sub-blocks, each of which tells its length, up to the empty one."""
    while length := data[at]:
        at += length + 1
    return at + 1


def _colours(flags: int) -> int:
    """Give the bytes of a colour table, if the flags say that there is one."""
    return 3 << (flags % 8 + 1) if flags & 0x80 else 0
