"""Documents: the pages of a result, drawn one by one, or kept as text and lines and all."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from planner.errors import TransformationError
from planner.facts import DOCUMENTS, AssetFacts
from planner.geometry.values import Size
from planner.language.component import compose
from planner.limits import MAXIMUM_ANIMATED_PIXELS
from planner.opening import turned_to
from planner.parameters.format import FORMATS, format_named
from planner.parameters.page import PAGE, Pages
from planner.plan import RenderPlan
from planner.source_views import Opening
from planner.steps import Draft
from planner.transformation import Transformation, of_nodes

#: The format whose pages can be taken over as they are.
_KEPT: Final = "pdf"

#: Pages that one result is drawn of at most; one that keeps its pages may have more.
_MOST: Final = 100

#: Plans one page of an asset.
Planning = Callable[[AssetFacts], RenderPlan]


def opened_as(planning: Planning, seen: AssetFacts, opening: Opening) -> RenderPlan:
    """Plan an asset with how its file is opened.

    seen: the asset as it is opened, at the size of its first page. A document in which nothing is
    drawn keeps its pages, those asked for or all; at a density of its own it is one of pixels. Of
    others each page is planned by itself, where the format of the result has pages: those that
    are asked for, or all. Raises TransformationError for a format without pages, or too many.
    """
    plan = replace(planning(seen), opening=opening)
    if seen.format not in DOCUMENTS:
        return plan
    as_it_is = not (plan.steps or plan.rest or opening.density)
    if seen.format == plan.output.format == _KEPT and as_it_is:
        return replace(plan, output=replace(plan.output, kept=True))
    pages = tuple(int(page) for page in opening.pages)
    encoding = format_named(plan.output.format)
    paged = encoding is not None and encoding.paged
    if pages and not paged:
        raise TransformationError(
            f"A result in {plan.output.format} has one page, not {len(pages)}",
            parameter=PAGE.key,
            expected="one page, or "
            + " or ".join(f"f_{known.name}" for known in FORMATS if known.paged),
        )
    if paged and not pages and not opening.page and seen.pages > 1:
        pages = tuple(range(1, seen.pages + 1))
    if not pages:
        return plan
    if len(pages) > _MOST:
        raise TransformationError(
            f"The result would have {len(pages)} pages",
            parameter=PAGE.key,
            expected=f"at most {_MOST} of them, such as pg_1-{_MOST}",
        )
    return _of_pages(plan, pages, planning, seen)


def several(facts: AssetFacts, opening: Opening) -> bool:
    """Whether several pages of a document are asked for."""
    return facts.format in DOCUMENTS and bool(opening.pages)


def with_pages(asked: Transformation, plan: RenderPlan, opening: Opening) -> Transformation:
    """Write into a transformation that all pages are drawn, where that was not said."""
    if not plan.further or opening.pages:
        return asked
    return of_nodes((compose({PAGE.key: Pages(everything=True)}), *asked.nodes))


def sheets(plan: RenderPlan, seen: AssetFacts) -> tuple[Size, ...]:
    """Give the sizes in pixels of the pages of a result, as far as they are known by now."""
    if not plan.output.kept:
        drafts = (Size(draft.width, draft.height) for draft in plan.further)
        return (Size(plan.width, plan.height), *drafts)
    opening = plan.opening
    kept = opening.pages or ((opening.page,) if opening.page else range(1, seen.pages + 1))
    return tuple(_size(seen, opening, int(page)) for page in kept)


def sides_of(sizes: tuple[Size, ...]) -> tuple[int, ...]:
    """Give width and height of each page, one after the other; nothing where all are the same."""
    if len(set(sizes)) == 1:
        return ()
    return tuple(side for size in sizes for side in (size.width, size.height))


def _of_pages(
    plan: RenderPlan, pages: tuple[int, ...], planning: Planning, seen: AssetFacts
) -> RenderPlan:
    """Plan each page; those of one size come to the same."""
    opening = plan.opening

    sizes = [_size(seen, opening, page) for page in pages]
    drawn = {Size(seen.width, seen.height): _draft(plan)}
    for size in sizes:
        if size not in drawn:
            page = replace(seen, width=size.width, height=size.height)
            drawn[size] = _draft(planning(page))
    drafts = [drawn[size] for size in sizes]
    _check_pixels(sizes, drafts)
    first, *further = drafts
    return replace(
        plan,
        steps=first.steps,
        width=first.width,
        height=first.height,
        rest=first.rest,
        opening=replace(opening, pages=pages),
        further=tuple(further),
    )


def _draft(plan: RenderPlan) -> Draft:
    return Draft(plan.steps, plan.width, plan.height, plan.rest)


def _size(seen: AssetFacts, opening: Opening, page: int) -> Size:
    if not seen.page_sizes:
        return Size(seen.width, seen.height)
    turned = turned_to(seen, opening, page)
    return Size(turned.width, turned.height)


def _check_pixels(sizes: Iterable[Size], drafts: Iterable[Draft]) -> None:
    pixels = sum(
        max(size.width * size.height, draft.width * draft.height)
        for size, draft in zip(sizes, drafts, strict=True)
    )
    if pixels > MAXIMUM_ANIMATED_PIXELS:
        raise TransformationError(
            f"The pages have {pixels} pixels in all",
            parameter=PAGE.key,
            expected=f"at most {MAXIMUM_ANIMATED_PIXELS} pixels in all pages: fewer pages, or of "
            "documents a lower density by dn_",
        )
