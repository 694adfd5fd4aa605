"""What it means that a transformation is understood."""

from planner.canonical.form import canonical_form
from planner.errors import TransformationError
from planner.explanation import check, explain
from planner.transformation import parse
from tests.planner.plans import asset

#: What an explanation says of what is understood, but cannot be drawn of the asset.
REFUSED = "refused"
_REFUSALS = (
    "The image would become",
    "An image of",
    "Only an SVG",
    "There is no page",
    "fl_keep_iptc keeps",
    "png has no inks",
    "Images have no duration",
    "There is no page",
    "fl_keep_iptc keeps",
)

_LACKING = ("holds no colour profile", "has no inks", "holds no metadata")


def assert_understood(text: str, media: str) -> None:
    """Hold that it is read, has a canonical form that is its own, and can be explained."""
    verdict = check(text, media)
    assert verdict["error"] is None, verdict
    canonical = verdict["canonical"]
    assert canonical_form(parse(canonical)).raw == canonical
    assert _explained(text, media) in (canonical, REFUSED)


def _explained(text: str, media: str) -> str:
    """Give the canonical form told for an asset with alpha, or that it cannot be drawn of it."""
    try:
        told: str = explain(text, asset(has_alpha=True), media=media)["canonical"]
    except TransformationError as error:
        refused = error.message.startswith(_REFUSALS) or error.message.endswith(_LACKING)
        return REFUSED if refused else str(error)
    return told
