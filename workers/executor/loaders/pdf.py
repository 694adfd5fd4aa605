"""PDF: pages drawn by PDFium on white, at the size that is wanted."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2
import pyvips

from planner.opening import USUAL_DENSITY, at_density
from workers.errors import RenderRefused
from workers.executor.loaders.loader import File, Header, View, refusing
from workers.executor.loaders.pixels import from_bytes

#: Points of a page in an inch.
_POINTS: Final = 72.0


@dataclass(frozen=True, slots=True)
class PdfLoader:
    """Pages of a PDF. Scripts, forms and attachments are none of its business."""

    frames: bool = False
    paged: bool = True
    shrinks: tuple[int, ...] = ()
    scales: bool = True

    def header(self, file: File, view: View) -> Header:
        """Read the size of a page at a density, rounded to whole pixels."""
        with refusing(pypdfium2.PdfiumError), _opened(file) as document:
            pages = len(document)
            across, down = document.get_page_size(_index(view, pages))
        return Header(*_size(across, down, view), pages)

    def headers(self, file: File, pages: int) -> list[Header]:
        """Read the sizes of all pages at their own density."""
        with refusing(pypdfium2.PdfiumError), _opened(file) as document:
            sizes = [document.get_page_size(page) for page in range(pages)]
        return [Header(*_size(across, down, View()), pages) for across, down in sizes]

    def open(
        self, file: File, view: View, *, shrink: float = 1, all_frames: bool = False
    ) -> pyvips.Image:
        """Draw a page."""
        if all_frames:
            raise ValueError("pages are no frames")
        with refusing(pypdfium2.PdfiumError), _opened(file) as document:
            page = document[_index(view, len(document))]
            bitmap = page.render(
                scale=_scale(view) / shrink, rev_byteorder=True, force_bitmap_format=_FORMAT
            )
            pixels = memoryview(bytes(bitmap.buffer))
            drawn, stride = (bitmap.width, bitmap.height), bitmap.stride
        # PDFium rounds sides up, wherever a number is not exact.
        said = self.header(file, view)
        width, height = round(said.width / shrink), round(said.height / shrink)
        image = from_bytes(pixels, stride // 4, drawn[1], "RGBA")
        image = image.crop(0, 0, min(width, drawn[0]), min(height, drawn[1]))
        return image[0:3].copy(interpretation="srgb")

    def prove(self, file: File, *, all_frames: bool) -> pyvips.Image:
        """Draw the first page, small, and find all others."""
        del all_frames
        header = self.header(file, View())
        shrink = max(1.0, max(header.width, header.height) / _PROOF)
        first = self.open(file, View(), shrink=shrink)
        with refusing(pypdfium2.PdfiumError), _opened(file) as document:
            for number in range(len(document)):
                document.get_page_size(number)
        return first


#: Pixels of the longer side of the page that proves a document, and is looked at.
_PROOF: Final = 1024

#: PDFium's name for four bytes a pixel, of which the last is not used.
_FORMAT: Final = pypdfium2.raw.FPDFBitmap_BGRx


@contextmanager
def _opened(file: File) -> Iterator[Any]:
    """Open a document; pypdfium2 has no types, and takes bytes that are its own."""
    with closing(pypdfium2.PdfDocument(bytes(file.data))) as document:
        yield document


def _index(view: View, pages: int) -> int:
    index = max(0, view.page - 1)
    if index >= pages:
        raise RenderRefused(400, f"There is no page {view.page}; the document has {pages}")
    return index


def _size(across: float, down: float, view: View) -> tuple[int, int]:
    """Give pixels of a page of so many points: of whole pixels at 150, more or fewer by density."""
    usual = (max(1, round(side * USUAL_DENSITY / _POINTS)) for side in (across, down))
    width, height = (at_density(side, view.density, USUAL_DENSITY) for side in usual)
    return width, height


def _scale(view: View) -> float:
    """Pixels for each point."""
    return (view.density or USUAL_DENSITY) / _POINTS


PDF: Final = PdfLoader()
