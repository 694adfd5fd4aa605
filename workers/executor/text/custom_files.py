"""Custom files: fonts that clients uploaded, made into files that Pango can be given.

Nothing in them is believed: they are read in the render child, and what is no whole font is
refused. Each gets a name of ours, so that no text of another client ever finds it.
"""

import io
from typing import Any, Final

import brotli
import uharfbuzz
from fontTools.misc import sstruct
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.woff2 import (
    WOFF2DirectoryEntry,
    woff2DirectoryFormat,
    woff2DirectorySize,
)

from workers.errors import RenderRefused
from workers.executor.text.room import ROOM_BYTES

_PLAIN: Final = (b"\0\1\0\0", b"true", b"OTTO")
_PACKED: Final = b"wOF2"
_WINDOWS: Final = (3, 1, 0x409)
#: The names by which a font is found: family, style, full name, PostScript's.
_FAMILY, _STYLE, _FULL, _POSTSCRIPT = 1, 2, 4, 6


def usable(data: memoryview, called: str, family: str) -> bytes:
    """Unpack a font, and name its family.

    ``called`` is what the client calls it, for refusals. Raises RenderRefused.
    """
    kind = bytes(data[:4])
    if kind not in (*_PLAIN, _PACKED):
        raise RenderRefused(400, f"{called} is no TrueType, OpenType or WOFF2 font")
    if len(data) > ROOM_BYTES:
        raise _too_large(called)
    try:
        small = kind != _PACKED or _unpacked_size(data) <= ROOM_BYTES
        font = _renamed(data, family) if small else b""
    except Exception as error:  # fontTools raises whatever a broken file leads it to
        raise RenderRefused(400, f"{called} is a broken font") from error
    if not small or len(font) > ROOM_BYTES:
        raise _too_large(called)
    face = uharfbuzz.Face(uharfbuzz.Blob(font))
    if not face.glyph_count or not face.unicodes:
        raise RenderRefused(400, f"{called} is a font without letters")
    return font


def _renamed(data: memoryview, family: str) -> bytes:
    written = io.BytesIO()
    with TTFont(io.BytesIO(data), lazy=True) as font:
        names: Any = newTable("name")
        names.names = []
        for which, name in (
            (_FAMILY, family),
            (_STYLE, "Regular"),
            (_FULL, family),
            (_POSTSCRIPT, family.replace(" ", "")),
        ):
            names.setName(name, which, *_WINDOWS)
        font["name"] = names
        font.flavor = None
        font.save(written, reorderTables=False)
    return written.getvalue()


def _unpacked_size(data: memoryview) -> int:
    """Unpack a WOFF2 file and forget it, until it is too large: its header may tell anything."""
    file = io.BytesIO(data)
    header = sstruct.unpack(woff2DirectoryFormat, file.read(woff2DirectorySize))
    for _ in range(header["numTables"]):
        WOFF2DirectoryEntry().fromFile(file)
    unpacking = brotli.Decompressor()
    packed = file.read(header["totalCompressedSize"])
    size = len(unpacking.process(packed, output_buffer_limit=ROOM_BYTES))
    while size <= ROOM_BYTES and not unpacking.is_finished():
        more = unpacking.process(b"", output_buffer_limit=ROOM_BYTES)
        if not more:
            break
        size += len(more)
    return size


def _too_large(called: str) -> RenderRefused:
    return RenderRefused(400, f"{called} is too large: a font has at most {ROOM_BYTES} bytes")
