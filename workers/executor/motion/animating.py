"""Animating: an animation drawn frame by frame, and one made of a still picture."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

import pyvips

from planner.plan import Output
from planner.steps import Step, ZoomPan
from workers.executor.arrangement import Arrangement
from workers.executor.layers import LayerPictures, Originals
from workers.executor.limits import Limits
from workers.executor.motion.frames import joined
from workers.executor.motion.pacing import Pace
from workers.executor.runner import Runner
from workers.executor.shrinking import fold
from workers.executor.sources import Source


@dataclass(frozen=True, slots=True)
class Roll:
    """So many frames, one below the other, and how they are encoded."""

    image: pyvips.Image
    frames: int
    output: Output


def animation(
    source: Source,
    arrangement: Arrangement,
    limits: Limits,
    originals: Originals,
    output: Output,
    *,
    chosen: tuple[int, ...] = (),
) -> Roll:
    """Draw the frames of an animation by the steps that come of all of them.

    So they stay of one size. Each is kept in memory, as encoders begin when all are there. Where
    the picture tells that it is encoded as a still one, its first frame is all that is given.

    chosen: the numbers of those that are shown, counted from 1; none for all. Raises RenderRefused
    for more of them than the limits let.
    """
    pace = source.pace().of_these(chosen).asked(output, limits)
    runner = _runner(limits, originals, len(pace.order))
    shown = frozenset(pace.order)

    def begun() -> Iterator[tuple[int, pyvips.Image]]:
        for number, frame in enumerate(source.unrolled()):
            if number in shown:
                yield number, arrangement.begin(frame, arrangement.leading, runner)
            else:
                # What is left out of a sequential roll must be read all the same.
                frame.avg()

    def others() -> Iterator[pyvips.Image]:
        return (frame for _, frame in islice(begun(), 1, None))

    steps: tuple[Step, ...] | None = None
    frames: dict[int, pyvips.Image] = {}
    for number, frame in begun():
        if steps is None:
            done = runner.draw(frame, arrangement.rest, others)
            image, steps = done.image, done.steps
            if done.output is not None:
                output = done.output
                pace = source.pace().of_these(chosen).asked(output, limits)
                shown = frozenset(pace.order)
            if not output.animated:
                return Roll(image.copy_memory(), 1, output)
        else:
            image = runner.run(frame, steps)
        frames[number] = image.copy_memory()
    return _roll([frames[number] for number in pace.order], pace, limits, output)


def camera(
    source: Source,
    arrangement: Arrangement,
    limits: Limits,
    originals: Originals,
    output: Output,
) -> Roll:
    """Draw a still picture, and the frames that a camera makes of it where one goes over it.

    What comes before the camera is drawn once.
    """
    runner = _runner(limits, originals, 1)
    folding = fold(source, arrangement.leading)
    image = arrangement.begin(folding.open(source), folding.steps, runner)
    done = runner.draw(image, arrangement.rest)
    steps, output = done.steps, done.output or output
    travels = [(place, step) for place, step in enumerate(steps) if isinstance(step, ZoomPan)]
    if not travels:
        return Roll(done.image, 1, output)
    ((place, travel),) = travels
    base = arrangement.begin(folding.open(source), folding.steps, runner)
    base = runner.run(base, steps[:place]).copy_memory()
    pace = Pace.at(travel.rate, travel.frames, output).asked(output, limits)
    each = _runner(limits, originals, len(pace.order))
    frames = {
        number: each.run(base, (replace(travel, frame=number), *steps[place + 1 :])).copy_memory()
        for number in sorted(set(pace.order))
    }
    return _roll([frames[number] for number in pace.order], pace, limits, output)


def _runner(limits: Limits, originals: Originals, frames: int) -> Runner:
    return Runner(limits, LayerPictures(originals, limits, kept=frames > 1), frames)


def _roll(frames: list[pyvips.Image], pace: Pace, limits: Limits, output: Output) -> Roll:
    limits.check_size(frames[0].width, frames[0].height, len(frames))
    return Roll(joined(frames, pace), len(frames), output)
