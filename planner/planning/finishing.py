"""Finishing: the whole render plan, from a transformation in which everything is decided."""

from planner.colour import WHITE
from planner.errors import TransformationError
from planner.facts import AssetFacts
from planner.geometry.values import Size
from planner.parameters.format import FORMAT, Format
from planner.parameters.quality import Quality
from planner.plan import Output, RenderPlan
from planner.planning.chain import drawn
from planner.planning.merging import merged
from planner.planning.scene import Scene
from planner.steps import Flatten
from planner.transformation import Transformation


def render_plan(
    transformation: Transformation, encoding: Format, quality: Quality, facts: AssetFacts
) -> RenderPlan:
    """Plan a transformation for one encoding.

    An animated asset stays so where the format can; others take its first frame. What is still
    transparent is laid on white where the format cannot be. Raises TransformationError for what
    cannot be drawn of this asset, or not be encoded at its size.
    """
    animated = facts.animated and encoding.animated
    scene = drawn(transformation, facts, frames=facts.pages if animated else 1)
    if scene.transparent and not encoding.alpha:
        scene = scene.then(Flatten(WHITE)).covered()
    _check_sides(scene, encoding)
    return RenderPlan(
        steps=merged(scene.steps, Size(facts.width, facts.height)),
        output=Output(encoding.name, quality.number, quality.chroma, animated),
        width=scene.size.width,
        height=scene.size.height,
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
