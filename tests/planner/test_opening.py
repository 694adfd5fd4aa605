"""How a file is opened: its pages, its density, how it lies, what it has beside colours."""

from typing import Any

import pytest

from planner.derivation import derive, plan_leaf
from planner.errors import NotRenderedYet, TransformationError
from planner.facts import Client
from planner.plan import RenderPlan
from planner.source_views import Clip, Opening
from planner.steps import Flatten
from planner.transformation import parse
from tests.planner.plans import asset


def _plan(text: str, **others: Any) -> RenderPlan:
    """Plan a transformation, as its leaf is planned again."""
    source = asset(**others)
    derivation = derive(parse(text), None, source, Client())
    assert plan_leaf(derivation.leaf, source.of_content()) == derivation.plan
    return derivation.plan


@pytest.mark.parametrize("written", ["pg_2", "c_scale,w_1.0/pg_2", "pg_1/pg_2"])
def test_a_page_is_opened_wherever_it_is_named(written: str) -> None:
    plan = _plan(f"{written}/f_png", format="pdf", pages=3)
    assert plan.opening == Opening(page=2)
    assert (plan.width, plan.height) == (640, 427)


def test_pages_may_be_of_different_sizes() -> None:
    plan = _plan("c_scale,pg_2,w_100/f_png", format="pdf", pages=2, page_sizes=(640, 427, 300, 600))
    assert (plan.width, plan.height) == (100, 200)


def test_a_frame_of_an_animation_stands_still() -> None:
    assert not _plan("pg_2/f_gif", format="gif", pages=5).output.animated
    assert _plan("pg_all/f_gif", format="gif", pages=5).output.animated
    assert _plan("pg_all/f_gif", format="gif", pages=5).opening == Opening()


def test_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(TransformationError, match="There is no page 4") as caught:
        _plan("pg_4/f_png", format="pdf", pages=3)
    assert (caught.value.parameter, caught.value.expected) == ("pg", "1 to 3")
    with pytest.raises(TransformationError, match="There is no page 2"):
        _plan("pg_2")


@pytest.mark.parametrize("kind", ["pdf", "tiff"])
@pytest.mark.parametrize(
    ("written", "pages"),
    [
        ("pg_1;3", (1, 3)),
        ("pg_2-3", (2, 3)),
        ("pg_2-", (2, 3)),
        ("pg_all", (1, 2, 3)),
        ("c_crop,h_20,w_8", (1, 2, 3)),
    ],
)
def test_each_page_of_a_document_is_planned_at_its_own_size(
    written: str, pages: tuple[int, ...], kind: str
) -> None:
    sides = (640, 427, 300, 600, 640, 427)
    for output in ("tiff", "pdf"):
        plan = _plan(f"{written}/c_scale,w_0.5/f_{output}", format=kind, pages=3, page_sizes=sides)
        drafts = [(plan.width, plan.height), *((one.width, one.height) for one in plan.further)]
        sizes = [(sides[2 * page - 2], sides[2 * page - 1]) for page in pages]
        if "crop" in written:
            sizes = [(8, 20) for _ in sizes]
        assert plan.opening.pages == pages
        assert drafts == [((w + 1) // 2, (h + 1) // 2) for w, h in sizes]


def test_pages_of_one_size_are_planned_once() -> None:
    plan = _plan("c_scale,w_50/f_tiff", format="pdf", pages=100)
    assert {id(draft) for draft in plan.further} == {id(plan.further[0])}


def test_one_page_of_a_document_is_one_page() -> None:
    for written in ("pg_2", "pg_2-2", "pg_3-"):
        assert not _plan(f"{written}/c_scale,w_50/f_pdf", format="pdf", pages=3).further
    assert not _plan("c_scale,w_50/f_png", format="pdf", pages=3).further


def test_too_many_pages_are_refused_with_a_remedy() -> None:
    with pytest.raises(TransformationError, match="would have 101 pages") as caught:
        _plan("c_scale,w_50/f_pdf", format="pdf", pages=101)
    assert caught.value.expected == "at most 100 of them, such as pg_1-100"
    assert len(_plan("pg_2-101/c_scale,w_50/f_pdf", format="pdf", pages=101).further) == 99
    assert _plan("f_pdf", format="pdf", pages=101).output.kept


def test_pages_have_so_many_pixels_in_all() -> None:
    """100 pages of A4 at 150 dots an inch are 217 megapixels; at 100 they are 97."""
    size = {"width": 1240, "height": 1754}
    with pytest.raises(TransformationError, match="pixels in all") as caught:
        _plan("e_negate/f_pdf", format="pdf", pages=100, **size)
    assert "a lower density by dn_" in caught.value.expected
    assert _plan("dn_100/e_negate/f_pdf", format="pdf", pages=100, **size).further
    with pytest.raises(TransformationError, match="pixels in all"):
        _plan("c_scale,w_5000/f_tiff", format="pdf", pages=20)


@pytest.mark.parametrize("kind", ["pdf", "tiff"])
@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("pg_name:ii", "pg_2"),
        ("pg_name:ii;i", "pg_2;1"),
        ("pg_name:1", "pg_4"),
        ("if_pc_gt_2/pg_name:ii/if_end", "pg_2"),
        ("$p_!ii!/pg_name:ii", "pg_2"),
    ],
)
def test_a_page_is_named_as_its_document_names_it(written: str, numbers: str, kind: str) -> None:
    """It is the derived asset of that page by its number."""
    source = asset(format=kind, pages=5, page_names=("i", "ii", "", "1", "1"))
    named = derive(parse(f"{written}/e_negate/f_tiff"), None, source, Client())
    numbered = derive(parse(f"{numbers}/e_negate/f_tiff"), None, source, Client())
    assert (named.fingerprint, named.plan) == (numbered.fingerprint, numbered.plan)
    assert plan_leaf(named.leaf, source.of_content()) == named.plan


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("i", "ii", "i"), "one of 'i', 'ii'"),
        (("a", "b", "c", "d", "e", "f"), "one of 'a', 'b', 'c', 'd', 'e', …"),
        ((), "a page by its number: none of this document has a name"),
    ],
)
def test_a_name_that_no_page_has_is_refused(names: tuple[str, ...], expected: str) -> None:
    with pytest.raises(TransformationError, match="No page is called 'x'") as caught:
        _plan("pg_name:x/f_png", format="pdf", pages=len(names) or 3, page_names=names)
    assert (caught.value.status, caught.value.parameter) == (400, "pg")
    assert caught.value.expected == expected


def test_a_name_that_may_be_that_of_an_unread_page_is_not_known() -> None:
    """Of uploads a hundred names are kept; before, they were so without their places."""
    names = tuple(f"p{number}" for number in range(100))
    assert _plan("pg_name:p7/f_png", format="pdf", pages=300, page_names=names).opening.page == 8
    with pytest.raises(NotRenderedYet, match="only the first 100 of 300"):
        _plan("pg_name:x/f_png", format="pdf", pages=300, page_names=names)
    with pytest.raises(NotRenderedYet, match="is not known"):
        _plan("pg_name:ii/f_png", format="pdf", pages=3, page_names=("i", "ii"))


def test_names_are_of_documents_and_drawings() -> None:
    with pytest.raises(TransformationError, match="format gif has a name") as caught:
        _plan("pg_name:a/f_png", format="gif", pages=3)
    assert caught.value.status == 400


def test_a_page_is_not_opened_by_what_only_its_picture_tells() -> None:
    with pytest.raises(TransformationError, match="before what only its picture tells") as caught:
        _plan("e_trim/if_w_gt_100/pg_2/if_end/f_png", format="tiff", pages=3)
    assert (caught.value.status, caught.value.component) == (400, "pg_2")
    assert "behind e_trim" in caught.value.expected
    assert _plan("if_w_gt_100/pg_2/if_end/e_trim/f_png", format="tiff", pages=3).opening.page == 2


@pytest.mark.parametrize(("kind", "status"), [("psd", 501), ("pdf", 400), ("jpg", 400)])
def test_what_is_embedded_is_not_drawn(kind: str, status: int) -> None:
    with pytest.raises(TransformationError) as caught:
        _plan("pg_embedded:1/f_png", format=kind, pages=2 if kind == "pdf" else 1)
    assert (caught.value.status, caught.value.parameter) == (status, "pg")


@pytest.mark.parametrize(
    ("written", "page", "pages"),
    [
        ("pg_3;1", 0, (3, 1)),
        ("pg_2-", 0, (2, 3)),
        ("pg_all", 0, (1, 2, 3)),
        ("pg_2", 2, ()),
        ("f_auto", 0, ()),
    ],
)
def test_a_document_keeps_the_pages_that_nothing_is_drawn_on(
    written: str, page: int, pages: tuple[int, ...]
) -> None:
    plan = _plan(f"{written}/f_pdf", format="pdf", pages=3)
    assert plan.output.kept
    assert (plan.opening.page, plan.opening.pages) == (page, pages)
    for drawn in ("c_scale,w_50", "dn_72"):
        assert not _plan(f"pg_2/{drawn}/f_pdf", format="pdf", pages=3).output.kept


@pytest.mark.parametrize(
    ("written", "layers"),
    [("pg_1;3", (1, 3)), ("pg_name:a;b", ("a", "b")), ("pg_name:a", ("a",))],
)
def test_layers_are_shown_together(written: str, layers: tuple[int | str, ...]) -> None:
    """What none of them covers is transparent."""
    plan = _plan(f"{written}/f_png", format="psd", pages=3)
    assert plan.opening.pages == layers
    steps = _plan(f"{written}/f_jpg", format="psd", pages=3).steps
    assert any(isinstance(step, Flatten) for step in steps)
    assert _plan("pg_all/f_png", format="psd", pages=3).opening == Opening()
    with pytest.raises(TransformationError, match="no page 4"):
        _plan("pg_2;4/f_png", format="psd", pages=3)


def test_a_drawing_is_opened_at_the_density_asked_for() -> None:
    plan = _plan("dn_300/f_png", format="pdf", pages=1)
    assert (plan.width, plan.height, plan.opening.density) == (1280, 854, 300.0)
    plan = _plan("dn_48/f_png", format="svg", has_alpha=True)
    assert (plan.width, plan.height, plan.opening.density) == (320, 214, 48.0)
    assert _plan("c_scale,w_100/dn_300/f_png", format="pdf").width == 100
    assert _plan("dn_300/f_png").opening == Opening()


@pytest.mark.parametrize(("orientation", "size"), [(1, (640, 427)), (6, (427, 640))])
def test_an_orientation_may_be_left_aside(orientation: int, size: tuple[int, int]) -> None:
    plan = _plan("a_ignore/f_png", orientation=orientation)
    assert plan.opening.lying
    assert (plan.width, plan.height) == size
    assert not _plan("a_exif/f_png", orientation=orientation).opening.lying


def test_masks_of_a_tiff_may_be_left_out() -> None:
    plan = _plan("f_png,fl_ignore_mask_channels", format="tiff", has_alpha=True)
    assert plan.opening == Opening(colours_only=True)
    assert _plan("f_jpg,fl_ignore_mask_channels", format="tiff", has_alpha=True).steps == ()
    assert _plan("f_png,fl_ignore_mask_channels", has_alpha=True).opening == Opening()


def test_a_layer_shows_what_is_below_it() -> None:
    assert _plan("pg_1/f_png", format="psd", pages=2).steps == ()
    assert type(_plan("pg_1/f_jpg", format="psd", pages=2).steps[-1]).__name__ == "Flatten"


@pytest.mark.parametrize(
    ("written", "clip"),
    [
        ("fl_clip", Clip()),
        ("fl_clip_evenodd", Clip(even_odd=True)),
        ("fl_clip,pg_name:path 1", Clip(("path 1",))),
        ("fl_clip,pg_2", Clip(((2, 2),))),
        ("c_scale,w_50/fl_clip", Clip()),
        ("fl_clip,pg_2;4-", Clip(((2, 2), (4, None)))),
        ("fl_clip,pg_all", Clip(((1, None),))),
        ("fl_clip,pg_name:a;b", Clip(("a", "b"))),
    ],
)
def test_a_file_is_opened_clipped_wherever_that_is_asked_for(written: str, clip: Clip) -> None:
    """A page beside it is a path; the picture may be transparent then."""
    plan = _plan(f"{written}/f_png", format="tiff", pages=1)
    assert plan.opening == Opening(clip=clip)
    assert any(isinstance(step, Flatten) for step in _plan(f"{written}/f_jpg").steps)


def test_a_page_may_be_opened_and_clipped() -> None:
    plan = _plan("pg_2/fl_clip,pg_name:a/f_png", format="tiff", pages=3)
    assert plan.opening == Opening(page=2, clip=Clip(("a",)))


def test_what_cannot_be_clipped_is_refused() -> None:
    with pytest.raises(TransformationError, match="format png has no clipping path"):
        _plan("fl_clip/f_png", format="png")
    with pytest.raises(TransformationError, match="not embedded") as caught:
        _plan("fl_clip,pg_embedded:1")
    assert caught.value.status == 400


def test_that_all_pages_are_drawn_is_written_into_what_is_derived() -> None:
    """So it is another asset than the one of a first page, and of one page nothing changes."""
    source = asset(format="tiff", pages=3)
    leaf = derive(parse("c_scale,w_50/f_tiff"), None, source, Client()).leaf
    assert leaf.transformation == "pg_all/c_scale,w_50/f_tiff"
    for pages in (asset(format="tiff"), asset(format="jpg")):
        leaf = derive(parse("c_scale,w_50/f_tiff"), None, pages, Client()).leaf
        assert leaf.transformation == "c_scale,w_50/f_tiff"
