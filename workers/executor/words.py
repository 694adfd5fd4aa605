"""Words: what of an original's EXIF, IPTC and XMP a result repeats, and what it says of itself."""

import re
from collections.abc import Iterator
from typing import Final

import pyvips

from planner.plan import Output
from workers.executor.blobs import blob, set_blob
from workers.executor.orientation import FIELD
from workers.executor.survey.density import density

#: Blocks of metadata, as libvips names them.
_EXIF: Final = "exif-data"
_IPTC: Final = "iptc-data"
_XMP: Final = "xmp-data"
_EXIF_FIELD: Final = re.compile(r"exif-ifd[0-4]-(.+)")

#: Who made an image and whose it is (EXIF 2.3, 4.6.4 D; IIM 4.2, record 2).
_MAKERS: Final = frozenset({"Artist", "Copyright", "XPAuthor"})
_MAKERS_IPTC: Final = frozenset({80, 85, 110, 115, 116, 118})

#: Photoshop's block that holds IPTC, and the byte that begins a field of it.
_IPTC_BLOCK: Final = b"8BIM\x04\x04"
_FIELD_MARK: Final = 0x1C

#: What libvips writes between a value of EXIF and how it is coded.
_DESCRIBED: Final = " ("

_MILLIMETRES: Final = 25.4

#: Dots an inch of a file that is to say nothing of itself.
_UNTOLD: Final = 72.0


def worded(image: pyvips.Image, output: Output, original: pyvips.Image | None) -> pyvips.Image:
    """Give a picture with the density and the words that its file is to repeat, and no others.

    original: as it was opened, where anything of it is kept.
    """
    image = _bare(image)
    dots = output.density or _UNTOLD
    if output.density == 0 and original is not None:
        dots = density(original)
    image = image.copy(xres=dots / _MILLIMETRES, yres=dots / _MILLIMETRES)
    if output.words and original is not None:
        _repeat(image, original, everything=output.words == "all")
    return image


def kept(output: Output) -> int:
    """Give what libvips' encoders are to write beside pixels, as flags of ForeignKeep."""
    keep = pyvips.ForeignKeep.NONE
    if output.profile or "cmyk" in output.colours:
        keep |= pyvips.ForeignKeep.ICC
    if output.density is not None:
        keep |= pyvips.ForeignKeep.EXIF  # where a JPEG says it
    if output.words:
        keep |= pyvips.ForeignKeep.EXIF | pyvips.ForeignKeep.IPTC | pyvips.ForeignKeep.XMP
    return int(keep)


def _bare(image: pyvips.Image) -> pyvips.Image:
    image = image.copy()
    for name in image.get_fields():
        if name in (_EXIF, _IPTC, _XMP, FIELD) or _EXIF_FIELD.fullmatch(name):
            image.remove(name)
    return image


def _repeat(image: pyvips.Image, original: pyvips.Image, *, everything: bool) -> None:
    """Write what an original says into a picture that is nobody else's. It is upright by now."""
    for name in original.get_fields():
        field = _EXIF_FIELD.fullmatch(name)
        if field and (everything or field[1] in _MAKERS):
            value = original.get(name)
            if isinstance(value, str):
                said = value if everything else value.rpartition(_DESCRIBED)[0].strip()
                image.set_type(pyvips.GValue.gstr_type, name, said)
    if everything:
        for name in (_EXIF, _XMP, _IPTC):
            if original.get_typeof(name):
                set_blob(image, name, blob(original, name))
        image.set_type(pyvips.GValue.gint_type, FIELD, 1)
    elif makers := _makers(blob(original, _IPTC)):
        set_blob(image, _IPTC, makers)


def _makers(block: bytes) -> bytes:
    """Give an IPTC block with who made it alone, or nothing."""
    fields = b"".join(written for number, written in _fields(block) if number in _MAKERS_IPTC)
    if not fields:
        return b""
    size = len(fields).to_bytes(4, "big")
    return b"Photoshop 3.0\0" + _IPTC_BLOCK + bytes(2) + size + fields + bytes(len(fields) % 2)


def _fields(block: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the fields of record 2, each with its number and as written (IIM 4.2, 1.6)."""
    at = block.find(bytes((_FIELD_MARK, 2)))
    while 0 <= at <= len(block) - 5 and block[at] == _FIELD_MARK:
        size = int.from_bytes(block[at + 3 : at + 5], "big")
        end = at + 5 + size
        if end > len(block):
            return
        if block[at + 1] == 2:  # noqa: PLR2004 - the record of what a picture shows
            yield block[at + 2], block[at:end]
        at = end
