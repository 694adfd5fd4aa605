"""F19, F20: documents that lie, loop, or keep what is in them to themselves.

Each is refused by name, or drawn in bounds. What only its drawing shows to be endless is ended by
the deadline and the memory that a render child has.
"""

import struct
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from planner.derivation import derive
from planner.errors import TransformationError
from planner.facts import Client
from planner.transformation import parse
from tests.workers.executor.delivered import delivered, uploaded
from tests.workers.executor.files import pdf_of, pdf_of_a_square
from tests.workers.executor.test_deep_drawings import RGB, drawing
from tests.workers.executor.test_paging import document, scan
from workers.errors import DeadlineExceeded, RenderRefused
from workers.executor.limits import Limits
from workers.executor.rendering import render

_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_ENCRYPTED = b"<</Filter/Standard/V 2/R 3/Length 128/P -4/O(%b)/U(%b)>>" % (b"a" * 32, b"b" * 32)


def _page(box: bytes) -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox%b>>" % box


def _pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    return pdf_of(
        _CATALOG,
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count),
        *[_page(b"[0 0 10 10]")] * count,
    )


def _one(box: bytes, *more: bytes, trailer: bytes = b"") -> bytes:
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf_of(_CATALOG, pages, _page(box), *more, trailer=trailer)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a page of 70 metres": (lambda: _one(b"[0 0 200000 200000]"), "173611.4 megapixels"),
    "a page at the limit of the format": (lambda: _one(b"[0 0 14400 14400]"), "900.0 megapixels"),
    "too many pages": (lambda: _pages(1001), "Too many pages: 1001; the maximum is 1000"),
    "pages that are their own": (
        lambda: pdf_of(_CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"),
        "Invalid image file",
    ),
    "a password": (
        lambda: _one(b"[0 0 9 9]", _ENCRYPTED, trailer=b"/Encrypt 4 0 R/ID[<aa><aa>]"),
        "Invalid image file",
    ),
    "half a document": (lambda: pdf_of_a_square()[:150], "Invalid image file"),
    "no pages": (
        lambda: pdf_of(_CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"),
        "Invalid image file",
    ),
    "only its beginning": (lambda: b"%PDF-1.7\n", "Invalid image file"),
    "a drawing of 300,000 squared": (
        lambda: b"8BPS" + struct.pack(">H6xHIIHH", 2, 3, 300_000, 300_000, 16, 3) + bytes(18),
        "90000.0 megapixels",
    ),
    "a drawing larger than the format": (
        lambda: b"8BPS" + struct.pack(">H6xHIIHH", 1, 3, 2**31, 2**31, 16, 3) + bytes(14),
        "Invalid image file",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_document_that_cannot_be_drawn_is_refused(name: str) -> None:
    made, says = REFUSED[name]
    with pytest.raises(RenderRefused) as caught:
        uploaded(made())
    assert caught.value.status == 400
    assert says in caught.value.message


@pytest.mark.parametrize("count", [b"2000000000", b"-5"])
def test_the_pages_that_there_are_count_not_those_that_are_claimed(count: bytes) -> None:
    data = pdf_of(_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count %b>>" % count, _page(b"[0 0 48 48]"))
    assert uploaded(data).pages == 1
    assert delivered("e_negate/f_tiff", data).width == 100


def test_a_form_within_itself_is_drawn_once() -> None:
    body = b"/F Do"
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 48 48]/Contents 5 0 R"
    data = pdf_of(
        _CATALOG,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page + b"/Resources<</XObject<</F 4 0 R>>>>>>",
        form + b"/Length 5>>stream\n/F Do\nendstream",
        b"<</Length %d>>stream\n%b\nendstream" % (len(body), body),
    )
    assert delivered("f_png", data).width == 100


def test_a_density_makes_no_page_larger_than_any_picture() -> None:
    with pytest.raises(RenderRefused, match="megapixels; the maximum is 100"):
        delivered("dn_9000/f_png", pdf_of_a_square(96))


def test_many_pages_are_kept_but_not_drawn() -> None:
    data = _pages(300)
    assert delivered("pg_299-/f_pdf", data).content_type == "application/pdf"
    with pytest.raises(TransformationError, match="would have 300 pages"):
        delivered("e_negate/f_pdf", data)


def test_time_is_looked_at_between_pages() -> None:
    """Behind the deadline no further page is begun."""
    facts = uploaded(document())
    plan = derive(parse("e_negate/f_pdf"), None, facts, Client()).plan
    assert plan.further
    with pytest.raises(DeadlineExceeded):
        render(memoryview(document()), plan, Limits(deadline=0.0))
    small = replace(Limits(), max_pixels=15_000)
    with pytest.raises(RenderRefused, match="Image too large"):
        render(memoryview(document()), plan, small)


def test_a_page_that_is_broken_refuses_the_whole() -> None:
    data = scan((40, 30), (31, 17))
    facts = uploaded(data)
    assert facts.pages == 2
    with pytest.raises(RenderRefused) as caught:
        delivered("f_tiff", data[: len(data) // 2])
    assert caught.value.status == 400


def test_runs_that_swell_a_thousandfold_are_refused() -> None:
    """Rows said to be empty, of a picture of 81 megapixels in 60 KB."""
    head = b"8BPS" + struct.pack(">H6xHIIHH", 1, 1, 9000, 9000, 16, 1) + bytes(12)
    data = head + b"\0\1" + struct.pack(">H", 1) * 9000 + b"\x80" * 9000
    with pytest.raises(RenderRefused, match="Invalid image file") as caught:
        uploaded(data)
    assert caught.value.status == 400


def test_a_deep_drawing_says_no_more_layers_than_it_has() -> None:
    data = drawing(RGB, 16, [np.full((4, 4), 0.5)] * 3)
    with pytest.raises(TransformationError, match="There is no page 2"):
        delivered("pg_2/f_png", data)
