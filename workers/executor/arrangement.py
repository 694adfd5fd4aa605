"""The arrangement of a plan's steps for one source.

The scaling and cropping at the head of a plan goes first, on the picture as it is stored: there the
decoder can help, and what follows has fewer pixels to turn upright and to convert.
"""

from dataclasses import dataclass

import pyvips

from planner.plan import RenderPlan
from planner.steps import Crop, Resize, Step
from workers.executor.colours import additive, to_srgb
from workers.executor.limits import Limits
from workers.executor.orientation import as_stored, leading_geometry, turns_sideways, upright
from workers.executor.runner import run
from workers.executor.sources import Source


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is done to each frame: ``leading`` on the picture as stored, ``rest`` once upright."""

    leading: tuple[Resize | Crop, ...]
    orientation: int
    rest: tuple[Step, ...]

    def draw(
        self,
        image: pyvips.Image,
        leading: tuple[Resize | Crop, ...],
        limits: Limits,
        *,
        frames: int = 1,
    ) -> pyvips.Image:
        """Draw one of ``frames`` frames; ``leading`` is what the decoder has left of its own."""
        image = run(additive(image), leading, limits, frames=frames)
        image = to_srgb(upright(image, self.orientation))
        return run(image, self.rest, limits, frames=frames)


def arrange(plan: RenderPlan, source: Source) -> Arrangement:
    """Arrange a plan for a source."""
    orientation = 1 if plan.ignore_orientation else source.orientation
    width, height = source.width, source.height
    if turns_sideways(orientation):
        width, height = height, width
    leading = leading_geometry(plan.steps)
    return Arrangement(
        leading=as_stored(leading, orientation, width, height),
        orientation=orientation,
        rest=plan.steps[len(leading) :],
    )
