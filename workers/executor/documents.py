"""Documents: pages of PDFs, taken over as they are."""

import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import Any, Final

import pypdfium2
import pyvips

from planner.source_views import Opening
from workers.errors import RenderRefused
from workers.executor.by_pillow import as_pillow
from workers.executor.loaders.loader import File, refusing

_DATE: Final = re.compile(rb"(/CreationDate\(D:)[0-9]{14}")
_NO_DATE: Final = rb"\g<1>19700101000000"
_IDENTITY: Final = re.compile(rb"/ID\[<([0-9A-F]{32})><[0-9A-F]{32}>\]")


def pages_kept(file: File, opening: Opening) -> bytes:
    """Give the document of the pages asked for, in that order, or of all.

    The same pages give the same bytes: PDFium's date is left out, and for the numbers that it
    draws to tell files apart stands what is in them.
    Raises RenderRefused (400) for a document that is broken.
    """
    with refusing(pypdfium2.PdfiumError, ValueError), _opened(file) as document:
        asked = _asked(opening, len(document))
        with closing(pypdfium2.PdfDocument.new()) as kept:
            kept.import_pages(document, [page - 1 for page in asked])
            written = io.BytesIO()
            kept.save(written)
    return _same(written.getvalue())


def pages_joined(files: Iterable[bytes]) -> bytes:
    """Give the document of all pages of some, in their order; the same ones give the same bytes."""
    with closing(pypdfium2.PdfDocument.new()) as joined:
        for data in files:
            with closing(pypdfium2.PdfDocument(data)) as one:
                joined.import_pages(one)
        written = io.BytesIO()
        joined.save(written)
    return _same(written.getvalue())


def with_image(file: memoryview, opening: Opening, picture: pyvips.Image, quality: int) -> bytes:
    """Give a document with a picture in place of the first image on the pages that are opened.

    It is stretched to the place of that. One without alpha becomes a JPEG of a quality, 1 to 100,
    others stay without loss. Images within forms are passed over: PDFium writes no form anew.
    Raises RenderRefused (400) for a document that is broken, or has no image there.
    """
    with refusing(pypdfium2.PdfiumError, ValueError), _of_bytes(bytes(file)) as document:
        for number in _asked(opening, len(document)):
            page = document[number - 1]
            kinds = [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
            image = next(page.get_objects(filter=kinds, max_depth=1), None)
            if image is None:
                continue
            if picture.hasalpha():
                image.set_bitmap(pypdfium2.PdfBitmap.from_pil(as_pillow(picture)), pages=[page])
            else:
                jpeg = picture.jpegsave_buffer(Q=quality, keep=pyvips.ForeignKeep.NONE)
                image.load_jpeg(io.BytesIO(jpeg), pages=[page], inline=True)
            page.gen_content()
            written = io.BytesIO()
            document.save(written)
            return written.getvalue()
    raise RenderRefused(400, "The document has no image to be replaced on these pages")


def _asked(opening: Opening, known: int) -> Sequence[int]:
    """Give the numbers of the pages that are opened; those of names are none of a document."""
    if not opening.pages:
        return (opening.page,) if opening.page else range(1, known + 1)
    return [int(page) for page in opening.pages]


def _of_bytes(data: bytes) -> Any:
    """Open a document; pypdfium2 has no types."""
    return closing(pypdfium2.PdfDocument(data))


def _opened(file: File) -> Any:
    """Open a document; pypdfium2 takes bytes that are its own."""
    return _of_bytes(bytes(file.data))


def _same(data: bytes) -> bytes:
    """Take out of a new document what is of its moment: of the first object, and of the trailer."""
    data = _DATE.sub(_NO_DATE, data, count=1)
    found = None
    for found in _IDENTITY.finditer(data):  # noqa: B007 - the last one is the trailer's
        pass
    if found is None:
        return data
    before, behind = data[: found.start()], data[found.end() :]
    name = hashlib.md5(before, usedforsecurity=False).hexdigest().upper().encode()
    return before + b"/ID[<" + name + b"><" + name + b">]" + behind
