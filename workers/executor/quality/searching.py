"""Searching: the encoder's number that a level of ``q_auto`` comes to for a picture."""

from collections.abc import Callable
from dataclasses import dataclass
from math import log
from types import MappingProxyType
from typing import Final

import numpy as np
import pyvips
from numpy.typing import NDArray

from planner.parameters.quality import LEVELS
from workers.executor.quality.forecast import Forecast, Steps
from workers.executor.quality.likeness import Likeness, luma, noise
from workers.executor.quality.sampling import Sample, sampled
from workers.executor.survey.illustration import Sample as Places

#: What may be lost at each level of a picture without noise, as `Likeness.loss` tells it.
TARGETS: Final = MappingProxyType({"best": 0.003, "good": 0.005, "eco": 0.009, "low": 0.016})

#: The noise, in steps of luma, in which as much again may be lost: it cannot be seen there.
_HIDING: Final = 3.5

#: How far from its target a number is good enough, as a ratio; and how far at most it may be for
#: the one that follows from it to be taken without another trial.
_NEAR: Final = 1.08
_CLOSE: Final = 1.35

#: How many numbers are forecast, and how many are tried, at most.
_FORECASTS: Final = 3
_TRIALS: Final = 2

#: By how much less is lost, in logarithms, with one more of the number; where nothing tells.
_SLOPE: Final = 0.045

#: How far around a number it is forecast how much another one would change.
_AROUND: Final = 3

#: Beyond the numbers of the best and the lowest level, in shares of what is left.
_BEYOND: Final = 0.4

#: From which likelihood on a picture is taken for a drawing.
_DRAWN: Final = 0.5

#: Gives the pixels of a picture after an encoder has had it, rows x width x bands; with a number,
#: and whether chroma is kept whole.
Trial = Callable[[pyvips.Image, int, bool], NDArray[np.uint8]]


@dataclass(frozen=True, slots=True)
class Found:
    """The number that was found, and whether the picture is a drawing: its chroma is kept whole."""

    number: int
    drawn: bool


class _Misses:
    """Numbers within bounds, and how far they missed: logarithms, above 0 where too much is lost.

    slope: by how much less is missed with one more of the number, until two of them tell.
    """

    def __init__(self, within: tuple[int, int], slope: float) -> None:
        self._slope = slope
        self._within = within
        self._missed: dict[int, float] = {}

    def sought(self, number: int, ratio: Callable[[int], float], times: int) -> int:
        """Give a number that loses what is wanted, as near as so many trials tell.

        number: where it begins. ratio: how many times too much a number loses.
        """
        for _ in range(times):
            missed = self._note(number, ratio(number))
            if missed <= log(_NEAR):
                return number
            following = self._following(number)
            if following in self._missed:
                return min(self._missed, key=lambda one: (abs(self._missed[one]), -one))
            number = following
            if missed <= log(_CLOSE):
                break
        return number

    def _note(self, number: int, ratio: float) -> float:
        missed = log(max(ratio, 1e-6))
        for other, its in self._missed.items():
            self._slope = max((missed - its) / (other - number), _SLOPE / 4)
        self._missed[number] = missed
        return abs(missed)

    def _following(self, number: int) -> int:
        """Give the number where the line through the last two says it is enough.

        It is at least one away, unless that is out of bounds: what was tried is not near enough.
        """
        step = self._missed[number] / self._slope
        step = max(1, round(step)) if step > 0 else min(-1, round(step))
        least, most = self._within
        return min(max(number + step, least), most)


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


def searched(
    image: pyvips.Image,
    level: str,
    numbers: tuple[int, ...],
    trial: Trial,
    steps: Callable[[int], Steps] | None = None,
) -> Found:
    """Find the number of a level for a picture that is in memory.

    numbers: the usual ones of the levels from best to low; the search begins there and stays
    within the neighbours'. steps: the encoder's by its number, where they are known: then the first
    trial is where they say. Mostly it is the only one, and the number follows from how far it
    missed. The same picture always gets the same number.
    """
    sample = sampled(image)
    before = luma(sample.pixels)
    wanted = target(level, noise(before))
    drawn = is_drawing(sample)
    within = bounds(level, numbers, drawn=drawn)
    number, slope = numbers[LEVELS.index(level)], _SLOPE
    if steps is not None:
        forecast = Forecast(before, sample.count)

        def told(number: int) -> float:
            return forecast.loss(steps(number)) / wanted

        number = _Misses(within, slope).sought(number, told, _FORECASTS)
        slope = _slope(told, number)
    likeness = Likeness(before, sample.count)

    def ratio(number: int) -> float:
        return likeness.loss(luma(trial(sample.image, number, drawn))) / wanted

    return Found(_Misses(within, slope).sought(number, ratio, _TRIALS), drawn)


def _slope(told: Callable[[int], float], number: int) -> float:
    """Give by how much less is missed with one more of a number, around it."""
    least, most = max(number - _AROUND, 1), min(number + _AROUND, 100)
    fell = log(max(told(least), 1e-6) / max(told(most), 1e-6))
    return max(fell / (most - least), _SLOPE / 4)


def is_drawing(sample: Sample) -> bool:
    """Whether a picture is rather a drawing than a photograph."""
    height, width, _ = sample.pixels.shape
    places = Places(width, height)
    places.take(0, sample.pixels)
    return places.illustration() >= _DRAWN
