"""Layering: a layer's own picture, and where it comes to lie on the image."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from planner.errors import NotRenderedYet, TransformationError
from planner.facts import DOCUMENTS, AssetFacts, ContentFacts, Rectangle
from planner.flags.layers import REGION_RELATIVE, REPLACE_IMAGE, TEXT_NO_TRIM
from planner.geometry.gravity import COMPASS
from planner.geometry.lengths import Ruler
from planner.geometry.rounding import exact, half_up
from planner.geometry.values import Size
from planner.language.areas import Areas
from planner.language.quoting import quoted, shortened
from planner.language.tree import LayerBlock, flat
from planner.layers.assets import Lookup, layer_facts
from planner.layers.blocks import arranged
from planner.layers.layer_plan import LayerPlan, layer_plan
from planner.layers.parts import CUTTER, UNDERLAY_KEY, has_flag, source_of
from planner.layers.placement import canvas
from planner.layers.setting import TextSetting
from planner.layers.sources import Kind, LookupTable, Remote, Stored, Text
from planner.layers.styles import StyleTemplate, TextStyle
from planner.opening import opened
from planner.parameters.gravity import GRAVITY
from planner.parameters.page import PAGE
from planner.planning.components import check_drawn
from planner.planning.drafting import Artist, Waiting, draft_of
from planner.planning.scene import Scene
from planner.planning.setting import setting_of
from planner.planning.sought import rectangles
from planner.planning.stored import NOTHING
from planner.source_views import AS_IT_IS, Opening
from planner.steps import ApplyLayer, ApplyTable, Draft, Placement

#: Flags and blends with which the layer changes the image, and never its canvas.
_CUTTING: Final = frozenset({CUTTER, "cut_out", "mask"})
_DISPLACE: Final = "displace"
_WITHIN: Final = _CUTTING | {_DISPLACE}

#: The blend that is another one on each image.
_VARIED: Final = "anti_removal"

#: How far `displace` moves pixels at most, before the device pixel ratio.
_FARTHEST: Final = 999


def layer_scene(block: LayerBlock, base: Scene, lookup: Lookup, *, folded: bool = False) -> Scene:
    """Give the scene of what a layer shows, before anything is done to it.

    Lengths and sides of the original are those of the base. Of words only their picture tells the
    size. A lookup table shows nothing: its scene is the base's. Which page of a file is opened is
    known once the layer is ``folded``; before that it is supposed to be the first.
    Raises ReferenceNotFound, NotRenderedYet and TransformationError naming the component.
    """
    _, source = source_of(block.opener)
    if isinstance(source, LookupTable):
        return base
    # Of a style that waits for a size, too, it is known that words are set in it.
    waits = isinstance(source, Text) and isinstance(source.style, StyleTemplate)
    try:
        shown = None if waits else _shown(block, base, lookup)
    except TransformationError as error:
        raise error.within(shortened(block.opener.raw)) from error
    if shown is None or isinstance(shown, TextSetting):
        scene = replace(base.supposed(), size=Size(1, 1), largest=1, late=True, stored=NOTHING)
        scene = scene.shown_through()
    else:
        seen = _opened(block, shown)[0] if folded else shown
        scene = Scene.of(seen, pixel_ratio=base.pixel_ratio)
    areas = _areas(block, base)
    region = Size(*areas[0][2:]) if areas else None
    return replace(scene, original=base.original, start=scene.size, base=base.size, region=region)


def differs(block: LayerBlock) -> bool:
    """Whether what a layer shows may be another picture on each of several areas."""
    divided = arranged(block)
    gravity = divided.closer.get(GRAVITY) if divided.closer is not None else None
    several = isinstance(gravity, Areas) and len(gravity.each) > 1
    return several and any(
        has_flag(each, REGION_RELATIVE.name) for each in flat((divided.opener, *divided.inner))
    )


def layered(
    block: LayerBlock, base: Scene, lookup: Lookup, artist: Artist, variation: str
) -> Scene:
    """Lay a layer, whose variables and conditions are folded, on a base.

    variation: tells the base's asset from all others, for blends that are to differ.
    On areas one copy is laid on each, its middle on that of the area. Of words, whose size only
    their picture tells, several copies never let the canvas grow.
    Raises ReferenceNotFound, NotRenderedYet and TransformationError naming the component.
    """
    try:
        for component in (block.opener, block.closer):
            if component is not None:
                check_drawn(component)
        _, source = source_of(block.opener)
        if isinstance(source, LookupTable):
            (table,) = layer_facts((replace(block, inner=()),), lookup).values()
            return base.then(ApplyTable(table.of_content()))
        return _laid(block, base, lookup, artist, variation)
    except TransformationError as error:
        raise error.within(shortened(block.opener.raw)) from error


def _laid(block: LayerBlock, base: Scene, lookup: Lookup, artist: Artist, variation: str) -> Scene:
    """Lay one copy of a layer, or one on each of its areas."""
    if replaces(block):
        return _replacing(block, base, lookup, artist)
    scene, (left, top) = base, (0, 0)
    areas = _areas(block, base)
    for area in areas or (None,):
        copy = _copy(block, base, lookup, artist, area)
        step = replace(copy.step, variation=variation if copy.step.blend == _VARIED else "")
        if area is not None:
            # What was laid before may have let the canvas grow, and moved what is on it.
            moved = (area[0] + left, area[1] + top, *area[2:])
            grows = step.placement.grows and not (copy.picture.late and len(areas) > 1)
            step = replace(step, placement=replace(step.placement, region=moved, grows=grows))
        if not copy.picture.late:
            held = canvas(scene.size, copy.picture.size, step.placement)
            step = replace(step, width=held.size.width, height=held.size.height)
            left, top = left + held.base[0], top + held.base[1]
        elif not step.placement.grows:
            step = replace(step, width=scene.size.width, height=scene.size.height)
        scene = _looking(step, copy.picture, scene)
    return scene


def replaces(block: LayerBlock) -> bool:
    """Whether a layer takes the place of an image in a document."""
    closer = arranged(block).closer
    return closer is not None and has_flag(closer, REPLACE_IMAGE.name)


def _replacing(block: LayerBlock, base: Scene, lookup: Lookup, artist: Artist) -> Scene:
    """Put a layer in the place of the first image of the document, at the size it has there."""
    plan = layer_plan(block, lookup)
    application = plan.application
    beside = (
        ("fl", application.flags - {REPLACE_IMAGE.name}),
        ("e", application.blend),
        ("g", application.gravity),
        ("x", application.x),
        ("y", application.y),
        (UNDERLAY_KEY, plan.under),
    )
    for key, said in beside:
        if said:
            raise TransformationError(
                "fl_replace_image says all of where and how a layer lies",
                parameter=key,
                expected="fl_layer_apply.replace_image alone, of an overlay",
            )
    if base.base is not None:
        raise TransformationError(
            "fl_replace_image replaces an image of the document itself, not of a layer",
            parameter="fl",
            expected="a layer that lies on no other layer",
        )
    return replace(base, replacing=_copy(block, base, lookup, artist, None).step)


@dataclass(frozen=True, slots=True)
class _Copy:
    """A layer's picture for one of the areas that it lies on, and how it is laid there."""

    picture: Scene
    step: ApplyLayer


def _copy(
    block: LayerBlock, base: Scene, lookup: Lookup, artist: Artist, area: Rectangle | None
) -> _Copy:
    """Draw a layer for an area of its base, whose size it may depend on, or for none."""
    beginning = layer_scene(block, base, lookup, folded=True)
    if area is not None:
        beginning = replace(beginning, region=Size(*area[2:]))
    plan = layer_plan(block, lookup)
    picture = artist.drawing(plan.inner, beginning).scene
    draft = draft_of(Waiting(picture, artist), beginning.size)
    shown = _shown(block, base, lookup)
    step = _step(plan, shown, draft, base)
    if isinstance(shown, AssetFacts):
        opening = _opened(block, shown)[1]
        step = replace(step, opening=None if opening == AS_IT_IS else opening)
    return _Copy(picture, step)


def _areas(block: LayerBlock, base: Scene) -> tuple[Rectangle, ...]:
    """Give the areas that a layer lies on, in pixels of its base; none where it lies elsewhere."""
    closer = arranged(block).closer
    gravity = closer.get(GRAVITY) if closer is not None else None
    return rectangles(gravity, base.size) if isinstance(gravity, Areas) else ()


def _shown(block: LayerBlock, base: Scene, lookup: Lookup) -> AssetFacts | TextSetting:
    _, source = source_of(block.opener)
    match source:
        case Text():
            values = dict(block.opener.values)
            return setting_of(
                source,
                values,
                base,
                trimmed=TEXT_NO_TRIM not in values.get("fl", ()),
                font=_font(block, source, lookup),
            )
        case Stored(kind=Kind.IMAGE) | Remote(kind=Kind.IMAGE):
            (found,) = layer_facts((replace(block, inner=()),), lookup).values()
            return found
        case _:
            raise NotRenderedYet(f"Layers such as {quoted(block.opener.raw)} are not rendered yet")


def _opened(block: LayerBlock, shown: AssetFacts) -> tuple[AssetFacts, Opening]:
    """Give an image as a layer opens it: one of its pages, of animations the first frame.

    block: with nothing left to decide but by the picture.
    """
    seen, opening = opened(arranged(block).inner, shown)
    if shown.format in DOCUMENTS and opening.pages:
        raise TransformationError(
            f"A layer shows one page, not {len(opening.pages)}",
            parameter=PAGE.key,
            expected="one page, in a layer of its own for each",
        )
    return seen, opening


def _font(block: LayerBlock, text: Text, lookup: Lookup) -> ContentFacts | None:
    """Give the stored file that a text's style names, if it names one."""
    if not isinstance(text.style, TextStyle):
        return None
    for found in layer_facts((replace(block, inner=()),), lookup).values():
        return found.of_content()
    return None


def _looking(step: ApplyLayer, picture: Scene, base: Scene) -> Scene:
    """Give the scene after a layer, with what of it may be transparent."""
    scene = base.then(step)
    if step.blend in _CUTTING:
        return scene.shown_through()
    covers = not picture.late and _covers(step, picture, base)
    grown = (step.width, step.height) != (base.size.width, base.size.height)
    if grown and not covers:
        return scene.shown_through(wanted=False)
    return scene.covered() if step.under and covers else scene


def _step(
    plan: LayerPlan, shown: AssetFacts | TextSetting, draft: Draft, base: Scene
) -> ApplyLayer:
    application = plan.application
    blend = CUTTER if CUTTER in application.flags else ""
    blend = application.blend.effect.name if application.blend else blend
    tiled = "tiled" in application.flags
    ruler = Ruler(base.size, base.original, exact(base.pixel_ratio))
    x = Fraction(0) if application.x is None else ruler.measure(application.x, "width")
    y = Fraction(0) if application.y is None else ruler.measure(application.y, "height")
    moves = blend != _DISPLACE
    if not moves:
        _check_strength(plan, base)
    return ApplyLayer(
        source=shown if isinstance(shown, TextSetting) else shown.of_content(),
        draft=draft,
        placement=Placement(
            gravity=_gravity(plan),
            x=float(x) if moves else 0.0,
            y=float(y) if moves else 0.0,
            grows=not (tiled or "no_overflow" in application.flags or blend in _WITHIN),
        ),
        width=0,
        height=0,
        # What cuts or moves the image's pixels has no place above or below it.
        under=plan.under and blend not in _WITHIN,
        tiled=tiled,
        overflows="text_disallow_overflow" not in application.flags,
        blend=blend,
        arguments=application.blend.arguments if application.blend else (),
        strength=(0.0, 0.0) if moves else (float(x), float(y)),
    )


def _check_strength(plan: LayerPlan, base: Scene) -> None:
    ruler = Ruler(base.size, base.original, Fraction(1))
    x, y = plan.application.x, plan.application.y
    far = {
        "x": Fraction(0) if x is None else ruler.measure(x, "width"),
        "y": Fraction(0) if y is None else ruler.measure(y, "height"),
    }
    for key, pixels in far.items():
        if abs(pixels) > _FARTHEST:
            raise TransformationError(
                f"e_{_DISPLACE} does not move pixels by {half_up(pixels)}",
                parameter=key,
                expected=f"{key}_ from -{_FARTHEST} to {_FARTHEST} pixels",
            )


def _gravity(plan: LayerPlan) -> str:
    """Give the point of the compass; an area, found or not found yet, is centred on."""
    gravity = plan.application.gravity
    name: str = "" if gravity is None else gravity.name
    return name if name in COMPASS else "center"


def _covers(step: ApplyLayer, picture: Scene, base: Scene) -> bool:
    """Whether a layer of a known size leaves nothing of the canvas empty."""
    if step.tiled:
        return not picture.transparent
    held = canvas(base.size, picture.size, step.placement)
    return held.size == picture.size and not picture.transparent
