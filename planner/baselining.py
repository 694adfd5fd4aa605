"""Baselining: chains that begin with the kept result of a named transformation.

That result is a derived asset like any other, in the format that its transformation names; the
rest is made of it, as if it were an original. So the bytes are the same whether it was there or
not, and what is asked of the first picture (``iw``, ``pc``) is asked of the kept result.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from planner.canonical.delivery import delivery_of
from planner.documents import opened_as, sheets, sides_of
from planner.errors import NotRenderedYet, TransformationError
from planner.facts import AssetFacts, ContentFacts
from planner.fingerprint import fingerprint
from planner.jobs import Leaf
from planner.language.component import Component, compose
from planner.language.quoting import shortened
from planner.language.tree import Conditional, LayerBlock, Node
from planner.layers.assets import layer_facts
from planner.naming.baselines import Baseline
from planner.opening import opened
from planner.parameters.baseline import BASELINE
from planner.parameters.format import format_named
from planner.parameters.quality import QUALITY, Quality
from planner.plan import RenderPlan
from planner.planning.chain import drawn
from planner.planning.finishing import render_plan
from planner.planning.inheriting import with_areas_of
from planner.transformation import Transformation, of_nodes, reread

#: Characteristics that are asked of a file's bytes, which a kept result has not yet, and its paths.
_OF_THE_BYTES: Final = frozenset({"idn", "ils", "tar", "paths"})

#: Facts that are areas of an asset, and characteristics that count or name those.
_OF_AREAS: Final = frozenset({"faces", "regions", "coordinates", "fc", "rc", "rn", "ccc"})


@dataclass(frozen=True, slots=True)
class Continuation:
    """A derived asset that is made of a kept result.

    ``baseline`` is that result, made of the original; ``rest`` is made of it, of which
    ``content`` is known, but for its width and height where only its picture tells them.
    """

    baseline: Leaf
    content: ContentFacts
    rest: Leaf


def baseline_of(transformation: Transformation) -> Baseline | None:
    """Give the baseline that a transformation begins with, if it does, with its definition."""
    first = transformation.nodes[0] if transformation.nodes else None
    baseline = first.get(BASELINE) if isinstance(first, Component) else None
    return None if baseline is None or not baseline.definition else baseline


def behind(transformation: Transformation, *, lost: bool) -> Transformation:
    """Give what is done with the kept result.

    lost: whether nobody knows where the areas of the original lie in it. Raises NotRenderedYet for
    what reads those then, and for what is asked of the bytes of a file.
    """
    rest = of_nodes(transformation.nodes[1:])
    for written, wanted in _wanted(rest.nodes):
        for name in sorted(wanted & (_OF_THE_BYTES | (_OF_AREAS if lost else frozenset()))):
            told = "the areas of the original" if name in _OF_AREAS else "the bytes of a file"
            raise NotRenderedYet(
                f"What {told} tell ({name}) is not known behind this baseline",
                component=shortened(written),
                parameter=BASELINE.key,
            )
    return rest


def _wanted(nodes: Iterable[Node]) -> Iterator[tuple[str, frozenset[str]]]:
    """Give what components and conditions read."""
    for node in nodes:
        match node:
            case Component():
                for declaration, value in node.declared():
                    read = declaration.traits(value).facts
                    yield node.raw, read | frozenset(declaration.grammar.needs(value))
            case Conditional():
                yield node.raw, frozenset(node.condition.needs)
                yield from _wanted((*node.nodes, *node.otherwise))
            case LayerBlock():
                yield from _wanted((node.opener, *node.inner))


def joined(baseline: Leaf, rest: Leaf) -> Transformation:
    """Give the transformation of what is made of a kept result. Raises TransformationError."""
    beginning = compose({BASELINE.key: Baseline(definition=baseline.transformation)})
    return reread("/".join(filter(None, [beginning.raw, rest.transformation])))


def kept(baseline: Leaf, facts: AssetFacts) -> AssetFacts:
    """Give what is known of a kept result before it is made, from what is of its original.

    It goes by the identity of the asset that it is of. What people said of that holds for it, too,
    and areas lie where they have come to. Raises NotRenderedYet where only the picture tells its
    format.
    """
    beside = {layer.name: AssetFacts.by_content(layer.content) for layer in baseline.layers}
    transformation = reread(baseline.transformation)
    seen, opening = opened(transformation.nodes, facts)
    scene = drawn(transformation, seen, beside.get)
    if not baseline.format:
        raise NotRenderedYet(
            "The format of a baseline cannot depend on what only its picture tells",
            parameter=BASELINE.key,
        )
    encoding = format_named(baseline.format)
    if encoding is None:
        raise TransformationError(f"This release does not encode {baseline.format}")
    last = delivery_of(transformation.nodes)
    quality = last.get(QUALITY) or Quality(number=1)

    def planning(page: AssetFacts) -> RenderPlan:
        shown = scene if page is seen else drawn(transformation, page, beside.get)
        return render_plan(shown, encoding, quality, page, last, lookup=beside.get)

    plan = opened_as(planning, seen, opening)
    sized = plan.rest is None and not any(draft.rest for draft in plan.further)
    if plan.further and not sized:
        raise NotRenderedYet(
            "A baseline of several pages of which only the picture tells the size is understood, "
            "but not drawn yet",
            parameter=BASELINE.key,
        )
    pages = sheets(plan, seen) if sized else (scene.size,)
    content = replace(
        facts.of_content(),
        format=baseline.format,
        width=pages[0].width,
        height=pages[0].height,
        pages=scene.frames_at_last if plan.output.animated else len(pages),
        has_alpha=scene.wants_alpha and encoding.alpha,
        bytes=0,
        orientation=1,
        page_sizes=sides_of(pages),
    )
    behind_it = replace(
        AssetFacts.by_content(content),
        public_id=facts.public_id,
        tags=facts.tags,
        context=facts.context,
        metadata=facts.metadata,
        sized=sized,
    )
    return with_areas_of(scene, behind_it) or behind_it


def has_areas(facts: AssetFacts) -> bool:
    """Whether any areas of an asset are known."""
    return bool(facts.custom_coordinates or facts.regions or facts.faces)


def continuation(leaf: Leaf, content: ContentFacts) -> Continuation | None:
    """Take a leaf apart that is made of a kept result; None for one made of the original.

    content: of the original. Raises TransformationError for what this release cannot read.
    """
    if not leaf.transformation.startswith(f"{BASELINE.key}_"):
        return None
    transformation = reread(leaf.transformation)
    begun = baseline_of(transformation)
    if begun is None:
        return None
    definition = begun.definition
    written = reread(definition)
    beside = {layer.name: AssetFacts.by_content(layer.content) for layer in leaf.layers}
    named = layer_facts(written.nodes, beside.get)
    encoding = delivery_of(written.nodes)
    name = next(value.name for key, value in encoding.values if key == "f")
    identity = fingerprint(
        AssetFacts.by_content(content), definition, name, revisions_of(written), named.values()
    )
    layers = tuple(layer for layer in leaf.layers if layer.name in named)
    baseline = Leaf(identity, definition, name, layers)
    rest = of_nodes(transformation.nodes[1:])
    behind_it = kept(baseline, AssetFacts.by_content(content)).of_content()
    return Continuation(baseline, behind_it, replace(leaf, transformation=rest.raw))


def revisions_of(transformation: Transformation) -> tuple[tuple[str, int], ...]:
    """Give the revisions of the declarations that a transformation uses, also in its baseline."""
    used: dict[str, int] = {}
    for component in transformation.components:
        for declaration, value in component.declared():
            used.update(declaration.uses(value))
    begun = baseline_of(transformation)
    if begun is not None:
        used |= dict(revisions_of(reread(begun.definition)))
    return tuple(sorted(used.items()))
