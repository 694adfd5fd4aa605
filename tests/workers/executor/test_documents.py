"""Documents whose pages are kept, seen through PDFium."""

import io
import time
from contextlib import closing

import pypdfium2
import pytest
from PIL import Image, ImageChops

from planner.source_views import Opening
from tests.workers.executor.files import pdf_of_a_square
from tests.workers.executor.pictures import rendered
from workers.errors import RenderRefused


def _document(*points: int) -> bytes:
    """Give a document of square pages, each told from the others by its side."""
    written = io.BytesIO()
    with closing(pypdfium2.PdfDocument.new()) as document:
        for side in points:
            with closing(pypdfium2.PdfDocument(pdf_of_a_square(side))) as one:
                document.import_pages(one)
        document.save(written)
    return written.getvalue()


def _kept(data: bytes, opening: Opening) -> bytes:
    result = rendered(data, size=(100, 100), format="pdf", opening=opening, kept=True)
    assert (result.format, result.content_type) == ("pdf", "application/pdf")
    return result.data


def _pages(data: bytes) -> list[Image.Image]:
    with closing(pypdfium2.PdfDocument(data)) as document:
        return [page.render(scale=1).to_pil().convert("RGB") for page in document]


@pytest.mark.parametrize(
    ("opening", "sides"),
    [
        (Opening(), [48, 72, 96]),
        (Opening(page=2), [72]),
        (Opening(pages=(3, 1)), [96, 48]),
        (Opening(pages=(2, 2)), [72, 72]),
    ],
)
def test_the_pages_asked_for_are_kept_in_their_order(opening: Opening, sides: list[int]) -> None:
    pages = _pages(_kept(_document(48, 72, 96), opening))
    assert [page.size for page in pages] == [(side, side) for side in sides]
    for page in pages:
        (expected,) = _pages(pdf_of_a_square(page.width))
        assert ImageChops.difference(page, expected).getbbox() is None


def test_pages_are_kept_as_lines_and_text_not_as_pixels() -> None:
    data = _kept(_document(72), Opening())
    with closing(pypdfium2.PdfDocument(data)) as document:
        kinds = {kept.type for kept in document[0].get_objects()}
    assert kinds == {pypdfium2.raw.FPDF_PAGEOBJ_PATH}


def test_the_same_pages_give_the_same_bytes_whenever_they_are_asked_for() -> None:
    document = _document(48, 72)
    first = _kept(document, Opening())
    time.sleep(1.1)  # the second of its making is what a document says
    assert _kept(document, Opening()) == first
    assert _kept(document, Opening(page=1)) != first


def test_a_document_that_is_broken_is_refused() -> None:
    with pytest.raises(RenderRefused, match="Invalid image file"):
        _kept(_document(48)[:200], Opening())
