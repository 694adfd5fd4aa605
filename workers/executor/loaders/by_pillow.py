"""Loaders of Pillow: it decodes whole pictures, 8 bits a channel, into memory."""

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

import pyvips
from PIL import BmpImagePlugin, IcoImagePlugin, Image, Jpeg2KImagePlugin

from workers.errors import RenderRefused
from workers.executor.loaders.loader import (
    INVALID,
    LOOKED_AT,
    ONE_PAGE,
    File,
    Header,
    View,
    refusing,
)
from workers.executor.loaders.pixels import from_pillow

#: What Pillow's readers raise of broken files.
BROKEN: Final = (
    OSError,
    ValueError,
    SyntaxError,
    LookupError,
    TypeError,
    AttributeError,
    EOFError,
    ArithmeticError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)

#: The longest side that an icon's table of contents can name.
_ICON_SIDE: Final = 256

#: How a bitmap in an icon begins: bytes of its header, width, twice the height (BITMAPINFOHEADER).
_BITMAP_HEAD: Final = struct.Struct("<Iii")

_PNG: Final = b"\x89PNG"

#: The mode of numbers that stand for colours, which cannot be averaged.
_PALETTE: Final = "P"


class Reading(Protocol):
    """How Pillow reads one format: it gives a page, not yet decoded, and how many there are."""

    def __call__(self, file: io.BytesIO, page: int) -> tuple[Image.Image, int]:
        """Read a page's header. Raises any of `BROKEN`."""
        ...


@dataclass(frozen=True, slots=True)
class PillowLoader:
    """One of Pillow's readers; it shrinks by powers of two that the format has resolutions of."""

    read: Reading
    frames: bool = False
    paged: bool = False
    shrinks: tuple[int, ...] = ()
    scales: bool = False

    def header(self, file: File, view: View) -> Header:
        """Read a page's header."""
        with refusing(*BROKEN):
            picture, pages = self.read(io.BytesIO(file.data), view.page)
            alpha = picture.has_transparency_data
        return Header(picture.width, picture.height, pages, has_alpha=alpha)

    def headers(self, file: File, pages: int) -> list[Header]:
        """Read the header of what there is: all pages are of one size."""
        return [self.header(file, View())] * pages

    def open(
        self, file: File, view: View, *, shrink: float = 1, all_frames: bool = False
    ) -> pyvips.Image:
        """Decode a page."""
        if all_frames or (shrink != 1 and shrink not in self.shrinks):
            raise ValueError("Pillow decodes one whole page")
        with refusing(*BROKEN):
            picture, _ = self.read(io.BytesIO(file.data), view.page)
            if shrink != 1:
                return self._smaller(picture, int(shrink)) or self._shrunk(file, view, int(shrink))
            return _decoded(picture)

    def prove(self, file: File, *, all_frames: bool) -> pyvips.Image:
        """Decode the first page, to as few of its resolutions as can be looked at.

        What is missing of the finer ones is noticed all the same: where they lie, is read.
        """
        del all_frames
        with refusing(*BROKEN):
            for shrink in self.shrinks:
                picture, _ = self.read(io.BytesIO(file.data), 0)
                looked_at = max(picture.size) >= shrink * LOOKED_AT
                if looked_at and picture.mode != _PALETTE and _halves(picture.size, shrink):
                    image = self._smaller(picture, shrink)
                    if image is not None:
                        return image
        return self.open(file, View())

    def _smaller(self, picture: Image.Image, shrink: int) -> pyvips.Image | None:
        """Decode a page to fewer of its resolutions; None where it has not so many of them."""
        size = tuple(-(-side // shrink) for side in picture.size)
        picture.reduce = shrink.bit_length() - 1  # type: ignore[assignment,method-assign] # - a setter
        try:
            picture.load()
        except OSError:
            return None
        return from_pillow(picture, _profile(picture)) if picture.size == size else None

    def _shrunk(self, file: File, view: View, shrink: int) -> pyvips.Image:
        return self.open(file, view).shrink(shrink, shrink, ceil=True)


def _halves(size: tuple[int, int], shrink: int) -> bool:
    """Whether Pillow rounds sides as the format does, which is always up."""
    return all(-(-side // shrink) == (side + shrink // 2) // shrink for side in size)


def _decoded(picture: Image.Image) -> pyvips.Image:
    size = picture.size
    picture.load()
    if picture.size != size:
        raise RenderRefused(400, INVALID)
    return from_pillow(picture, _profile(picture))


def _profile(picture: Image.Image) -> bytes | None:
    profile: bytes | None = picture.info.get("icc_profile")
    return profile


def _only_page(reader: Callable[[io.BytesIO], Image.Image]) -> Reading:
    def read(file: io.BytesIO, page: int) -> tuple[Image.Image, int]:
        if page > 1:
            raise RenderRefused(400, ONE_PAGE)
        return reader(file), 1

    return read


def _icon(file: io.BytesIO, page: int) -> tuple[Image.Image, int]:
    """Read the largest picture of an icon.

    Pillow decodes a bitmap there at once, so what it says of its size is looked at before.
    """
    if page > 1:
        raise RenderRefused(400, ONE_PAGE)
    icon = IcoImagePlugin.IcoFile(file)
    file.seek(icon.entry[0].offset)
    head = file.read(_BITMAP_HEAD.size)
    if not head.startswith(_PNG):
        _, width, height = _BITMAP_HEAD.unpack(head)
        if width > _ICON_SIDE or abs(height) > 2 * _ICON_SIDE:
            raise RenderRefused(400, INVALID)
    return icon.frame(0), 1


BMP: Final = PillowLoader(_only_page(BmpImagePlugin.BmpImageFile))
ICO: Final = PillowLoader(_icon)
JP2: Final = PillowLoader(_only_page(Jpeg2KImagePlugin.Jpeg2KImageFile), shrinks=(8, 4, 2))
