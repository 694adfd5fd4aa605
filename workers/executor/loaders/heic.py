"""HEIC: what telephones take, decoded by libheif with one thread."""

import io
from dataclasses import dataclass
from typing import Any

import pillow_heif
import pyvips

from workers.errors import RenderRefused
from workers.executor.loaders.by_pillow import BROKEN
from workers.executor.loaders.loader import INVALID, ONE_PAGE, File, Header, View, refusing
from workers.executor.loaders.pixels import from_bytes, with_profile


def prepare() -> None:
    """Set the decoder up: one thread, and the picture alone."""
    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.options.THUMBNAILS = False
    pillow_heif.options.DEPTH_IMAGES = False
    pillow_heif.options.AUX_IMAGES = False


@dataclass(frozen=True, slots=True)
class HeicLoader:
    """The first picture of a HEIC file, upright as the container says, 8 bits a channel."""

    frames: bool = False
    paged: bool = False
    shrinks: tuple[int, ...] = ()
    scales: bool = False

    def header(self, file: File, view: View) -> Header:
        """Read the container. libheif holds the coded picture to what that says."""
        with refusing(*BROKEN, RuntimeError):
            picture = _primary(file, view)
            width, height = picture.size
        return Header(width, height, has_alpha=picture.has_alpha)

    def headers(self, file: File, pages: int) -> list[Header]:
        """Read the header of what there is: all pages are of one size."""
        return [self.header(file, View())] * pages

    def open(
        self, file: File, view: View, *, shrink: float = 1, all_frames: bool = False
    ) -> pyvips.Image:
        """Decode the picture; its rows are copied only where they are padded."""
        if shrink != 1 or all_frames:
            raise ValueError("HEIC is decoded whole")
        with refusing(*BROKEN, RuntimeError):
            picture = _primary(file, view)
            size = picture.size
            data: memoryview = picture.data
            if picture.size != size:
                raise RenderRefused(400, INVALID)
        mode = picture.mode
        width, height = size
        row = width * len(mode)
        if picture.stride != row:
            rows = (data[at : at + row] for at in range(0, picture.stride * height, picture.stride))
            data = memoryview(b"".join(rows))
        return with_profile(from_bytes(data, width, height, mode), picture.info.get("icc_profile"))

    def prove(self, file: File, *, all_frames: bool) -> pyvips.Image:
        """Decode the picture."""
        del all_frames
        return self.open(file, View())


def _primary(file: File, view: View) -> Any:
    """Give the picture that is to be shown; pillow-heif has no types."""
    if view.page > 1:
        raise RenderRefused(400, ONE_PAGE)
    pictures = pillow_heif.open_heif(
        io.BytesIO(file.data), bgr_mode=False, convert_hdr_to_8bit=True
    )
    return pictures[pictures.primary_index]


HEIC = HeicLoader()
