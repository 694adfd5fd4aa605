"""Searching: the encoder's number that a level of ``q_auto`` comes to for a picture."""

from collections.abc import Callable
from dataclasses import dataclass
from math import log
from types import MappingProxyType
from typing import Final

import pyvips

from planner.parameters.quality import LEVELS
from workers.executor.quality.likeness import Likeness, luma, noise
from workers.executor.quality.sampling import sampled
from workers.executor.survey.illustration import Sample as Places

#: What may be lost at each level of a picture without noise, as `Likeness.loss` tells it.
TARGETS: Final = MappingProxyType({"best": 0.003, "good": 0.005, "eco": 0.009, "low": 0.016})

#: The noise, in steps of luma, in which as much again may be lost: it cannot be seen there.
_HIDING: Final = 3.5

#: How far from its target a number is good enough, as a ratio.
_NEAR: Final = 1.08

#: How many numbers are tried at most.
_TRIALS: Final = 3

#: By how much less is lost, in logarithms, with one more of the number; by the first guess.
_SLOPE: Final = 0.045

#: Beyond the numbers of the best and the lowest level, in shares of what is left.
_BEYOND: Final = 0.4

#: From which likelihood on a picture is taken for a drawing.
_DRAWN: Final = 0.5

#: Gives a picture after an encoder has had it, with a number; whether chroma is kept whole.
Trial = Callable[[pyvips.Image, int, bool], pyvips.Image]


@dataclass(frozen=True, slots=True)
class Found:
    """The number that was found, and whether the picture is a drawing: its chroma is kept whole."""

    number: int
    drawn: bool


def target(level: str, deviation: float) -> float:
    """Give what may be lost at a level of a picture with noise of some deviation."""
    return TARGETS[level] * (1 + deviation / _HIDING)


def bounds(level: str, numbers: tuple[int, ...], *, drawn: bool) -> tuple[int, int]:
    """Give the least and the most that a level may come to: the numbers of its neighbours.

    A drawing gets its own level's number at least: of flat colours one sees more than luma tells.
    numbers: of the levels from best to low.
    """
    place = LEVELS.index(level)
    best, low = numbers[0], numbers[-1]
    beyond = (best + round((100 - best) * _BEYOND), *numbers, round(low * (1 - _BEYOND)))
    return beyond[place + 1 if drawn else place + 2], beyond[place]


def searched(image: pyvips.Image, level: str, numbers: tuple[int, ...], trial: Trial) -> Found:
    """Find the number of a level for a picture that is in memory.

    numbers: the usual ones of the levels from best to low; the search begins there and stays
    within the neighbours'. The same picture always gets the same number.
    """
    sample = sampled(image)
    before = luma(sample.image)
    likeness = Likeness(before, sample.count)
    wanted = target(level, noise(before))
    drawn = is_drawing(sample.image)
    least, most = bounds(level, numbers, drawn=drawn)
    number = numbers[LEVELS.index(level)]
    tried: dict[int, float] = {}
    while number not in tried and len(tried) < _TRIALS:
        lost = likeness.loss(luma(trial(sample.image, number, drawn)))
        tried[number] = log(max(lost, 1e-6) / wanted)
        if abs(tried[number]) <= log(_NEAR):
            break
        number = min(max(_next(tried), least), most)
    return Found(min(tried, key=lambda one: (abs(tried[one]), -one)), drawn)


def is_drawing(image: pyvips.Image) -> bool:
    """Whether a picture in memory is rather a drawing than a photograph."""
    places = Places(image.width, image.height)
    places.take(0, image.numpy().reshape(image.height, image.width, image.bands))
    return places.illustration() >= _DRAWN


def _next(tried: dict[int, float]) -> int:
    """Give the number to try next: where the line through the two nearest ones says it is enough.

    tried: by number, the logarithm of how many times too much is lost.
    """
    first, *others = sorted(tried, key=lambda one: (abs(tried[one]), -one))
    slope = _SLOPE
    if others:
        second = others[0]
        slope = max((tried[first] - tried[second]) / (second - first), _SLOPE / 4)
    step = tried[first] / slope
    # A whole step at least: what has been tried is not near enough.
    return first + (max(1, round(step)) if step > 0 else min(-1, round(step)))
