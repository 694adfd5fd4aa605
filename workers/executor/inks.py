"""Colour profiles of results: which one is written, and conversion to four inks."""

from typing import Any, Final

import pyvips

from planner.plan import Output
from workers.executor.blobs import blob, set_blob

_PROFILE: Final = "icc-profile-data"

#: libvips' own profiles.
_LIGHT: Final = "srgb"
_INKS: Final = "cmyk"


def coloured(
    image: pyvips.Image, output: Output, original: pyvips.Image | None, *, inks: bool
) -> pyvips.Image:
    """Give an sRGB picture in the colours asked for, with their profile where one is written.

    original: as it was opened, where ``cs_keep_cmyk`` has to know its inks. inks: whether the
    format has any.
    """
    kept = _kept_inks(output, original)
    if inks and (kept is not None or output.colours == "cmyk"):
        if image.hasalpha():
            image = image.flatten(background=[255.0])
        return _printed(image, kept or b"")
    return _with(image, pyvips.Operation.call("profile_load", _LIGHT) if output.profile else None)


def _kept_inks(output: Output, original: pyvips.Image | None) -> bytes | None:
    """Give the profile of the original's inks, empty without one; None where it has none."""
    if output.colours != "keep_cmyk" or original is None or original.interpretation != "cmyk":
        return None
    return blob(original, _PROFILE)


def _printed(image: pyvips.Image, profile: bytes) -> pyvips.Image:
    """Separate a picture, by a profile or by libvips' own."""
    options: dict[str, Any] = {
        "intent": "relative",
        "black_point_compensation": True,
        "depth": 8,
    }
    seen = _with(image, None).icc_import(input_profile=_LIGHT, intent="relative")
    if profile:
        return _with(seen, profile).icc_export(**options)
    return seen.icc_export(output_profile=_INKS, **options)


def _with(image: pyvips.Image, profile: bytes | None) -> pyvips.Image:
    """Give a picture with this profile and no other."""
    image = image.copy()
    if image.get_typeof(_PROFILE):
        image.remove(_PROFILE)
    if profile:
        set_blob(image, _PROFILE, profile)
    return image
