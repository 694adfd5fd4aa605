"""Plans, made and written down for tests."""

from dataclasses import fields
from typing import Any

from planner.canonical.delivery import delivery
from planner.canonical.form import canonical_form
from planner.colour import Colour
from planner.colour import text as colour_text
from planner.facts import AssetFacts
from planner.parameters.format import format_named
from planner.parameters.quality import Quality
from planner.plan import RenderPlan
from planner.planning.chain import drawn
from planner.planning.finishing import render_plan
from planner.planning.undecided import undecided
from planner.steps import Crop, Draft, Step
from planner.transformation import parse


def asset(width: int = 640, height: int = 427, **others: Any) -> AssetFacts:
    """Give the facts of an opaque photograph, unless told otherwise."""
    known: dict[str, Any] = {
        "width": width,
        "height": height,
        "cloud": "demo",
        "asset_id": "asset",
        "version_id": "version",
        "format": "jpg",
    }
    return AssetFacts(**(known | others))


def planned(transformation: str, source: AssetFacts, output: str = "png") -> RenderPlan:
    """Plan a transformation as a format."""
    canonical = canonical_form(parse(transformation))
    scene = drawn(canonical, source)
    encoding = format_named(output)
    assert encoding is not None
    return render_plan(scene, encoding, Quality(number=80), source, delivery(canonical.components))


def going_on(draft: Draft | RenderPlan, width: int, height: int) -> Draft:
    """Go on planning as if all that the picture decides had left the corner of it, so large."""
    assert draft.rest is not None
    left: tuple[Step, ...] = (Crop(0, 0, width, height),)
    return draft.rest.resumed(width, height, [left for step in draft.steps if undecided(step)])


def written(steps: tuple[Step, ...]) -> str:
    """Write steps down: their names and arguments, radii as few as they differ in."""
    return "; ".join(_written(step) for step in steps) or "-"


def _written(step: Step) -> str:
    found = (getattr(step, field.name) for field in fields(step))
    values = (value for value in found if value is not None)
    return " ".join([type(step).__name__, *filter(None, map(_word, values))])


def _word(value: object) -> str:
    if isinstance(value, Colour):
        return colour_text(value)
    if isinstance(value, tuple) and any(isinstance(one, Colour) for one in value):
        return "+".join(map(_word, value))
    if isinstance(value, tuple) and not all(isinstance(one, tuple) for one in value):
        return "+".join(f"{one:g}" if isinstance(one, float) else str(one) for one in value)
    if isinstance(value, tuple):
        radii = [
            f"{across:g}" if across == down else f"{across:g}x{down:g}" for across, down in value
        ]
        return " ".join(radii[:1] if len(set(radii)) == 1 else radii)
    return str(value)
