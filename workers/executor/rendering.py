"""Rendering: from the bytes of a source and a plan to an encoded picture."""

import pyvips

from planner.parameters.format import DRAWING
from planner.plan import RenderPlan
from workers.errors import PlanBroken
from workers.executor.arrangement import Arrangement, arrange
from workers.executor.encoding import Encoded, asks_of_original, encode, encoders
from workers.executor.frames import joined, unrolled
from workers.executor.libvips import prepare_libvips
from workers.executor.limits import Limits
from workers.executor.loaders import known as loaders
from workers.executor.runner import drawings
from workers.executor.shrinking import fold
from workers.executor.sources import Source, lacks_memory, open_source
from workers.executor.steps import apply_effect
from workers.executor.svg.delivering import delivered
from workers.executor.text.fonts import prepare_fonts


def prepare() -> None:
    """Set libvips up and import all that draws and encodes: once, before the child is locked in.

    Raises WrongLibvips.
    """
    prepare_libvips()
    loaders.prepare()
    prepare_fonts()
    drawings()
    apply_effect.drawings()
    encoders()


def render(data: memoryview, plan: RenderPlan, limits: Limits) -> Encoded:
    """Carry out a plan on the bytes of a source. The same input gives the same bytes.

    Raises RenderRefused for a source that is broken, too large or of a format that is not let in,
    and for a result beyond the limits or beyond what its format can hold; DeadlineExceeded when
    time is up; PlanBroken and pyvips.Error for faults of ours.
    """
    source = open_source(data, limits)
    try:
        return _rendered(source, plan, limits)
    except pyvips.Error as error:
        if not lacks_memory(error):
            source.prove()
        raise


def _rendered(source: Source, plan: RenderPlan, limits: Limits) -> Encoded:
    if plan.output.format == DRAWING:
        data = delivered(source, plan.steps)
        return Encoded(data, DRAWING, "image/svg+xml", plan.width, plan.height)
    arrangement = arrange(plan, source)
    moving = plan.output.animated and encoders()[plan.output.format].ANIMATED
    if moving and source.frames > 1:
        picture, frames = _animation(source, arrangement, limits), source.frames
    else:
        picture, frames = _still(source, arrangement, limits), 1
    drawn = (picture.width, picture.height // frames)
    if drawn != (plan.width, plan.height):
        raise PlanBroken(f"drew {drawn} for a plan of {(plan.width, plan.height)}")
    limits.check_time()
    original = source.open() if asks_of_original(plan.output) else None
    return encode(picture, plan.output, frames, original)


def _still(source: Source, arrangement: Arrangement, limits: Limits) -> pyvips.Image:
    folding = fold(source, arrangement.leading)
    return arrangement.draw(folding.open(source), folding.steps, limits)


def _animation(source: Source, arrangement: Arrangement, limits: Limits) -> pyvips.Image:
    roll = source.open(all_frames=True)
    return joined(
        [
            arrangement.draw(frame, arrangement.leading, limits, frames=source.frames).copy_memory()
            for frame in unrolled(roll, source.frames)
        ]
    )
