"""Explanations: what a transformation means, as plain data for people and programs."""

from dataclasses import fields
from typing import Any

from planner.advice import advice
from planner.canonical.form import canonical_form
from planner.colour import Colour
from planner.colour import text as colour_text
from planner.derivation import Derivation, derive
from planner.errors import NotRenderedYet, TransformationError
from planner.facts import AssetFacts, Client
from planner.geometry.values import Size
from planner.language.component import Component
from planner.language.declaration import Media
from planner.media import check_media
from planner.planning.sizes import size_after
from planner.steps import Step
from planner.transformation import Transformation, parse


def check(text: str, media: str = Media.IMAGE) -> dict[str, Any]:
    """Judge a transformation.

    Gives input, ok, media, canonical (None when wrong), facts (the names of those read, sorted),
    components (how many), and error: None, or component, parameter, expected and message.
    """
    verdict: dict[str, Any] = {"input": text, "ok": False, "media": str(media)}
    try:
        transformation = parse(text)
        check_media(transformation, Media(media))
    except TransformationError as error:
        return verdict | {"canonical": None, "facts": [], "components": 0, "error": told(error)}
    return verdict | {
        "ok": True,
        "canonical": canonical_form(transformation).raw,
        "facts": _facts(transformation),
        "components": len(transformation.components),
        "error": None,
    }


def explain(
    text: str,
    asset: AssetFacts | None = None,
    *,
    extension: str | None = None,
    client: Client | None = None,
    media: str = Media.IMAGE,
) -> dict[str, Any]:
    """Say what a transformation means, and what becomes of an asset.

    Gives input, canonical, facts, components and warnings; with an asset also derived:
    fingerprint, folded (the canonical transformation with everything negotiated), format,
    quality, animated, width, height, vary, cost, original, and steps with the size after each.
    What is understood but not drawn yet has derived None, and undrawn: the parts of the error.
    Raises TransformationError.
    """
    transformation = parse(text)
    check_media(transformation, Media(media))
    explained: dict[str, Any] = {
        "input": text,
        "canonical": canonical_form(transformation).raw,
        "facts": _facts(transformation),
        "components": [_component(component) for component in transformation.components],
        "warnings": list(advice(transformation)),
    }
    if asset is not None:
        explained |= _outcome(transformation, extension, asset, client or Client())
    return explained


def _outcome(
    transformation: Transformation, extension: str | None, asset: AssetFacts, client: Client
) -> dict[str, Any]:
    try:
        derivation = derive(transformation, extension, asset, client)
    except NotRenderedYet as error:
        return {"derived": None, "undrawn": told(error)}
    return {"derived": _derived(derivation, Size(asset.width, asset.height))}


def told(error: TransformationError) -> dict[str, str]:
    """Give the parts of an error."""
    return {
        "component": error.component,
        "parameter": error.parameter,
        "expected": error.expected,
        "message": error.message,
    }


def _facts(transformation: Transformation) -> list[str]:
    components = canonical_form(transformation).components
    return sorted(
        {
            fact
            for component in components
            for declaration, _ in component.declared()
            for fact in declaration.facts
        }
    )


def _component(component: Component) -> dict[str, Any]:
    return {
        "text": component.raw,
        "parameters": [
            {
                "key": declaration.key,
                "name": declaration.name,
                "role": declaration.role.value,
                "value": declaration.grammar.text(value),
                "meaning": declaration.sentence,
            }
            for declaration, value in component.declared()
        ],
    }


def _derived(derivation: Derivation, size: Size) -> dict[str, Any]:
    steps = []
    for step in derivation.plan.steps:
        size = size_after(step, size)
        steps.append(_step(step) | {"size": [size.width, size.height]})
    output = derivation.plan.output
    return {
        "fingerprint": derivation.fingerprint,
        "folded": derivation.leaf.transformation,
        "format": derivation.leaf.format,
        "quality": output.quality,
        "chroma": output.chroma,
        "animated": output.animated,
        "width": derivation.plan.width,
        "height": derivation.plan.height,
        "vary": list(derivation.vary),
        "cost": derivation.cost.name.lower(),
        "original": derivation.original,
        "steps": steps,
    }


def _step(step: Step) -> dict[str, Any]:
    arguments = {field.name: getattr(step, field.name) for field in fields(step)}
    return {
        "step": type(step).__name__.lower(),
        "arguments": {
            name: colour_text(value) if isinstance(value, Colour) else value
            for name, value in arguments.items()
        },
    }
