"""Finishing: from the last scene and what it is encoded as to the whole render plan."""

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Final

from planner.canonical.delivery import delivery_of
from planner.canonical.form import canonical_form
from planner.colour import WHITE
from planner.effects.art import VECTORIZE
from planner.encoding import as_written, output
from planner.errors import TransformationError
from planner.facts import DOCUMENTS, AssetFacts, Client
from planner.geometry.values import Size
from planner.language.component import Component, compose
from planner.language.tree import Node, flat
from planner.layers.assets import Lookup, layer_facts, nothing_asked
from planner.limits import MAXIMUM_ANIMATED_PIXELS, MAXIMUM_FRAMES
from planner.output import choose
from planner.parameters.colour_space import COLOUR_SPACE
from planner.parameters.flags import FLAGS
from planner.parameters.format import DRAWING, FORMAT, PNG, Format, format_named, opened_format
from planner.parameters.quality import Quality
from planner.plan import Output, OwnProfile, RenderPlan
from planner.planning.drafting import Ending, Waiting, delivered_before, draft_of
from planner.planning.places import Here
from planner.planning.scene import Scene
from planner.steps import ApplyEffect, Crop, Flatten, Resize
from planner.transformation import of_nodes

#: The format whose files hold images among other things.
_WITH_IMAGES: Final = "pdf"


@dataclass(frozen=True, slots=True)
class Finish:
    """What is done at the very end for an encoding, of ``frames`` frames."""

    encoding: Format
    frames: int

    def __call__(self, scene: Scene, nodes: tuple[Node, ...] = ()) -> Ending:
        """Hold the last scene to what its encoding can, and give it what that needs."""
        del nodes
        _check_frames(scene, self.frames)
        _check_sides(scene, self.encoding)
        if scene.transparent and not self.encoding.alpha:
            return Ending(scene.then(Flatten(WHITE)).covered())
        return Ending(scene)


@dataclass(frozen=True, slots=True)
class LateFinish:
    """What is done at the very end, for an encoding that the picture decides."""

    facts: AssetFacts
    lookup: Lookup = field(compare=False)

    def __call__(self, scene: Scene, nodes: tuple[Node, ...]) -> Ending:
        """Choose the encoding that the nodes come to, and finish the last scene for it."""
        last = delivery_of(canonical_form(of_nodes(nodes)).nodes)
        choice = choose(last, None, self.facts, Client(), scene)
        # Who has asked for a picture's say has looked at what is known of the asset.
        encoding = opened_format(last.get(FORMAT)) or choice.format
        finish, encoded = _encoded(
            scene, encoding, choice.quality, self.facts, last, lookup=self.lookup
        )
        return replace(finish(scene), output=encoded)


def render_plan(
    scene: Scene,
    encoding: Format,
    quality: Quality,
    facts: AssetFacts,
    delivery: Component,
    *,
    lookup: Lookup = nothing_asked,
) -> RenderPlan:
    """Plan a scene of an asset for one encoding; ``delivery`` says how it is written.

    What is animated stays so where the format can; others take its first frame. What is still
    transparent is laid on white where the format cannot be. lookup: gives the assets of layers
    that are still to be planned, and the colour profile. Raises TransformationError for what is too
    large for the format, or in all its frames; ReferenceNotFound for a profile that is missing.
    """
    finish, encoded = _encoded(scene, encoding, quality, facts, delivery, lookup=lookup)
    waiting = Waiting(scene, Here(scene, facts, lookup), finish)
    return _planned(waiting, encoded, facts)


def late_plan(
    scene: Scene, nodes: tuple[Node, ...], facts: AssetFacts, *, lookup: Lookup = nothing_asked
) -> RenderPlan:
    """Plan a scene whose nodes decide on the encoding when the picture has told its size.

    What may be animated is drawn so. Where the size is known by now, so is all the rest. Raises
    as `render_plan`.
    """
    known = delivered_before(nodes)
    waiting = Waiting(scene, Here(scene, facts, lookup), LateFinish(facts, lookup), known)
    chosen = choose(delivery_of(known), None, facts, Client(), scene)
    presumed = _presumed(nodes, chosen.format, scene, facts)
    encoded = output(
        presumed,
        chosen.quality,
        compose({}),
        animated=scene.frames_at_last > 1 and presumed.animated,
        plays=scene.plays,
        apart=_made(scene, facts),
    )
    return _planned(waiting, encoded, facts)


def _presumed(nodes: tuple[Node, ...], chosen: Format, scene: Scene, facts: AssetFacts) -> Format:
    """Give a format that a scene is drawn for: one with all frames or pages, if it may become one.

    None that it may become is a drawing, as only a drawing of a known size stays one.
    """
    components = tuple(flat(nodes))
    said = delivery_of(components)
    asked = (component.get(FORMAT) for component in components)
    named = (format_named(one.name) for one in asked if one is not None)
    written = [
        as_written(one, said, original=facts.format) for one in (chosen, *filter(None, named))
    ]
    moving = (one for one in written if one.animated and scene.frames_at_last > 1)
    paged = (one for one in written if one.paged and facts.format in DOCUMENTS)
    pixels = (one for one in written if not one.drawing)
    return next(chain(moving, paged, pixels), PNG)


def _encoded(
    scene: Scene,
    encoding: Format,
    quality: Quality,
    facts: AssetFacts,
    delivery: Component,
    *,
    lookup: Lookup,
) -> tuple[Finish, Output]:
    """Give what is done at the end for an encoding, and how it is encoded."""
    encoding = as_written(encoding, delivery, original=facts.format)
    frames = scene.frames_at_last
    animated = frames > 1 and encoding.animated
    made = _made(scene, facts)
    if made and not animated:
        raise TransformationError(
            f"e_zoompan makes an animation, which {encoding.name} does not hold",
            parameter=FORMAT.key,
            expected="f_gif, f_webp, or f_png with fl_apng",
        )
    if encoding.drawing:
        _check_drawing(scene, facts)
    if scene.replacing is not None and facts.format != _WITH_IMAGES:
        raise TransformationError(
            f"Nothing in a file of the format {facts.format} is an image to be replaced",
            parameter=FLAGS.key,
            expected="fl_layer_apply alone, or a document in PDF for fl_replace_image",
        )
    encoded = output(
        encoding,
        quality,
        delivery,
        animated=animated,
        plays=scene.plays,
        apart=made,
        own_profile=_own_profile(delivery, lookup),
    )
    return Finish(encoding, frames if animated else 1), encoded


def _made(scene: Scene, facts: AssetFacts) -> bool:
    """Whether a scene has frames that its asset has not."""
    return scene.frames_at_last > 1 and not facts.animated


def _planned(waiting: Waiting, encoded: Output, facts: AssetFacts) -> RenderPlan:
    draft = draft_of(waiting, Size(facts.width, facts.height))
    return RenderPlan(
        steps=draft.steps,
        output=draft.output or encoded,
        width=draft.width,
        height=draft.height,
        rest=draft.rest,
        replacing=waiting.scene.replacing,
    )


def _own_profile(delivery: Component, lookup: Lookup) -> OwnProfile | None:
    space = delivery.get(COLOUR_SPACE)
    if space is None or not space.profile:
        return None
    (found,) = layer_facts((delivery,), lookup).values()
    return OwnProfile(space.public_id, found.of_content())


def _check_drawing(scene: Scene, facts: AssetFacts) -> None:
    """A drawing stays one while it is only scaled and cropped; tracing makes one of a picture."""
    drawing = facts.format == DRAWING
    for step in scene.steps:
        if isinstance(step, ApplyEffect) and step.effect == VECTORIZE.name:
            drawing = True
        elif not isinstance(step, Resize | Crop):
            drawing = False
    if not drawing:
        raise TransformationError(
            "Only an SVG or a tracing that is scaled or cropped stays a drawing",
            parameter=FORMAT.key,
            expected="e_vectorize, a format of pixels such as f_png, or fl_rasterize",
        )


def _check_frames(scene: Scene, frames: int) -> None:
    if frames > MAXIMUM_FRAMES:
        raise TransformationError(
            f"The animation would have {frames} frames",
            expected=f"at most {MAXIMUM_FRAMES} frames",
        )
    if scene.largest * frames > MAXIMUM_ANIMATED_PIXELS:
        raise TransformationError(
            f"The animation would have {scene.largest} pixels in each of {frames} frames",
            expected=f"at most {MAXIMUM_ANIMATED_PIXELS} pixels in all frames; c_limit before "
            "what enlarges it makes fewer",
        )


def _check_sides(scene: Scene, encoding: Format) -> None:
    longest = max(scene.size.width, scene.size.height)
    if longest > encoding.longest_side:
        raise TransformationError(
            f"An image of {scene.size.width} x {scene.size.height} pixels is too large for "
            f"{encoding.name}",
            parameter=FORMAT.key,
            expected=f"at most {encoding.longest_side} pixels a side",
        )
    if encoding.most_pixels and scene.size.width * scene.size.height > encoding.most_pixels:
        raise TransformationError(
            f"An image of {scene.size.width} x {scene.size.height} pixels is too large for "
            f"{encoding.name}",
            parameter=FORMAT.key,
            expected=f"at most {encoding.most_pixels} pixels, by c_limit, or f_webp or f_jpg",
        )
