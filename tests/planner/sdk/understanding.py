"""What it means that a transformation is understood."""

from planner.canonical.form import canonical_form
from planner.errors import TransformationError
from planner.explanation import check, explain
from planner.transformation import parse
from tests.planner.plans import asset


def assert_understood(text: str, media: str) -> None:
    """Hold that it is read, has a canonical form that is its own, and can be explained."""
    verdict = check(text, media)
    assert verdict["error"] is None, verdict
    canonical = verdict["canonical"]
    assert canonical_form(parse(canonical)).raw == canonical
    try:
        explained = explain(text, asset(), media=media)
    except TransformationError as error:
        # What is understood may still be too large for any release to draw.
        assert error.message.startswith("The image would become"), error.message
    else:
        assert explained["canonical"] == canonical
