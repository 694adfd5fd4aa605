"""Density: how many dots a file says that an inch of it has."""

import re
from typing import Final

import pyvips

#: Dots per inch of a file that tells none: EXIF 2.3 (JEITA CP-3451C), XResolution.
UNTOLD: Final = 72
#: More than any picture has; a file may claim what it likes.
_DENSEST: Final = 100_000
_MILLIMETRES: Final = 25.4
_CENTIMETRES: Final = 2.54
_RATIONAL: Final = re.compile(r"([0-9]{1,10})/([0-9]{1,10}) ")


def density(image: pyvips.Image) -> int:
    """Give dots per inch across, whole: PNG files, which have dots per metre, are never exact.

    libvips has dots per millimetre, and one for what it does not know. Of some formats it reads
    EXIF, but does not look there itself.
    """
    dots = image.xres * _MILLIMETRES
    if image.xres == 1:
        dots = _told(image) or UNTOLD
    return max(1, round(min(dots, _DENSEST)))


def _told(image: pyvips.Image) -> float | None:
    written = _RATIONAL.match(_text(image, "exif-ifd0-XResolution"))
    if written is None or not int(written[2]):
        return None
    dots = int(written[1]) / int(written[2])
    return dots * _CENTIMETRES if _text(image, "resolution-unit") == "cm" else dots


def _text(image: pyvips.Image, field: str) -> str:
    value = image.get(field) if image.get_typeof(field) else ""
    return value if isinstance(value, str) else ""
