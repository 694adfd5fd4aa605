"""Images of documents replaced by layers, seen through PDFium."""

import io
from contextlib import closing

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from planner.errors import NotRenderedYet, TransformationError
from tests.photographs import encoded, rocket
from tests.workers.executor.delivered import delivered
from workers.errors import RenderRefused

_RED = encoded(Image.new("RGB", (50, 50), (255, 0, 0)), "PNG")

#: Where the image of a page lies, in pixels at 72 dots an inch: left, top, right, bottom.
_PLACE = (20, 30, 100, 70)


def _document(*images: Image.Image | None) -> bytes:
    """Give pages of 120 x 90 points, each with a green line above its image, if it has any."""
    written = io.BytesIO()
    with closing(pypdfium2.PdfDocument.new()) as pdf:
        for picture in images:
            page = pdf.new_page(120, 90)
            line = pypdfium2.raw.FPDFPageObj_CreateNewRect(0, 80, 120, 10)
            pypdfium2.raw.FPDFPageObj_SetFillColor(line, 0, 128, 0, 255)
            pypdfium2.raw.FPDFPath_SetDrawMode(line, 2, False)
            pypdfium2.raw.FPDFPage_InsertObject(page, line)
            if picture is not None:
                image = pypdfium2.PdfImage.new(pdf)
                image.set_bitmap(pypdfium2.PdfBitmap.from_pil(picture))
                left, top, right, bottom = _PLACE
                matrix = pypdfium2.PdfMatrix().scale(right - left, bottom - top)
                image.set_matrix(matrix.translate(left, 90 - bottom))
                page.insert_obj(image)
            page.gen_content()
        pdf.save(written)
    return written.getvalue()


def _pages(data: bytes) -> list[np.ndarray]:
    with closing(pypdfium2.PdfDocument(data)) as pdf:
        return [np.asarray(page.render(scale=1).to_pil().convert("RGB"), float) for page in pdf]


def _inside(page: np.ndarray) -> np.ndarray:
    left, top, right, bottom = _PLACE
    return page[top + 2 : bottom - 2, left + 2 : right - 2]


def _without(page: np.ndarray) -> np.ndarray:
    left, top, right, bottom = _PLACE
    shown = page.copy()
    shown[top:bottom, left:right] = 0
    return shown


_REPLACED = "l_new/fl_layer_apply.replace_image"


def test_a_layer_takes_the_place_of_the_first_image() -> None:
    """All else stays: the first page has none, the third keeps its own, the line is still one."""
    document = _document(None, rocket(80, 40), rocket(80, 40))
    made = delivered(_REPLACED, document, new=_RED)
    assert made.content_type == "application/pdf"
    before, after = _pages(document), _pages(made.data)
    assert len(after) == 3
    assert np.abs(_inside(after[1]) - (255, 0, 0)).max() < 4
    assert np.array_equal(_without(after[1]), _without(before[1]))
    assert np.array_equal(after[0], before[0])
    assert np.array_equal(after[2], before[2])
    with closing(pypdfium2.PdfDocument(made.data)) as pdf:
        kinds = [each.type for each in pdf[1].get_objects()]
    assert kinds == [pypdfium2.raw.FPDF_PAGEOBJ_PATH, pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]


def test_it_is_the_first_image_of_the_pages_that_are_opened() -> None:
    document = _document(rocket(80, 40), rocket(80, 40))
    (page,) = _pages(delivered(f"pg_2/{_REPLACED}", document, new=_RED).data)
    assert np.abs(_inside(page) - (255, 0, 0)).max() < 4
    last, first = _pages(delivered(f"{_REPLACED}/pg_2;1", document, new=_RED).data)
    assert np.abs(_inside(last) - (255, 0, 0)).max() < 4
    assert np.array_equal(first, _pages(document)[0])


def test_what_is_done_to_the_layer_shows_and_its_size_does_not() -> None:
    """A layer scaled to a sliver fills the same place; its negative is cyan."""
    written = "l_new/c_scale,h_10,w_90/e_negate/fl_layer_apply.replace_image"
    (page,) = _pages(delivered(written, _document(rocket(80, 40)), new=_RED).data)
    assert np.abs(_inside(page) - (0, 255, 255)).max() < 4


def test_a_transparent_layer_shows_the_page() -> None:
    half = encoded(Image.new("RGBA", (8, 8), (255, 0, 0, 128)), "PNG")
    (page,) = _pages(delivered(_REPLACED, _document(rocket(80, 40)), new=half).data)
    assert np.abs(_inside(page) - (255, 127, 127)).max() < 3


def test_pages_are_drawn_with_the_new_image() -> None:
    """Wherever in the chain it is replaced: the document is opened with it."""
    for written in (f"{_REPLACED}/c_scale,w_120/f_png", f"c_scale,w_120/{_REPLACED}/f_png"):
        made = delivered(written, _document(rocket(80, 40)), new=_RED)
        with Image.open(io.BytesIO(made.data)) as picture:
            assert picture.size == (120, 90)
            assert np.abs(_inside(np.asarray(picture, float)) - (255, 0, 0)).max() < 6


def test_the_same_replacement_gives_the_same_bytes() -> None:
    document = _document(rocket(80, 40))
    first = delivered(_REPLACED, document, new=_RED).data
    assert delivered(_REPLACED, document, new=_RED).data == first


def test_a_document_without_an_image_is_refused() -> None:
    for written, document in (
        (_REPLACED, _document(None)),
        (f"pg_2/{_REPLACED}", _document(rocket(80, 40), None)),
    ):
        with pytest.raises(RenderRefused, match="no image to be replaced") as caught:
            delivered(written, document, new=_RED)
        assert caught.value.status == 400


@pytest.mark.parametrize(
    ("written", "parameter"),
    [
        ("l_new/fl_layer_apply.replace_image,g_north", "g"),
        ("l_new/fl_layer_apply.replace_image,x_5", "x"),
        ("l_new/e_multiply,fl_layer_apply.replace_image", "e"),
        ("l_new/fl_layer_apply.replace_image.tiled", "fl"),
        ("u_new/fl_layer_apply.replace_image", "u"),
        (f"l_outer/{_REPLACED}/fl_layer_apply", "fl"),
        (f"e_trim/{_REPLACED}", "fl"),
        (f"e_trim/if_w_gt_9/{_REPLACED}/if_end", "fl"),
    ],
)
def test_a_replacement_that_is_out_of_place_is_refused(written: str, parameter: str) -> None:
    with pytest.raises(TransformationError) as caught:
        delivered(f"{written}/f_png", _document(rocket(80, 40)), new=_RED, outer=_RED)
    assert (caught.value.status, caught.value.parameter) == (400, parameter)
    assert caught.value.expected
    assert not isinstance(caught.value, NotRenderedYet)


def test_only_documents_hold_images_that_can_be_replaced() -> None:
    with pytest.raises(TransformationError, match="format png is an image") as caught:
        delivered(f"{_REPLACED}/f_png", _RED, new=_RED)
    assert (caught.value.status, caught.value.parameter) == (400, "fl")
