"""Outcomes: what becomes of a published transformation, in a line.

400 g                     it is wrong, and the parameter is g
501 b                     it is understood; b_ is not drawn by this release
= c_scale,w_300           it is understood, in this canonical form (of videos nothing is drawn)
300x200 jpg | Resize ...  a picture of that size, and the steps that make it
?x? png | Trim ...        only the picture tells the size
original                  the stored file as it is
"""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from enum import Enum

from planner.canonical.form import canonical_form
from planner.colour import Colour
from planner.colour import text as colour_text
from planner.derivation import Derivation, derive
from planner.errors import NotRenderedYet, TransformationError
from planner.facts import AssetFacts, Client, ContentFacts
from planner.language.traits import Media
from planner.layers.assets import AssetName
from planner.media import check_media
from planner.steps import Draft
from planner.transformation import Transformation, parse
from tests.planner.plans import asset


def outcome(text: str, facts: AssetFacts, media: str) -> str:
    """Say what becomes of a transformation of an asset."""
    try:
        transformation = parse(text)
        check_media(transformation, Media(media))
        return _becomes(transformation, facts, media)
    except NotRenderedYet as error:
        return f"501 {error.parameter}".strip()
    except TransformationError as error:
        return f"400 {error.parameter}"


def _becomes(transformation: Transformation, facts: AssetFacts, media: str) -> str:
    if media == "video":
        return f"= {canonical_form(transformation).raw}"
    derived = derive(transformation, None, facts, Client(), _every_asset)
    return "original" if derived.original else _drawn(derived)


def _every_asset(name: AssetName) -> AssetFacts:
    return asset(200, 100, asset_id=name.public_id)


def _drawn(derived: Derivation) -> str:
    plan = derived.plan
    size = f"{plan.width or '?'}x{plan.height or '?'}"
    return f"{size} {derived.leaf.format} | {_words(plan.steps, '; ') or '-'}"


def _words(values: Iterable[object], separator: str = " ") -> str:
    return separator.join(filter(None, map(_word, values)))


def _word(value: object) -> str:
    """Write a value down; what is None goes without saying."""
    match value:
        case None:
            written = ""
        case Colour():
            written = colour_text(value)
        case Draft():
            written = f"[{_words(value.steps, '; ')}]"
        case ContentFacts():
            written = f"{value.asset_id} {value.width}x{value.height}"
        case Enum():
            written = str(value.value)
        case float():
            written = f"{value:.6g}"
        case tuple():
            written = f"({_words(value)})"
        case _ if is_dataclass(value):
            told = _words(getattr(value, field.name) for field in fields(value))
            written = f"{type(value).__name__} {told}".strip()
        case _:
            written = str(value)
    return written
