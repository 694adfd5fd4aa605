"""What it means that a transformation is understood."""

from planner.canonical.form import canonical_form
from planner.errors import TransformationError
from planner.explanation import check, explain
from planner.transformation import parse
from tests.planner.plans import asset

#: What no release draws, whatever it is made of.
TOO_LARGE = "too large"


def assert_understood(text: str, media: str) -> None:
    """Hold that it is read, has a canonical form that is its own, and can be explained."""
    verdict = check(text, media)
    assert verdict["error"] is None, verdict
    canonical = verdict["canonical"]
    assert canonical_form(parse(canonical)).raw == canonical
    assert _explained(text, media) in (canonical, TOO_LARGE)


def _explained(text: str, media: str) -> str:
    """Give the canonical form told for an asset: what is understood may be too large to draw."""
    try:
        told: str = explain(text, asset(), media=media)["canonical"]
    except TransformationError as error:
        return TOO_LARGE if error.message.startswith("The image would become") else str(error)
    return told
