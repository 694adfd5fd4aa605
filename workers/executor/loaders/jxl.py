"""JPEG XL, decoded by libjxl without threads of its own."""

from dataclasses import dataclass
from typing import Final

import pillow_jxl
import pyvips

from workers.errors import RenderRefused
from workers.executor.loaders.jxl_header import read_size
from workers.executor.loaders.loader import INVALID, ONE_PAGE, File, Header, View, refusing
from workers.executor.loaders.pixels import from_bytes, with_profile

#: What libjxl's binding calls 16 bits a channel.
_DEEP: Final = "I;16"


@dataclass(frozen=True, slots=True)
class JxlLoader:
    """The first frame of a JPEG XL file, upright as the file says.

    A JPEG that was packed into it is unpacked, and decoded as such.
    """

    frames: bool = False
    paged: bool = False
    shrinks: tuple[int, ...] = ()
    scales: bool = False

    def header(self, file: File, view: View) -> Header:
        """Read the codestream's beginning. Only decoding tells whether there is alpha."""
        if view.page > 1:
            raise RenderRefused(400, ONE_PAGE)
        with refusing(ValueError):
            size = read_size(file.data)
        return Header(size.width, size.height)

    def headers(self, file: File, pages: int) -> list[Header]:
        """Read the header of what there is: all pages are of one size."""
        return [self.header(file, View())] * pages

    def open(
        self, file: File, view: View, *, shrink: float = 1, all_frames: bool = False
    ) -> pyvips.Image:
        """Decode it all."""
        if shrink != 1 or all_frames:
            raise ValueError("JPEG XL is decoded whole")
        said = self.header(file, view)
        with refusing(RuntimeError, ValueError):
            packed, info, pixels, profile, _ = pillow_jxl.Decoder(num_threads=0)(bytes(file.data))
        if packed:
            # Decoded now: what the stream reads from goes when this returns.
            stream = pyvips.Source.new_from_memory(pixels)
            image = pyvips.Image.jpegload_source(stream, fail_on="error").copy_memory()
        elif info.mode == _DEEP:
            image = pyvips.Image.new_from_memory(pixels, info.width, info.height, 1, "ushort")
            image = image.copy(interpretation="grey16")
        else:
            image = from_bytes(pixels, info.width, info.height, info.mode)
        if (image.width, image.height) != (said.width, said.height):
            raise RenderRefused(400, INVALID)
        return with_profile(image, profile)

    def prove(self, file: File, *, all_frames: bool) -> pyvips.Image:
        """Decode it all."""
        del all_frames
        return self.open(file, View())


JXL: Final = JxlLoader()
