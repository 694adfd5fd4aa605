"""Explanations: what a transformation means, as plain data for people and programs."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from types import MappingProxyType
from typing import Any, Final

from planner.advice import advice
from planner.canonical.form import canonical_form
from planner.colour import Colour
from planner.colour import text as colour_text
from planner.conditions.condition import Condition, Marker
from planner.derivation import Derivation, derive
from planner.errors import NotEncoded, NotRenderedYet, TransformationError
from planner.facts import AssetFacts, Client
from planner.geometry.values import Size
from planner.language.choices import Option
from planner.language.component import Component
from planner.language.declaration import Declaration, Media
from planner.language.effect import Applied
from planner.language.flag import Flag
from planner.language.tree import Conditional, LayerBlock, Node
from planner.layers.assets import Lookup, nothing_asked
from planner.media import check_media
from planner.naming.definitions import Definitions
from planner.parameters.condition import CONDITION
from planner.planning.sizes import size_after
from planner.steps import Draft, Step
from planner.transformation import Transformation, parse

#: What each characteristic of an image is answered from; ``px`` and ``dpr`` are of the request.
_FACTS: Final = MappingProxyType(
    {
        **dict.fromkeys(("w", "h", "ar", "iw", "ih", "iar"), "size"),
        **dict.fromkeys(("pc", "pgnames"), "pages"),
        **dict.fromkeys(("rc", "rn"), "regions"),
        **dict.fromkeys(("du", "idu"), "duration"),
        "fc": "faces",
        "ccc": "coordinates",
        "tags": "tags",
        "ctx": "context",
        "md": "metadata",
        "idn": "density",
        "ils": "illustration",
        "tar": "pixels",
        "current:public_id": "public_id",
    }
)


def check(text: str, media: str = Media.IMAGE) -> dict[str, Any]:
    """Judge a transformation.

    Gives input, ok, media, canonical (None when wrong), facts (the names of those read, sorted),
    components (how many), and error: None, or component, parameter, expected and message.
    """
    verdict: dict[str, Any] = {"input": text, "ok": False, "media": str(media)}
    try:
        transformation = parse(text)
        check_media(transformation, Media(media))
        canonical = canonical_form(transformation).raw
    except TransformationError as error:
        return verdict | {"canonical": None, "facts": [], "components": 0, "error": told(error)}
    return verdict | {
        "ok": True,
        "canonical": canonical,
        "facts": _facts(transformation),
        "components": len([part for part in text.split("/") if part]),
        "error": None,
    }


def explain(
    text: str,
    asset: AssetFacts | None = None,
    *,
    extension: str | None = None,
    client: Client | None = None,
    media: str = Media.IMAGE,
    definitions: Definitions | None = None,
    lookup: Lookup = nothing_asked,
) -> dict[str, Any]:
    """Say what a transformation means, and what becomes of an asset.

    definitions: of the names that it uses; without them names stay as they are. lookup: gives the
    assets of layers.

    Gives input, canonical, facts, components and warnings; with an asset also derived:
    fingerprint, folded (the canonical transformation with everything negotiated), format,
    quality, animated, width, height, vary, cost, original, and steps with the size after each;
    format and sizes are None where only the picture tells, and steps end there.
    What is understood but not drawn yet has derived None, and undrawn: the parts of the error.
    Raises TransformationError.
    """
    transformation = parse(text, definitions=definitions)
    check_media(transformation, Media(media))
    explained: dict[str, Any] = {
        "input": text,
        "canonical": canonical_form(transformation).raw,
        "facts": _facts(transformation),
        "components": list(_parts(transformation.nodes)),
        "warnings": list(advice(transformation)),
    }
    if asset is not None:
        explained |= _outcome(transformation, extension, asset, client or Client(), lookup)
    return explained


def _outcome(
    transformation: Transformation,
    extension: str | None,
    asset: AssetFacts,
    client: Client,
    lookup: Lookup,
) -> dict[str, Any]:
    try:
        derivation = derive(transformation, extension, asset, client, lookup)
    except (NotRenderedYet, NotEncoded) as error:
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
    canonical = canonical_form(transformation)
    found: set[str] = set()
    for component in canonical.components:
        for declaration, value in component.declared():
            found |= declaration.traits(value).facts
            found |= facts_behind(declaration.grammar.needs(value))
    for condition in _conditions(canonical.nodes):
        found |= facts_behind(condition.needs)
    return sorted(found)


def facts_behind(names: Iterable[str]) -> frozenset[str]:
    """Give the facts that characteristics of an image are answered from."""
    return frozenset(_FACTS[name] for name in names if name in _FACTS)


def _conditions(nodes: Iterable[Node]) -> Iterator[Condition]:
    for node in nodes:
        match node:
            case Conditional():
                yield node.condition
                yield from _conditions(node.nodes + node.otherwise)
            case LayerBlock():
                yield from _conditions(node.inner)


def _parts(nodes: Iterable[Node]) -> Iterator[dict[str, Any]]:
    """Describe everything in its order, conditions and their ends too."""
    for node in nodes:
        match node:
            case Component():
                yield _component(node)
            case Conditional():
                yield _described(f"if_{node.condition.text}", [(CONDITION, node.condition)])
                yield from _parts(node.nodes)
                if node.otherwise:
                    yield _described("if_else", [(CONDITION, Marker.ELSE)])
                    yield from _parts(node.otherwise)
                yield _described("if_end", [(CONDITION, Marker.END)])
            case LayerBlock():
                yield _component(node.opener)
                yield from _parts(node.inner)
                if node.closer is not None:
                    yield _component(node.closer)


def _component(component: Component) -> dict[str, Any]:
    return _described(component.raw, component.declared())


def _described(text: str, values: Iterable[tuple[Declaration[Any], Any]]) -> dict[str, Any]:
    return {
        "text": text,
        "parameters": [
            {
                "key": declaration.key,
                "name": declaration.name,
                "role": _role(declaration, value),
                "value": declaration.grammar.text(value),
                "meaning": _meaning(declaration, value),
            }
            for declaration, value in values
        ],
    }


def _role(declaration: Declaration[Any], value: Any) -> str:
    roles = {flag.role for flag in _flags(value)}
    return (roles.pop() if len(roles) == 1 else declaration.role).value


def _meaning(declaration: Declaration[Any], value: Any) -> str:
    """Say what a value means: words of a choice, effects and flags have sentences of their own."""
    sentences = [flag.sentence for flag in _flags(value)]
    match value:
        case Option():
            sentences.append(value.sentence)
        case Applied():
            sentences.append(value.effect.sentence)
    return " ".join(sentences) or declaration.sentence


def _flags(value: Any) -> list[Flag]:
    if not isinstance(value, frozenset):
        return []
    return sorted((each for each in value if isinstance(each, Flag)), key=lambda flag: flag.name)


def _derived(derivation: Derivation, size: Size) -> dict[str, Any]:
    steps = []
    for step in derivation.plan.steps:
        after = size_after(step, size)
        steps.append(_step(step) | {"size": None if after is None else [after.width, after.height]})
        size = after or size
    output = derivation.plan.output
    return {
        "fingerprint": derivation.fingerprint,
        "folded": derivation.leaf.transformation,
        "format": derivation.leaf.format or None,
        "quality": output.quality,
        "chroma": output.chroma,
        "animated": output.animated,
        "width": derivation.plan.width or None,
        "height": derivation.plan.height or None,
        "vary": list(derivation.vary),
        "cost": derivation.cost.name.lower(),
        "original": derivation.original,
        "steps": steps,
    }


def _step(step: Step) -> dict[str, Any]:
    arguments = {field.name: getattr(step, field.name) for field in fields(step)}
    return {
        "step": type(step).__name__.lower(),
        "arguments": {name: _plain(value) for name, value in arguments.items()},
    }


def _plain(value: Any) -> Any:
    """Give a value as JSON has it: colours as text, the picture of a layer as its steps."""
    match value:
        case tuple() | list():
            return tuple(map(_plain, value))
        case Colour():
            return colour_text(value)
        case Draft():
            return [_step(step) for step in value.steps]
        case _ if is_dataclass(value):
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value
