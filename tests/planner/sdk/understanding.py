"""What it means that a transformation is understood."""

from planner.canonical.form import canonical_form
from planner.errors import TransformationError
from planner.explanation import check, explain
from planner.transformation import parse
from tests.planner.plans import asset

#: What stands for a form of what is understood, but cannot be drawn of this photograph.
REFUSED = "refused"


def assert_understood(text: str, media: str) -> None:
    """Hold that it is read, has a canonical form that is its own, and can be explained."""
    verdict = check(text, media)
    assert verdict["error"] is None, verdict
    canonical = verdict["canonical"]
    assert canonical_form(parse(canonical)).raw == canonical
    assert _explained(text, media) in (canonical, REFUSED)


def _explained(text: str, media: str) -> str:
    """Give the canonical form told for an asset with alpha, or that it cannot be drawn of it.

    A refusal says what was expected: a page that there is, another format, a smaller size.
    """
    try:
        told: str = explain(text, asset(has_alpha=True), media=media)["canonical"]
    except TransformationError as error:
        return REFUSED if error.expected else str(error)
    return told
