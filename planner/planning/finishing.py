"""Finishing: from the last scene and what it is encoded as to the whole render plan."""

from dataclasses import dataclass
from typing import Final

from planner.colour import WHITE
from planner.effects.art import VECTORIZE
from planner.encoding import as_written, output
from planner.errors import TransformationError
from planner.facts import AssetFacts
from planner.geometry.values import Size
from planner.language.component import Component
from planner.layers.assets import Lookup, layer_facts, nothing_asked
from planner.limits import MAXIMUM_ANIMATED_PIXELS, MAXIMUM_FRAMES
from planner.parameters.colour_space import COLOUR_SPACE
from planner.parameters.flags import FLAGS
from planner.parameters.format import DRAWING, FORMAT, Format
from planner.parameters.quality import Quality
from planner.plan import OwnProfile, RenderPlan
from planner.planning.drafting import Waiting, draft_of
from planner.planning.places import Here
from planner.planning.scene import Scene
from planner.steps import ApplyEffect, Crop, Flatten, Resize

#: The format whose files hold images among other things.
_WITH_IMAGES: Final = "pdf"


@dataclass(frozen=True, slots=True)
class Finish:
    """What is done at the very end for an encoding, of ``frames`` frames."""

    encoding: Format
    frames: int

    def __call__(self, scene: Scene) -> Scene:
        """Hold the last scene to what its encoding can, and give it what that needs."""
        _check_frames(scene, self.frames)
        _check_sides(scene, self.encoding)
        if scene.transparent and not self.encoding.alpha:
            return scene.then(Flatten(WHITE)).covered()
        return scene


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
    encoding = as_written(encoding, delivery, original=facts.format)
    frames = scene.frames_at_last
    animated = frames > 1 and encoding.animated
    made = frames > 1 and not facts.animated
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
    finish = Finish(encoding, frames if animated else 1)
    waiting = Waiting(scene, Here(scene, facts, lookup), finish)
    draft = draft_of(scene, Size(facts.width, facts.height), waiting)
    return RenderPlan(
        steps=draft.steps,
        output=output(
            encoding,
            quality,
            delivery,
            animated=animated,
            plays=scene.plays,
            apart=made,
            own_profile=_own_profile(delivery, lookup),
        ),
        width=draft.width,
        height=draft.height,
        rest=draft.rest,
        replacing=scene.replacing,
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
