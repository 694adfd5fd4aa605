"""Several pages drawn one by one, seen through PDFium and Pillow."""

import io
import re
from contextlib import closing

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageSequence

from planner.errors import TransformationError
from tests.workers.executor.delivered import delivered, uploaded

#: Colour and size in points of each page: 100, 150 and 200 pixels across at the usual density.
PAGES = (
    ((220, 30, 30), (48, 48)),
    ((30, 160, 30), (72, 48)),
    ((30, 30, 220), (96, 48)),
)


def document() -> bytes:
    """Give a PDF of pages that differ in colour and width."""
    written = io.BytesIO()
    with closing(pypdfium2.PdfDocument.new()) as pdf:
        for colour, size in PAGES:
            page = pdf.new_page(*size)
            square = pypdfium2.raw.FPDFPageObj_CreateNewRect(0, 0, *size)
            pypdfium2.raw.FPDFPageObj_SetFillColor(square, *colour, 255)
            pypdfium2.raw.FPDFPath_SetDrawMode(square, 2, False)
            pypdfium2.raw.FPDFPage_InsertObject(page, square)
            page.gen_content()
        pdf.save(written)
    return written.getvalue()


def scan(*sizes: tuple[int, int]) -> bytes:
    """Give a TIFF of gradients, each of another size and direction."""
    rng = np.random.default_rng(7)
    pages = [
        Image.fromarray(rng.integers(0, 255, (height, width, 3), np.uint8))
        for width, height in sizes
    ]
    written = io.BytesIO()
    pages[0].save(written, "TIFF", save_all=True, append_images=pages[1:])
    return written.getvalue()


def _read(data: bytes, scale: float = 1.0) -> list[Image.Image]:
    with closing(pypdfium2.PdfDocument(data)) as pdf:
        return [page.render(scale=scale).to_pil().convert("RGB") for page in pdf]


def _frames(data: bytes) -> list[Image.Image]:
    with Image.open(io.BytesIO(data)) as roll:
        return [frame.copy() for frame in ImageSequence.Iterator(roll)]


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [("pg_3;1", (3, 1)), ("pg_2-", (2, 3)), ("pg_all", (1, 2, 3)), ("pg_2;2", (2, 2))],
)
def test_each_page_of_a_document_is_drawn_by_the_whole_chain(
    asked: str, numbers: tuple[int, ...]
) -> None:
    """Each at its own size, as PDFium draws it, scaled to half and turned to its negative."""
    made = delivered(f"{asked}/c_scale,w_0.5/e_negate/f_pdf,q_100", document())
    assert made.content_type == "application/pdf"
    pages = _read(made.data, scale=150 / 72)
    originals = _read(document(), scale=150 / 72)
    assert len(pages) == len(numbers)
    for page, number in zip(pages, numbers, strict=True):
        expected = originals[number - 1]
        assert page.size == (expected.width // 2, expected.height // 2)
        middle = np.asarray(page, float)[5:-5, 5:-5]
        assert np.abs(middle - (255 - np.array(PAGES[number - 1][0]))).max() < 6


def test_a_document_of_pixels_has_all_pages_unless_some_are_asked_for() -> None:
    assert len(_read(delivered("e_grayscale/f_pdf", document()).data)) == 3
    assert len(_read(delivered("pg_2/e_grayscale/f_pdf", document()).data)) == 1
    assert len(_frames(delivered("f_tiff", document()).data)) == 3


def test_the_pages_of_a_tiff_keep_every_pixel() -> None:
    source = scan((40, 30), (31, 17), (9, 50))
    for made, numbers in (
        (delivered("f_tiff", source), (0, 1, 2)),
        (delivered("pg_3;1/f_tiff", source), (2, 0)),
        (delivered("pg_1-2/f_tiff,fl_tiff8_lzw", source), (0, 1)),
    ):
        frames = _frames(made.data)
        assert [frame.size for frame in frames] == [_frames(source)[at].size for at in numbers]
        for frame, at in zip(frames, numbers, strict=True):
            assert np.array_equal(np.asarray(frame), np.asarray(_frames(source)[at]))


def test_pages_of_a_document_become_pages_of_a_tiff_at_a_density() -> None:
    frames = _frames(delivered("dn_300/pg_1-2/f_tiff", document()).data)
    assert [frame.size for frame in frames] == [(200, 200), (300, 200)]
    assert [frame.getpixel((100, 100)) for frame in frames] == [PAGES[0][0], PAGES[1][0]]


def test_a_layer_is_laid_on_every_page() -> None:
    """A mark of ten pixels, in the corner of each page, whatever the page's size."""
    mark = io.BytesIO()
    Image.new("RGB", (10, 10), (0, 0, 0)).save(mark, "PNG")
    made = delivered("l_mark/fl_layer_apply,g_south_east/f_tiff", document(), mark=mark.getvalue())
    for frame, (colour, _) in zip(_frames(made.data), PAGES, strict=True):
        black = (np.asarray(frame) == 0).all(axis=2)
        assert black.sum() == 100
        assert black[-10:, -10:].all()
        assert frame.getpixel((0, 0)) == colour


def test_what_waits_for_the_picture_is_planned_for_each_page() -> None:
    """Each page is trimmed by itself: a square of another side is left of each."""
    written = io.BytesIO()
    pages = []
    for side in (20, 30, 41):
        page = Image.new("RGB", (80, 60), (255, 255, 255))
        page.paste((200, 0, 0), (7, 9, 7 + side, 9 + side))
        pages.append(page)
    pages[0].save(written, "TIFF", save_all=True, append_images=pages[1:])
    frames = _frames(delivered("e_trim/a_90/f_tiff", written.getvalue()).data)
    assert [frame.size for frame in frames] == [(20, 20), (30, 30), (41, 41)]


def test_a_page_is_found_by_its_label() -> None:
    """The labels are roman numbers from 4 on: iv, v and vi."""
    known = labelled(document())
    assert uploaded(known).page_names == ("iv", "v", "vi")
    (page,) = _frames(delivered("pg_name:vi/f_tiff", known).data)
    assert (page.size, page.getpixel((9, 9))) == ((200, 100), PAGES[2][0])
    made = _frames(delivered("pg_name:vi;iv/f_tiff", known).data)
    assert [page.getpixel((9, 9)) for page in made] == [PAGES[2][0], PAGES[0][0]]


def labelled(data: bytes) -> bytes:
    """Give a document with labels, by an incremental update of its catalog (PDF 1.7, 7.5.6)."""
    root = int(re.findall(rb"/Root (\d+) 0 R", data)[-1])
    catalog = re.search(rb"(?s)\n%d 0 obj(.*?)endobj" % root, data)
    assert catalog is not None
    labels = b"/PageLabels<</Nums[0<</S/r/St 4>>]>>>>"
    body = catalog[1].strip().removesuffix(b">>") + labels
    at, before = len(data) + 1, int(data.split(b"startxref")[-1].split()[0])
    size = int(re.findall(rb"/Size (\d+)", data)[-1])
    return data + (
        b"\n%d 0 obj%b endobj\nxref\n%d 1\n%010d 00000 n \ntrailer<</Size %d/Root %d 0 R/Prev %d>>"
        b"\nstartxref\n%d\n%%%%EOF"
        % (
            root,
            body,
            root,
            at,
            size,
            root,
            before,
            at + len(b"%d 0 obj endobj\n" % root) + len(body),
        )
    )


def test_the_same_pages_give_the_same_bytes() -> None:
    asked = "c_scale,w_40/f_pdf"
    assert delivered(asked, document()).data == delivered(asked, document()).data


def test_an_automatic_format_of_several_pages_is_a_document() -> None:
    made = delivered("pg_1-2/f_auto", scan((40, 30), (31, 17)))
    assert (made.format, len(_read(made.data))) == ("pdf", 2)


@pytest.mark.parametrize("form", ["png", "jpg", "webp", "gif", "avif"])
def test_a_format_of_one_page_is_refused_several(form: str) -> None:
    with pytest.raises(TransformationError, match="has one page, not 2") as caught:
        delivered(f"pg_1;3/f_{form}", document())
    assert (caught.value.parameter, caught.value.expected) == ("pg", "one page, or f_tiff or f_pdf")
    assert delivered(f"f_{form},w_50,c_scale", document()).width == 50


def test_facts_of_a_document_are_those_of_its_pages() -> None:
    facts = uploaded(document())
    assert (facts.pages, facts.page_sizes) == (3, (100, 100, 150, 100, 200, 100))
