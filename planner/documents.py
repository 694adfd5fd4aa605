"""Documents: whether a result keeps pages of its original as they are, text and lines and all."""

from dataclasses import replace
from typing import Final

from planner.errors import NotRenderedYet
from planner.facts import ContentFacts
from planner.parameters.page import PAGE
from planner.plan import Opening, RenderPlan

_DOCUMENT: Final = "pdf"


def opened_as(
    plan: RenderPlan, facts: ContentFacts, opening: Opening, *, lying: bool
) -> RenderPlan:
    """Give a plan with how its file is opened.

    A document in which nothing is drawn keeps its pages, those asked for or all; at a density of
    its own it is one of pixels. Raises NotRenderedYet for several pages of which pixels are made.
    """
    as_it_is = not (plan.steps or plan.rest or opening.density)
    kept = facts.format == plan.output.format == _DOCUMENT and as_it_is
    if opening.pages and facts.format == _DOCUMENT and not kept:
        raise NotRenderedYet(
            "Several pages of a document are only drawn as they are yet",
            parameter=PAGE.key,
            expected="one page, or f_pdf with nothing that changes the pages",
        )
    output = replace(plan.output, kept=True) if kept else plan.output
    return replace(plan, output=output, opening=opening, ignore_orientation=lying)
