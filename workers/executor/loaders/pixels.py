"""Pixels of other decoders, as libvips takes them."""

from typing import Final

import pyvips
from PIL import Image

from workers.executor.blobs import set_blob

#: Bands of the modes that libvips takes as they are, and what libvips calls their colours.
_MODES: Final = {
    "L": (1, "b-w"),
    "LA": (2, "b-w"),
    "RGB": (3, "srgb"),
    "RGBA": (4, "srgb"),
    "CMYK": (4, "cmyk"),
}

#: What other modes become, so that nothing of them is lost but bits beyond 8.
_BECOME: Final = {"1": "L", "La": "LA", "RGBa": "RGBA", "PA": "RGBA"}


def from_bytes(data: bytes | memoryview, width: int, height: int, mode: str) -> pyvips.Image:
    """Give the picture of 8 bit pixels without padding, in a mode as Pillow names it."""
    bands, interpretation = _MODES[mode]
    image = pyvips.Image.new_from_memory(data, width, height, bands, "uchar")
    return image.copy(interpretation=interpretation)


def from_pillow(picture: Image.Image, profile: bytes | None = None) -> pyvips.Image:
    """Give a decoded picture, with its colour profile.

    The pixels are copied once: Pillow keeps its own in a form that nobody else reads.
    """
    mode = _BECOME.get(picture.mode, picture.mode)
    if mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value * (1 / 257) + 0.5).convert("L")
        mode = "L"
    elif mode not in _MODES:
        mode = "RGBA" if picture.has_transparency_data else "RGB"
    if picture.mode != mode:
        picture = picture.convert(mode)
    image = from_bytes(picture.tobytes(), picture.width, picture.height, mode)
    return with_profile(image, profile)


def with_profile(image: pyvips.Image, profile: bytes | None) -> pyvips.Image:
    """Give a picture with a colour profile, if there is one."""
    if not profile:
        return image
    image = image.copy()
    set_blob(image, "icc-profile-data", profile)
    return image
