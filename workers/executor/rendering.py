"""Rendering: from the bytes of a source and a plan to an encoded picture."""

from dataclasses import replace
from typing import Final

import pyvips

from planner.effects.art import VECTORIZE
from planner.geometry.values import Size
from planner.parameters.format import DRAWING
from planner.plan import RenderPlan
from planner.steps import ApplyEffect, ApplyLayer, Draft, Step
from workers.errors import RenderRefused
from workers.executor.arrangement import arrange, still, still_by
from workers.executor.documents import pages_kept, with_image
from workers.executor.effects.vectorize import drawing
from workers.executor.encoders import pdf
from workers.executor.encoding import Encoded, asks_of_original, encode, encoders
from workers.executor.layers import LayerPictures, Originals, no_originals
from workers.executor.libvips import prepare_libvips
from workers.executor.limits import Limits
from workers.executor.loaders import known as loaders
from workers.executor.loaders.loader import INVALID, File, View
from workers.executor.magic import HEAD_BYTES, sniff
from workers.executor.motion.animating import Roll, animation, camera
from workers.executor.orientation import turns_sideways
from workers.executor.paging import paged
from workers.executor.profiles import Profile, read
from workers.executor.runner import Runner, decisions, drawings
from workers.executor.sources import Source, lacks_memory, open_source
from workers.executor.steps import apply_effect, apply_layer
from workers.executor.svg.delivering import delivered, seen
from workers.executor.telling import CONTENT_TYPE, FORMAT, Drawn, told
from workers.executor.text.fonts import prepare_fonts

#: The quality of an image in a document of which pixels are made once more.
_FINE: Final = 98


def prepare() -> None:
    """Set libvips up and import all that draws and encodes: once, before the child is locked in.

    Raises WrongLibvips.
    """
    prepare_libvips()
    loaders.prepare()
    prepare_fonts()
    drawings()
    decisions()
    apply_effect.drawings()
    apply_layer.blendings()
    encoders()


def render(
    data: memoryview, plan: RenderPlan, limits: Limits, originals: Originals = no_originals
) -> Encoded:
    """Carry out a plan on the bytes of a source. The same input gives the same bytes.

    originals: gives the bytes of what layers show, and of a colour profile.
    Raises RenderRefused for a source that is broken, too large or of a format that is not let in,
    and for a result beyond the limits or beyond what its format can hold; TransformationError for
    what cannot be drawn of this picture; DeadlineExceeded when time is up; PlanBroken and
    pyvips.Error for faults of ours.
    """
    if plan.said:
        return Encoded(plan.said.encode(), FORMAT, CONTENT_TYPE, plan.width, plan.height)
    if plan.replacing is not None:
        data = _replaced(data, plan, plan.replacing, limits, originals)
    view = View.of(plan.opening, still=not plan.output.animated)
    source = open_source(data, limits, view=view)
    try:
        return _rendered(source, plan, limits, originals)
    except pyvips.Error as error:
        if not lacks_memory(error):
            source.prove()
        raise


def _replaced(
    data: memoryview, plan: RenderPlan, step: ApplyLayer, limits: Limits, originals: Originals
) -> memoryview:
    """Give a document in which a layer's picture has taken the place of an image."""
    limits.check_bytes(len(data))
    if sniff(bytes(data[:HEAD_BYTES])) != pdf.FORMAT:
        raise RenderRefused(400, INVALID)
    pictures = LayerPictures(originals, limits)
    picture = pictures.picture(step).copy_memory()
    quality = plan.output.quality if plan.output.kept else _FINE
    return memoryview(with_image(data, plan.opening, picture, quality))


def _rendered(source: Source, plan: RenderPlan, limits: Limits, originals: Originals) -> Encoded:
    if plan.output.format == DRAWING:
        data = _drawing(source, plan, limits, originals)
        encoded = Encoded(data, DRAWING, "image/svg+xml", plan.width, plan.height)
        return _answered(encoded, plan, source, plan.steps)
    if plan.output.kept:
        data = pages_kept(source.file, plan.opening)
        return Encoded(data, pdf.FORMAT, pdf.CONTENT_TYPE, plan.width, plan.height)
    if plan.further:
        own = _profile(plan, limits, originals)
        encoded, first = paged(source, plan, limits, originals, own)
        return _answered(encoded, plan, source, first)
    draft = Draft(plan.steps, plan.width, plan.height, plan.rest)
    arrangement = arrange(draft, source, as_it_lies=plan.opening.lying)
    drawn = plan.steps
    moving = plan.output.animated and encoders()[plan.output.format].ANIMATED
    if moving and source.frames > 1:
        roll = animation(
            source, arrangement, limits, originals, plan.output, chosen=plan.opening.frames
        )
    elif moving:
        roll = camera(source, arrangement, limits, originals, plan.output)
    else:
        runner = Runner(limits, LayerPictures(originals, limits))
        done = still_by(source, arrangement, runner)
        before = plan.steps[: len(plan.steps) - len(arrangement.rest.steps)]
        roll, drawn = Roll(done.image, 1, done.output or plan.output), (*before, *done.steps)
    limits.check_time()
    plan = replace(plan, output=roll.output)
    own = _profile(plan, limits, originals)
    original = source.open() if asks_of_original(roll.output) else None
    encoded = encode(roll.image, roll.output, roll.frames, original, own)
    return _answered(encoded, plan, source, drawn)


def _profile(plan: RenderPlan, limits: Limits, originals: Originals) -> Profile | None:
    """Read the profile that the result is written in, if it is one of the client's own."""
    own = plan.output.own_profile
    return None if own is None else read(originals(own.content), own, limits)


def _answered(
    encoded: Encoded, plan: RenderPlan, source: Source, made: tuple[Step, ...]
) -> Encoded:
    """Give a result, or what is told of it where that is asked for."""
    if not plan.output.info:
        return encoded
    size = Size(source.width, source.height)
    if turns_sideways(source.orientation) and not plan.opening.lying:
        size = Size(size.height, size.width)
    return told(encoded, size, len(source.file.data), Drawn(plan.steps, made))


def _drawing(source: Source, plan: RenderPlan, limits: Limits, originals: Originals) -> bytes:
    """Give a source that is a drawing as one, or the last tracing of a picture."""
    tracings = (
        (at, step)
        for at, step in reversed(tuple(enumerate(plan.steps)))
        if isinstance(step, ApplyEffect) and step.effect == VECTORIZE.name
    )
    last = next(tracings, None)
    if last is None:
        return delivered(source, plan.steps)
    at, step = last
    before = Draft(plan.steps[:at], step.width, step.height)
    arrangement = arrange(before, source, as_it_lies=plan.opening.lying)
    runner = Runner(limits, LayerPictures(originals, limits))
    data = memoryview(drawing(still(source, arrangement, runner), step))
    limits.check_time()
    file = File(data, pyvips.Source.new_from_memory(data))
    return seen(file, (step.width, step.height), plan.steps[at + 1 :])
