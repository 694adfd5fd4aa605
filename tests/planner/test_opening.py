"""How a file is opened: its pages, its density, how it lies, what it has beside colours."""

from typing import Any

import pytest

from planner.derivation import derive, plan_leaf
from planner.errors import NotRenderedYet, TransformationError
from planner.facts import Client
from planner.plan import Clip, Opening, RenderPlan
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


@pytest.mark.parametrize("written", ["pg_1;2", "pg_1-2", "pg_2-", "pg_name:a", "pg_embedded:1"])
def test_several_pages_are_understood_but_not_drawn_as_pixels(written: str) -> None:
    with pytest.raises(NotRenderedYet):
        _plan(f"{written}/f_png", format="pdf", pages=3)
    with pytest.raises(NotRenderedYet):
        _plan(f"{written}/c_scale,f_pdf,w_50", format="pdf", pages=3)
    with pytest.raises(NotRenderedYet):
        _plan(f"{written}/f_png", format="tiff", pages=3)


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
    assert plan.ignore_orientation
    assert (plan.width, plan.height) == size
    assert not _plan("a_exif/f_png", orientation=orientation).ignore_orientation


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
        ("fl_clip,pg_name:path 1", Clip("path 1")),
        ("fl_clip,pg_2", Clip(2)),
        ("c_scale,w_50/fl_clip", Clip()),
    ],
)
def test_a_file_is_opened_clipped_wherever_that_is_asked_for(written: str, clip: Clip) -> None:
    """A page beside it is a path; the picture may be transparent then."""
    plan = _plan(f"{written}/f_png", format="tiff", pages=1)
    assert plan.opening == Opening(clip=clip)
    assert any(isinstance(step, Flatten) for step in _plan(f"{written}/f_jpg").steps)


def test_a_page_may_be_opened_and_clipped() -> None:
    plan = _plan("pg_2/fl_clip,pg_name:a/f_png", format="tiff", pages=3)
    assert plan.opening == Opening(page=2, clip=Clip("a"))


def test_what_cannot_be_clipped_is_refused() -> None:
    with pytest.raises(TransformationError, match="format png has no clipping path"):
        _plan("fl_clip/f_png", format="png")
    for written in ("fl_clip,pg_1;2", "fl_clip,pg_name:a;b"):
        with pytest.raises(NotRenderedYet, match="clipped by one path"):
            _plan(written)
