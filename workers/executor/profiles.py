"""Profiles: a client's own ICC profile, read and tried before anything is drawn for it."""

from dataclasses import dataclass
from typing import Final

import pyvips

from planner.plan import OwnProfile
from workers.errors import RenderRefused
from workers.executor.blobs import set_blob
from workers.executor.limits import Limits

#: The field of a picture that holds its profile.
FIELD: Final = "icc-profile-data"

#: Where a profile's header says what (ICC.1:2022, 7.2), in bytes.
_HEADER: Final = 128
_SIZE: Final = slice(0, 4)
_CLASS: Final = slice(12, 16)
_SPACE: Final = slice(16, 20)
_SIGNATURE: Final = slice(36, 40)
_MARK: Final = b"acsp"

#: Classes of profiles that colours can be written in, and what the others are called.
_WRITTEN: Final = frozenset({b"mntr", b"prtr", b"spac"})
_OTHERS: Final = {
    b"scnr": "a profile of an input device",
    b"link": "a link between devices",
    b"abst": "an abstract profile",
    b"nmcl": "a profile of named colours",
}

#: Bands of the colour spaces that files hold.
GREY, RGB, CMYK = b"GRAY", b"RGB ", b"CMYK"
_BANDS: Final = {GREY: 1, RGB: 3, CMYK: 4}

_EXPECTED: Final = "expected a profile of a display, a printer or a colour space, grey, RGB or CMYK"


@dataclass(frozen=True, slots=True)
class Profile:
    """An ICC profile that colours can be written in. ``space`` is as its header spells it."""

    name: str
    data: bytes
    space: bytes


def read(file: memoryview, own: OwnProfile, limits: Limits) -> Profile:
    """Read a profile. Raises RenderRefused for what is none, and for one for reading alone."""
    limits.check_bytes(len(file))
    data, name = bytes(file), own.public_id
    whole = int.from_bytes(data[_SIZE], "big") <= len(data)
    if len(data) < _HEADER or data[_SIGNATURE] != _MARK or not whole:
        raise _refused(f"{name} is no ICC profile")
    kind, space = data[_CLASS], data[_SPACE]
    if kind not in _WRITTEN:
        raise _refused(f"{name} is {_OTHERS.get(kind, 'a profile of an unknown class')}")
    if space not in _BANDS:
        raise _refused(f"{name} is a profile of {space.decode('ascii', 'replace').strip()}")
    profile = Profile(name, data, space)
    try:
        tried = written(pyvips.Image.black(1, 1, bands=3).copy(interpretation="srgb"), profile)
        tried.write_to_memory()
    except pyvips.Error:
        raise _refused(f"{name} is broken, or tells only how colours are read") from None
    if tried.bands != _BANDS[space]:
        raise _refused(f"{name} is broken")
    return profile


def written(image: pyvips.Image, profile: Profile) -> pyvips.Image:
    """Write an sRGB picture in the colours of a profile, which it then carries."""
    return exported(imported(image), profile.data)


def imported(image: pyvips.Image) -> pyvips.Image:
    """Give the colours of an sRGB picture as no device has them."""
    return _bare(image).icc_import(input_profile="srgb", intent="relative")


def exported(image: pyvips.Image, profile: bytes | str) -> pyvips.Image:
    """Write such colours in a profile: one of libvips' own by its name, or any by its bytes."""
    named = {"output_profile": profile} if isinstance(profile, str) else {}
    if isinstance(profile, bytes):
        image = image.copy()
        set_blob(image, FIELD, profile)
    return image.icc_export(intent="relative", black_point_compensation=True, depth=8, **named)


def _bare(image: pyvips.Image) -> pyvips.Image:
    image = image.copy()
    if image.get_typeof(FIELD):
        image.remove(FIELD)
    return image


def _refused(message: str) -> RenderRefused:
    return RenderRefused(400, f"cs_icc: {message}; {_EXPECTED}")
