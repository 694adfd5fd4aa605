"""Auto background: which colours of an image it is composed over."""

from collections.abc import Callable, Iterable, Sequence
from itertools import permutations
from typing import Final

import pyvips

from planner.colour import WHITE, Colour
from planner.steps import AutoBackground, Ground
from workers.executor.tones.contrasts import contrasting, nearest
from workers.executor.tones.gradients import places
from workers.executor.tones.predominance import Predominant, predominant
from workers.executor.tones.samples import ring, sample

STEP: Final = AutoBackground

#: Colours of an image that are looked through for one that contrasts.
_LOOKED_THROUGH: Final = 12


def decide(frames: Iterable[pyvips.Image], step: AutoBackground) -> tuple[Ground, ...]:
    """Choose what the image is composed over: its predominant colours, or what contrasts with them.

    The first frame chooses, whatever comes later: a ground does not flicker. It must be in memory.
    A gradient's colours lie nearest to where in the image they come from.
    """
    image = next(iter(frames))
    if not image.hasalpha():
        return ()
    colours = backdrop(image.crop(step.left, step.top, step.width, step.height), step)
    return (Ground(tuple(colours), step.direction),)


def backdrop(content: pyvips.Image, step: AutoBackground) -> list[Colour]:
    """Choose a step's colours, those of a gradient in its order, by a content in memory.

    Where all of the outer ring is transparent the whole content counts; where nothing can be seen,
    white.
    """
    seen = ring(content) if step.source == "border" else sample(content)
    seen = seen if len(seen) else sample(content)
    found = predominant(seen, step.colours)
    if not found:
        return [WHITE] * step.colours
    spread = _arranged([found[index % len(found)] for index in range(step.colours)], step)
    colours = [Colour(*one.colour) for one in spread]
    if step.contrast:
        others = [Colour(*one.colour) for one in predominant(seen, _LOOKED_THROUGH)]
        colours = _each(colours, others, contrasting)
    if step.palette:
        colours = _each(colours, step.palette, nearest)
    return colours


def _each(
    colours: Sequence[Colour],
    candidates: Sequence[Colour],
    choose: Callable[[Colour, Sequence[Colour]], Colour],
) -> list[Colour]:
    """Choose a candidate for each colour, for different ones different ones while there are any."""
    chosen: dict[Colour, Colour] = {}
    for colour in colours:
        if colour not in chosen:
            left = [one for one in candidates if one not in chosen.values()]
            chosen[colour] = choose(colour, left or candidates)
    return [chosen[colour] for colour in colours]


def _arranged(found: Sequence[Predominant], step: AutoBackground) -> Sequence[Predominant]:
    """Put colours where a gradient has them, so that together they are nearest to their places."""
    if len(found) == 1:
        return found
    wanted = places(len(found), step.direction)

    def distance(order: Sequence[Predominant]) -> float:
        return sum(
            (one.place[0] - across) ** 2 + (one.place[1] - down) ** 2
            for one, (across, down) in zip(order, wanted, strict=True)
        )

    return min(permutations(found), key=distance)
