"""Documents: pages of PDFs, taken over as they are."""

import hashlib
import io
import re
from collections.abc import Iterable
from contextlib import closing
from typing import Any, Final

import pypdfium2

from planner.source_views import Opening
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
        known = len(document)
        asked = opening.pages or ((opening.page,) if opening.page else range(1, known + 1))
        with closing(pypdfium2.PdfDocument.new()) as kept:
            kept.import_pages(document, [int(page) - 1 for page in asked])
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


def _opened(file: File) -> Any:
    """Open a document; pypdfium2 has no types, and takes bytes that are its own."""
    return closing(pypdfium2.PdfDocument(bytes(file.data)))


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
