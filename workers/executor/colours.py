"""Colours: every source becomes sRGB, 8 bits a channel, three bands or four with alpha."""

from typing import Final

import pyvips

_PROFILE: Final = "icc-profile-data"

#: What a source of four inks is read with when it carries no profile that fits: libvips' own.
_INKS: Final = "cmyk"


def additive(image: pyvips.Image) -> pyvips.Image:
    """Turn inks into light, before anything is scaled; leave other pictures as they are."""
    if image.interpretation != "cmyk":
        return image
    return image.icc_transform(
        "srgb",
        embedded=True,
        input_profile=_INKS,
        intent="relative",
        black_point_compensation=True,
    )


def to_srgb(image: pyvips.Image) -> pyvips.Image:
    """Convert a picture by its embedded profile, or else as what its header says it is.

    A profile that cannot be read, or is for another number of channels, counts as none.
    """
    if image.get_typeof(_PROFILE) and image.interpretation != "cmyk":
        image = _by_profile(image)
    if image.interpretation != "srgb" or image.format != "uchar":
        image = image.colourspace("srgb")
    return image


def _by_profile(image: pyvips.Image) -> pyvips.Image:
    return image.icc_transform(
        "srgb",
        embedded=True,
        intent="relative",
        black_point_compensation=True,
        depth=8,
    )
