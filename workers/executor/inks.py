"""Colour profiles of results: which one is written, and conversion to four inks or to grey."""

from typing import Final

import pyvips

from planner.plan import Output
from workers.errors import RenderRefused
from workers.executor import profiles
from workers.executor.blobs import blob, set_blob
from workers.executor.profiles import CMYK, FIELD, GREY, Profile

#: libvips' own profiles.
_LIGHT: Final = "srgb"
_INKS: Final = "cmyk"

#: Formats whose encoders write grey pictures as such; the others would say grey of three bands.
_GREY_FORMATS: Final = frozenset({"jpg", "png", "tiff"})


def coloured(
    image: pyvips.Image,
    output: Output,
    original: pyvips.Image | None,
    *,
    inks: bool,
    own: Profile | None = None,
) -> pyvips.Image:
    """Give an sRGB picture in the colours asked for, with their profile where one is written.

    original: as it was opened, where ``cs_keep_cmyk`` has to know its inks. inks: whether the
    format has any. own: the profile that ``cs_icc`` names. Raises RenderRefused where that is of
    colours that the format does not hold.
    """
    if own is not None:
        return _in_own(image, own, output.format, inks=inks)
    kept = _kept_inks(output, original)
    if inks and (kept is not None or output.colours == "cmyk"):
        return profiles.exported(profiles.imported(_flat(image)), kept or _INKS)
    return _with(image, pyvips.Operation.call("profile_load", _LIGHT) if output.profile else None)


def _in_own(image: pyvips.Image, own: Profile, written: str, *, inks: bool) -> pyvips.Image:
    if own.space == CMYK and not inks:
        raise _unheld(own, f"of inks, and {written} has none", "f_jpg or f_tiff")
    if own.space == GREY and written not in _GREY_FORMATS:
        raise _unheld(own, f"of grey, and {written} has colours", "f_jpg, f_png or f_tiff")
    return profiles.written(_flat(image) if own.space == CMYK else image, own)


def _unheld(own: Profile, why: str, expected: str) -> RenderRefused:
    return RenderRefused(400, f"cs_icc: {own.name} is a profile {why}; expected {expected}")


def _flat(image: pyvips.Image) -> pyvips.Image:
    """Lay a picture on the paper that inks are printed on."""
    return image.flatten(background=[255.0]) if image.hasalpha() else image


def _kept_inks(output: Output, original: pyvips.Image | None) -> bytes | None:
    """Give the profile of the original's inks, empty without one; None where it has none."""
    if output.colours != "keep_cmyk" or original is None or original.interpretation != "cmyk":
        return None
    return blob(original, FIELD)


def _with(image: pyvips.Image, profile: bytes | None) -> pyvips.Image:
    """Give a picture with this profile and no other."""
    image = image.copy()
    if image.get_typeof(FIELD):
        image.remove(FIELD)
    if profile:
        set_blob(image, FIELD, profile)
    return image
