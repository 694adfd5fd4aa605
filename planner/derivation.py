"""Derivation: from a transformation, an asset and a client to a derived asset's identity."""

from dataclasses import dataclass, replace
from typing import Final

from planner import negotiation
from planner.baselining import (
    baseline_of,
    behind,
    has_areas,
    joined,
    kept,
    revisions_of,
)
from planner.canonical.delivery import delivery_of, global_values
from planner.canonical.form import canonical_form
from planner.default_images import without_default_image
from planner.documents import opened_as, several, with_pages
from planner.encoding import GETINFO, flag
from planner.errors import NotRenderedYet, TransformationError
from planner.facts import AssetFacts, Client, ContentFacts
from planner.fingerprint import fingerprint
from planner.handing import AS_USUAL, Handing, handing
from planner.jobs import LayerAsset, Leaf
from planner.language.component import Component, compose
from planner.language.tree import Conditional, Node
from planner.late_choices import with_late_choices
from planner.layers.assets import Lookup, layer_facts, nothing_asked
from planner.naming.baselines import Baseline, blamed
from planner.opening import opened
from planner.output import Representation, choose, same_format
from planner.parameters.flags import FLAGS
from planner.parameters.format import DRAWING, FORMAT, format_named, opened_format, option_of
from planner.parameters.quality import LOSSLESS, QUALITY, Quality
from planner.parameters.sides import Breakpoints
from planner.plan import CostClass, Output, RenderPlan
from planner.planning.chain import drawn, folded
from planner.planning.finishing import late_plan, render_plan
from planner.planning.missing import missing_regions
from planner.planning.postponing import postpones_delivery
from planner.responsive.breakpoints import breakpoints, listing
from planner.responsive.transformations import settled_for
from planner.source_views import Opening
from planner.transformation import Transformation, of_nodes, reread

#: The format of what is told of an image in place of it.
TOLD: Final = "json"

#: The format of a leaf of which only the picture tells it; whoever made it says what it became.
UNTOLD: Final = ""


@dataclass(frozen=True, slots=True)
class Derivation:
    """A derived asset: what it is called, how it is made, and whom the answer suits.

    ``canonical`` is what was asked; ``leaf.transformation`` has what was negotiated written into
    it. ``revisions`` are those of the declarations used, by name; ``vary`` names the request
    headers that took part. ``handing`` is what was asked of the answer alone. ``original``:
    nothing is asked of the stored file, deliver it as it is; then there are no steps. ``missing``
    are the regions asked for that the asset does not have.
    """

    canonical: str
    fingerprint: str
    leaf: Leaf
    plan: RenderPlan
    revisions: tuple[tuple[str, int], ...]
    vary: tuple[str, ...]
    cost: CostClass
    original: bool = False
    handing: Handing = AS_USUAL
    missing: tuple[str, ...] = ()


def derive(
    transformation: Transformation,
    extension: str | None,
    facts: AssetFacts,
    client: Client,
    lookup: Lookup = nothing_asked,
) -> Derivation:
    """Derive for a client.

    extension: of the URL, without the dot; it asks for a format unless ``f_`` does. lookup: gives
    the assets of layers, each of which is part of the identity.
    Raises TransformationError for what cannot be drawn of this asset, or not be encoded;
    ReferenceNotFound naming the asset of a layer that is missing.
    """
    asked = canonical_form(without_default_image(transformation))
    canonical, handed = handing(asked)
    if not canonical.raw and _as_stored(extension, facts):
        return _untouched(facts, handed)
    begun = baseline_of(canonical)
    if begun is not None:
        base = _kept(begun, facts, lookup)
        result = kept(base.leaf, facts)
        rest = behind(canonical, lost=has_areas(facts) and not has_areas(result))
        made = derive(rest, extension, result, client, lookup)
        return replace(_continued(canonical, base, made, facts), handing=handed)
    asking = listing(canonical)
    if asking is not None:
        return _listed(canonical, asking, facts, handed)
    guarded = any(isinstance(node, Conditional) for node in asked.nodes)
    decided = folded(asked if guarded else canonical, facts, lookup)
    plain = decided.transformation
    if guarded or plain is not canonical:
        # What conditions guarded of how it is handed over counts in its place.
        plain, inside = handing(canonical_form(plain))
        handed = inside if guarded else handed
    settled, hints = settled_for(plain, facts, client)
    last = delivery_of(settled.nodes)
    seen, opening = opened(settled.nodes, facts)
    same = settled is canonical and seen is facts
    scene = decided.scene if same else drawn(settled, seen, lookup)
    if scene.late and postpones_delivery(settled.nodes):
        _check_named(handed)
        chosen, vary = with_late_choices(settled, extension, seen, client, scene)
        plan = _late_plan(chosen, seen, opening, lookup)
        name = TOLD if flag(last, GETINFO) else UNTOLD
    else:
        choice = choose(
            last,
            extension,
            seen,
            client,
            scene,
            named=handed.attachment is not None,
            paged=several(seen, opening),
        )

        def planning(page: AssetFacts) -> RenderPlan:
            shown = scene if page is seen else drawn(settled, page, lookup)
            return render_plan(shown, choice.format, choice.quality, page, last, lookup=lookup)

        plan = opened_as(planning, seen, opening)
        chosen = _with_choice(with_pages(settled, plan, opening), last, choice)
        vary = choice.vary
        name = TOLD if plan.output.info else choice.format.name
    revisions = revisions_of(chosen)
    beside = layer_facts(settled.nodes, lookup)
    layers = tuple(LayerAsset(name, found.of_content()) for name, found in beside.items())
    identity = fingerprint(facts, chosen.raw, name, revisions, beside.values())
    return Derivation(
        canonical=asked.raw,
        fingerprint=identity,
        leaf=Leaf(identity, chosen.raw, name, layers),
        plan=plan,
        revisions=revisions,
        vary=(*vary, *hints),
        cost=_cost(chosen),
        handing=handed,
        missing=missing_regions(canonical.nodes, facts),
    )


def _kept(begun: Baseline, facts: AssetFacts, lookup: Lookup) -> Derivation:
    """Derive what is kept of a named transformation; what is wrong with it, is with its name."""
    try:
        return derive(reread(begun.definition), None, facts, Client(), lookup)
    except TransformationError as error:
        raise blamed(error, begun) from error


def _continued(
    canonical: Transformation, base: Derivation, made: Derivation, facts: AssetFacts
) -> Derivation:
    """Derive what is made of a kept result, which is derived by itself."""
    if made.original:
        return replace(base, canonical=canonical.raw)
    whole = joined(base.leaf, made.leaf)
    layers = tuple(dict.fromkeys((*base.leaf.layers, *made.leaf.layers)))
    revisions = revisions_of(whole)
    beside = (AssetFacts.by_content(layer.content) for layer in layers)
    identity = fingerprint(facts, whole.raw, made.leaf.format, revisions, beside)
    return replace(
        made,
        canonical=canonical.raw,
        fingerprint=identity,
        leaf=Leaf(identity, whole.raw, made.leaf.format, layers),
        revisions=revisions,
        cost=max(base.cost, made.cost),
    )


def plan_leaf(leaf: Leaf, content: ContentFacts) -> RenderPlan:
    """Plan what a leaf names, as `derive` did. Raises TransformationError."""
    facts = AssetFacts.by_content(content)
    transformation = reread(leaf.transformation)
    asking = listing(transformation)
    if asking is not None:
        return _list(asking, facts)
    beside = {layer.name: AssetFacts.by_content(layer.content) for layer in leaf.layers}
    seen, opening = opened(transformation.nodes, facts)
    if postpones_delivery(transformation.nodes):
        return _late_plan(transformation, seen, opening, beside.get)
    last = delivery_of(transformation.nodes)
    asked = last.get(FORMAT)
    encoding = opened_format(asked) or format_named(
        asked.name if leaf.format == TOLD and asked else leaf.format
    )
    if encoding is None:
        raise TransformationError(f"This release does not encode {leaf.format}")
    quality = last.get(QUALITY) or Quality(number=LOSSLESS)

    def planning(page: AssetFacts) -> RenderPlan:
        scene = drawn(transformation, page, beside.get)
        return render_plan(scene, encoding, quality, page, last, lookup=beside.get)

    return opened_as(planning, seen, opening)


def leaf_revisions(leaf: Leaf) -> tuple[tuple[str, int], ...]:
    """Give the revisions of the declarations that this release would make a leaf with.

    They are those of its `Derivation`, if that was made by the same release. Raises
    TransformationError for what this release cannot read.
    """
    return revisions_of(reread(leaf.transformation))


def derive_all(
    transformation: Transformation,
    extension: str | None,
    facts: AssetFacts,
    lookup: Lookup = nothing_asked,
) -> tuple[Derivation, ...]:
    """Derive for every output class, each derived asset once.

    Raises TransformationError as `derive` does.
    """
    derivations = (
        derive(transformation, extension, facts, client, lookup)
        for client in negotiation.output_classes()
    )
    return tuple({derived.fingerprint: derived for derived in derivations}.values())


def _late_plan(
    written: Transformation, seen: AssetFacts, opening: Opening, lookup: Lookup
) -> RenderPlan:
    """Plan what decides on its delivery when the picture has told its size."""

    def planning(page: AssetFacts) -> RenderPlan:
        decided = folded(written, page, lookup)
        return late_plan(decided.scene, decided.transformation.nodes, page, lookup=lookup)

    plan = opened_as(planning, seen, opening)
    if plan.further:
        raise NotRenderedYet(
            "How several pages are delivered cannot wait for a size that only a picture tells",
            parameter=FORMAT.key,
            expected="one page by pg_, or f_ that depends on no w, h or ar behind e_trim, a text "
            "or another size that is not known before",
        )
    return plan


def _check_named(handed: Handing) -> None:
    """Refuse to save a result whose format, and with it the end of its name, nobody knows yet."""
    if handed.attachment is not None:
        raise NotRenderedYet(
            "fl_attachment names a file by its format, which only the picture tells",
            parameter=FLAGS.key,
            expected="f_ that depends on no w, h or ar behind e_trim, a text or another size that "
            "is not known before",
        )


def _as_stored(extension: str | None, facts: AssetFacts) -> bool:
    """Whether the stored file is what is asked for; drawings are never delivered unsanitised."""
    same = extension is None or same_format(extension, facts.format)
    return same and facts.format != DRAWING


def _untouched(facts: AssetFacts, handed: Handing) -> Derivation:
    """Give the stored file as its own derivation."""
    identity = fingerprint(facts, "", "", ())
    output = Output(facts.format, quality=LOSSLESS, animated=facts.animated)
    return Derivation(
        canonical="",
        fingerprint=identity,
        leaf=Leaf(identity, "", facts.format),
        plan=RenderPlan((), output, facts.width, facts.height),
        revisions=(),
        vary=(),
        cost=CostClass.CHEAP,
        original=True,
        handing=handed,
    )


def _listed(
    canonical: Transformation, asking: Breakpoints, facts: AssetFacts, handed: Handing
) -> Derivation:
    """Give the widths that are worth making as a derived asset of their own."""
    revisions = revisions_of(canonical)
    identity = fingerprint(facts, canonical.raw, TOLD, revisions)
    return Derivation(
        canonical=canonical.raw,
        fingerprint=identity,
        leaf=Leaf(identity, canonical.raw, TOLD),
        plan=_list(asking, facts),
        revisions=revisions,
        vary=(),
        cost=CostClass.CHEAP,
        handing=handed,
    )


def _list(asking: Breakpoints, facts: AssetFacts) -> RenderPlan:
    widths = ",".join(str(width) for width in breakpoints(asking, facts))
    said = f'{{"breakpoints":[{widths}]}}'
    return RenderPlan((), Output(TOLD, LOSSLESS), facts.width, facts.height, said=said)


def _with_choice(
    canonical: Transformation, last: Component, chosen: Representation
) -> Transformation:
    """Write format and quality into a canonical transformation, and how it is delivered at its end.

    What of that stands before a condition goes there, too: nothing in conditions overrules it.
    """
    before = (node for node in canonical.nodes if not _delivers(node))
    values = dict(last.values) | {FORMAT.key: option_of(chosen.format)}
    values.pop(QUALITY.key, None)
    quality = chosen.quality
    if chosen.format.qualities or quality.level or quality.number != LOSSLESS:
        values[QUALITY.key] = quality
    return of_nodes((*before, compose(values)))


def _delivers(node: Node) -> bool:
    """Whether a component says how the result is delivered; canonical ones say nothing beside."""
    return isinstance(node, Component) and bool(global_values(node))


def _cost(transformation: Transformation) -> CostClass:
    return max(
        declaration.traits(value).cost
        for component in transformation.components
        for declaration, value in component.declared()
    )
